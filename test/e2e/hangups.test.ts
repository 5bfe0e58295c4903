/** A terminal that vanishes ends the program at every prompt as documented: by SIGHUP, without a crash or a core. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { access, service, updates } from '../support/service.ts';
import { freshState, launch } from '../support/terminal.ts';

/** Number of tries of each prompt: a crash may depend on the moment. */
const TIMES = Number(process.env.SMS_HANGUPS ?? 1);
const SIGHUP = 1;

const folder = mkdtempSync(join(tmpdir(), 'sms-hangups-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const PLAN = join(folder, 'plan.json');

/** A prompt to hang up at: the arguments of a command, the answers until then, and the text on the screen. */
interface Place {
  readonly words: (task: string) => string[];
  readonly shown: string | RegExp;
  readonly keys?: readonly (readonly [shown: string | RegExp, keys: string])[];
  /** True without credentials: the program prompts for them. */
  readonly unknown?: boolean;
  readonly env?: Record<string, string>;
}

const update = (task: string) => ['update', task, '--set', 'name=other'];
const signIn = (task: string) => ['show', task];

const PLACES: Readonly<Record<string, Place>> = {
  'update, the confirmation': { words: update, shown: /update .*\?|Update .*\?|Submit .*\?/ },
  'apply, the confirmation': {
    words: (task) => ['apply', PLAN, '--task', task],
    shown: /\?.*\(y\/N\)/i,
  },
  'apply, ids typed': { words: () => ['apply', PLAN, '--task', '-'], shown: /id/i },
  'undo, the confirmation': {
    words: (task) => ['undo', task],
    shown: /\?.*\(y\/N\)/i,
  },
  'sign-in, the endpoint': { words: signIn, shown: '?', unknown: true },
  'sign-in, the method': { words: signIn, shown: '?', keys: [['?', '\r']], unknown: true },
  'sign-in, the access key': {
    words: signIn,
    shown: '?',
    keys: [
      ['?', '\r'],
      ['?', '\r'],
    ],
    unknown: true,
  },
  'sign-in, the secret key': {
    words: signIn,
    shown: '*',
    keys: [
      ['?', '\r'],
      ['?', '\r'],
      ['?', 'AKEXAMPLE\r'],
      ['?', 'secret'],
    ],
    unknown: true,
  },
  'the wizard while it reads the task': { words: (task) => [task], shown: 'Reading' },
  'the wizard on a step': { words: (task) => [task], shown: 'Task name' },
  'the wizard in a text field': {
    words: (task) => [task],
    shown: 'Type to replace',
    keys: [['Task name', '\r']],
  },
  'the list of tasks': { words: () => [], shown: /1 of \d/ },
  'plain mode': { words: (task) => ['--plain', task], shown: 'Name and type >' },
  'the simulator': { words: () => ['simulator'], shown: 'http://127.0.0.1', unknown: true },
};

describe('hung up at', () => {
  test.each(Object.entries(PLACES))('%s', { timeout: 20_000 * TIMES }, async (name, place) => {
    const isSlow = name.includes('reads');
    const sms = await service(isSlow ? { latency: 1500 } : {});
    const { flags, env } = access(sms);
    const ends: (string | undefined)[] = [];
    const state = freshState();
    if (name.startsWith('apply')) {
      rmSync(PLAN, { force: true });
      const written = launch([...update(sms.firstTask), '--dry-run', '--out', PLAN, ...flags], { env });
      expect((await written.exit).code).toBe(0);
    }
    if (name.startsWith('undo')) {
      const done = launch([...update(sms.firstTask), '--yes', ...flags], {
        env: { ...env, XDG_STATE_HOME: state },
      });
      expect((await done.exit).code).toBe(0);
    }
    const before = updates(sms).length;
    for (let turn = 0; turn < TIMES; turn++) {
      const session = launch([...place.words(sms.firstTask), ...(place.unknown ? [] : flags)], {
        env: { ...(place.unknown ? {} : env), XDG_STATE_HOME: state, ...place.env },
      });
      for (const [shown, keys] of place.keys ?? []) {
        await session.waitFor(shown);
        await session.settle();
        session.write(keys);
        await session.settle();
      }
      await session.waitFor(place.shown);
      session.hangUp();
      const { code, signal } = await session.exit;
      ends.push(
        signal === SIGHUP || code === 128 + SIGHUP
          ? undefined
          : `code ${code}, signal ${signal}: ${session.text()}`,
      );
    }
    const ended = ends.filter((end) => end === undefined).length;
    if (TIMES > 1) console.log(`${name}: ${ended} of ${TIMES} ended by SIGHUP`);
    expect(ends).toEqual(ends.map(() => undefined));
    expect(updates(sms)).toHaveLength(before);
  });
});
