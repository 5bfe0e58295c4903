/** Keys for ten jobs, counted on the built program: as many as docs/screen.md says. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startSimulator } from '../../src/simulator/server.ts';
import { MIN_QUESTION_MS } from '../../src/wizard/questions.ts';
import { access, updates } from '../support/service.ts';
import { freshState, launch, type Session } from '../support/terminal.ts';

interface Job {
  /** Name of the job in the table. */
  readonly name: string;
  readonly keys: readonly string[];
  /** The first keys that are pressed before the job begins; they don't count. */
  readonly before?: readonly string[];
  /** A part of the update that the job sends, or a text that it leads to. */
  readonly leadsTo: object | RegExp;
  /** Starts with the list of tasks. */
  readonly list?: true;
}

const GIB = 2 ** 30;
const typed = (words: string): string[] => [...words];
const SUBMIT = ['^S', 's', 'y'];
const RENAME = ['enter', ...typed('web-01'), 'enter'];

const JOBS: readonly Job[] = [
  { name: 'rename a task', keys: [...RENAME, ...SUBMIT], leadsTo: { name: 'web-01' } },
  {
    name: 'limit its rate',
    keys: ['2', 'down', 'down', 'down', 'enter', ...typed('50'), 'enter', ...SUBMIT],
    leadsTo: { speed_limit: 50 },
  },
  {
    name: 'make a disk 20 GiB',
    keys: ['3', 'down', 'enter', ...typed('20G'), 'enter', ...SUBMIT],
    leadsTo: { target_server: { disks: [{}, { size: 20 * GIB }, {}] } },
  },
  {
    name: 'add 30 GiB to a logical volume, with its group and disk',
    keys: ['4', 'G', 'enter', ...typed('+30G'), 'enter', '+', '+', ...SUBMIT],
    leadsTo: { target_server: { volume_groups: [{ size: 31 * GIB }] } },
  },
  {
    name: 'add a disk of 20 GiB',
    keys: ['3', 'a', 'enter', 'enter', ...typed('20G'), 'enter', 'enter', 'enter', ...SUBMIT],
    leadsTo: { target_server: { disks: [{}, {}, {}, { name: '/dev/xvdd', size: 20 * GIB }] } },
  },
  {
    name: 'clear the migration IP',
    keys: ['2', 'down', 'down', 'c', ...SUBMIT],
    leadsTo: { migration_ip: null },
  },
  { name: 'take an edit back', before: RENAME, keys: ['u'], leadsTo: /Undone/ },
  {
    name: 'go from the Review to the name',
    before: [...RENAME, '^S'],
    keys: ['1'],
    leadsTo: /Name and type/,
  },
  {
    name: 'open the task that failed, by its state',
    list: true,
    keys: ['s', 'f', 'enter', 'enter'],
    leadsTo: /MIGRATE_FAIL[^\n]*\n.*Name/,
  },
  {
    name: 'submit the draft of yesterday',
    before: [...RENAME, '^C'],
    keys: ['enter', ...SUBMIT],
    leadsTo: { name: 'web-01' },
  },
];

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Presses keys, and reads each question before it is answered. */
async function press(session: Session, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    if (key === 'y') {
      await session.waitFor(/Submit (this|these) /);
      await sleep(MIN_QUESTION_MS + 150);
    }
    await session.press(key);
  }
}

const document = readFileSync(new URL('../../docs/screen.md', import.meta.url), 'utf8');
/** Returns the keys of a job now, as the document has them. */
const documented = (name: string): number =>
  Number(document.match(new RegExp(`^\\| ${name} \\| \\d+ \\| (\\d+) \\|$`, 'm'))?.[1]);

describe.concurrent('keys', () => {
  test.each(JOBS)('to $name', async ({ name, keys, before = [], leadsTo, list }) => {
    const sms = await startSimulator({ scenario: list ? 'all' : 'lvm' });
    const { flags, env } = access(sms);
    const start = async (state: string) => {
      const session = launch([...(list ? [] : [sms.firstTask]), ...flags], {
        env: { ...env, XDG_STATE_HOME: state },
      });
      await session.waitFor(list ? 'All tasks' : /Task name|Unsubmitted draft found/);
      return session;
    };
    const state = freshState();
    let session = await start(state);
    if (list) await session.waitFor('MIGRATE_FAIL');
    await press(session, before);
    if (before.at(-1) === '^C') {
      await session.exit;
      session = await start(state);
      await session.waitFor('Unsubmitted draft found');
      await sleep(MIN_QUESTION_MS + 150);
    }
    await press(session, keys);
    if (leadsTo instanceof RegExp) await session.waitFor(leadsTo);
    else {
      await session.waitFor(/applied/);
      expect(updates(sms)[0]).toMatchObject(leadsTo);
    }
    expect(keys).toHaveLength(documented(name));
    session.write('\x03');
    await session.exit;
    await sms.close();
  });
});
