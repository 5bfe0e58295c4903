/** The bytes of a key on the wire, counted on the real screens in a PTY at 80×24: bounded, and printed as a table. */
import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../../src/simulator/server.ts';
import { type Counted, launchCounted, sum } from '../support/counted.ts';
import { submitOn } from '../support/screen-driver.ts';
import { access } from '../support/service.ts';
import { manyTasks } from '../support/tasks.ts';
import { freshState } from '../support/terminal.ts';

/** The budget in bytes of a typed letter, of an arrow key in a list, and of a screen until there is something to do. */
const LETTER = 40;
const ARROW = 170;
const FIRST = 1800;
/** The budget in bytes of going to the next step: the median of a task's steps, and the most. */
const STEP = { median: 400, most: 830 };
/** A letter of Chinese has three bytes. */
const STEP_IN_CHINESE = { median: 440, most: 830 };
/** With 23 disks, three steps have a list that fills the screen: each row of it is new. */
const STEP_OF_LONG_LISTS = { median: 780, most: 1300 };
/** The time without any output while nothing happens, in seconds. */
const IDLE = Number(process.env.SMS_IDLE_SECONDS ?? 2);
/** The number of rows visited in each list. */
const ROWS = Number(process.env.SMS_BYTES_ROWS ?? 4);
/** Slightly longer than the pause after which typed text is applied, in ms. */
const PAUSE = 350;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Kinds of key presses. Lists that turn by half a screen, and hints after a pause, are reported without a budget. */
const KINDS = ['letter', 'after a pause', 'arrow', 'list turns', 'next step', 'other keys'] as const;
type Kind = (typeof KINDS)[number];
const BUDGET: Readonly<Partial<Record<Kind, number>>> = { letter: LETTER, arrow: ARROW };

const table = new Map<string, Map<Kind, number[]>>();
const firsts: string[] = [];

const middle = (costs: readonly number[]) => costs.toSorted((a, b) => a - b)[Math.floor(costs.length / 2)];

afterAll(() => {
  const costText = (costs: number[] = []) => (costs.length ? `${Math.max(...costs)} (${middle(costs)})` : '');
  const row = (name: string, cells: readonly string[]) =>
    name.padEnd(26) + cells.map((cell) => cell.padStart(15)).join('');
  const rows = [...table].map(([name, costs]) =>
    row(
      name,
      KINDS.map((kind) => costText(costs.get(kind))),
    ),
  );
  console.log(['bytes a key at 80×24: most (median)', row('', KINDS), ...rows, '', ...firsts].join('\n'));
});

/** A busy machine may come to a key so late that what is drawn in the pause after it is counted with it. */
const BUSY = { timeout: 900_000, retry: 2 };

/** Presses a key on a screen and records its bytes; the budget holds for each single key. */
async function spend(counted: Counted, screen: string, kind: Kind, key: string): Promise<void> {
  // The cursor mark isn't part of a row's text.
  const body = () => counted.session.rows().slice(4, 19).join('\n').replaceAll(/[▸✓]/g, ' ');
  const before = kind === 'arrow' ? body() : '';
  const writes = await counted.cost(key);
  const turned = kind === 'arrow' && writes.length > 0 && body() !== before;
  note(screen, turned ? 'list turns' : kind, sum(writes));
  const budget = BUDGET[kind];
  if (budget === undefined) return;
  expect(writes.length, `${screen}: writes for ${key}`).toBeLessThanOrEqual(1);
  const most = turned ? FIRST : budget;
  expect(sum(writes), `${screen}: bytes for ${key} on\n${counted.session.text()}`).toBeLessThanOrEqual(most);
}

function note(screen: string, kind: Kind, bytes: number): void {
  const costs = table.get(screen) ?? new Map<Kind, number[]>();
  table.set(screen, costs.set(kind, [...(costs.get(kind) ?? []), bytes]));
}

/** Types letters one by one in the editor of a row, or goes through its choices. */
async function tryEditor(counted: Counted, screen: string): Promise<void> {
  await spend(counted, screen, 'other keys', 'enter');
  if (/← (previous|上一个)/.test(counted.session.text())) {
    for (const key of ['right', 'left']) await spend(counted, screen, 'arrow', key);
  } else if (counted.session.isTyping()) {
    for (const letter of '1a9') await spend(counted, screen, 'letter', letter);
    await sleep(PAUSE);
    note(screen, 'after a pause', sum(counted.writes()));
    await spend(counted, screen, 'letter', 'x');
    await spend(counted, screen, 'letter', 'backspace');
  }
  await spend(counted, screen, 'other keys', 'escape');
}

/** Goes down a list and some rows up again, and opens the editor of every other row that has one. */
async function walk(counted: Counted, screen: string, editing = false): Promise<void> {
  for (let row = 0; row < ROWS; row++) {
    if (editing && row % 2 === 0) await tryEditor(counted, screen);
    const here = counted.session.text();
    await spend(counted, screen, 'arrow', 'down');
    if (counted.session.text() === here) break;
  }
  for (const key of ['up', 'up', 'up']) await spend(counted, screen, 'arrow', key);
}

/** Starts the program on a demo and waits for a text. Returns the session and the bytes until then. */
async function begin(name: string, args: string[], shown: string, env = {}): Promise<Counted> {
  const counted = launchCounted(args, { env });
  await counted.session.waitFor(shown);
  await counted.session.settle();
  const writes = counted.writes();
  firsts.push(`first screen, ${name}: ${sum(writes)} bytes (${writes.join(' + ')})`);
  expect(sum(writes), `${name}: first screen`).toBeLessThanOrEqual(FIRST);
  return counted;
}

async function leave({ session }: Counted): Promise<void> {
  session.write('\x03');
  await session.exit;
}

const LANGUAGES = [
  ['en', 'C.UTF-8'],
  ['zh', 'zh_CN.UTF-8'],
] as const;
const SCENARIOS = (process.env.SMS_BYTES_SCENARIOS ?? 'lvm').split(',');
const demos = LANGUAGES.flatMap(([language, LANG]) =>
  SCENARIOS.map((scenario) => ({ name: `${language} ${scenario}`, language, LANG, scenario })),
);

describe.concurrent('within the budget', () => {
  test.each(demos)('every step: $name', BUSY, async ({ name, LANG, scenario }) => {
    const counted = await begin(`${name}, a task`, ['--demo', '--scenario', scenario], '^S', { LANG });
    for (const [at, step] of ['name', 'network', 'disks', 'volumes', 'more'].entries()) {
      if (at > 0) await spend(counted, `${name} ${step}`, 'other keys', 'right');
      // The rate windows come by a call of their own: their row is no cost of the next key.
      if (step === 'network') await counted.session.waitFor(/Rate windows: none|分时限速：无|\d\d:\d\d–/);
      await walk(counted, `${name} ${step}`, true);
    }
    await leave(counted);
  });

  test.each(demos)('the next step: $name', BUSY, async ({ name, language, LANG, scenario }) => {
    const counted = await begin(`${name}, for its steps`, ['--demo', '--scenario', scenario], '^S', { LANG });
    const costs: number[] = [];
    for (let step = 2; step <= 6; step++) {
      const writes = await counted.cost('tab');
      // The rate windows come by a call of their own.
      if (step > 2) expect(writes).toHaveLength(1);
      costs.push(sum(writes));
      note(`${name} steps`, 'next step', sum(writes));
      if (step === 2) await counted.session.waitFor(/Rate windows: none|分时限速：无|\d\d:\d\d–/);
      await sleep(PAUSE);
      const after = sum(counted.writes());
      note(`${name} steps`, 'after a pause', after);
      // Its first volume is on the first disk, whose bar is there.
      if (step === 4) expect(after).toBe(0);
    }
    const short = language === 'zh' ? STEP_IN_CHINESE : STEP;
    const budget = scenario === 'disks23' ? STEP_OF_LONG_LISTS : short;
    expect(middle(costs), `${costs}`).toBeLessThanOrEqual(budget.median);
    expect(Math.max(...costs), `${costs}`).toBeLessThanOrEqual(budget.most);
    await leave(counted);
  });

  test.each(LANGUAGES)('Review, result and pages: %s', BUSY, async (language, LANG) => {
    const screen = (name: string) => `${language} ${name}`;
    const counted = await begin(`${language}, another task`, ['--demo'], '^S', { LANG });
    const { session, writes } = counted;
    await session.press('enter', 'w', 'enter', 'right', 'down', 'down', 'down', 'enter', '9', 'enter');
    await session.press('right', 'enter', '5', '0', 'G', 'enter', 'down', 'o');
    await walk(counted, screen('fields of a disk'), true);
    await session.press('escape', 'right', 'enter', '3', '0', 'G', 'enter', '^S');
    await walk(counted, screen('review'));
    for (const page of ['?', 'b']) {
      await spend(counted, screen('page'), 'other keys', page);
      for (const key of ['down', 'down', 'up']) await spend(counted, screen('page'), 'other keys', key);
      await spend(counted, screen('page'), 'other keys', 'escape');
    }
    writes();
    await submitOn(session);
    await session.waitFor(/applied|生效/);
    await session.settle();
    note(screen('result'), 'other keys', sum(writes()));
    await walk(counted, screen('result'));
    await leave(counted);
  });

  test.each(LANGUAGES)('the list of tasks: %s', BUSY, async (language, LANG) => {
    const screen = `${language} list of tasks`;
    const counted = await begin(screen, ['--demo', '--scenario', 'many'], 'web-001', { LANG });
    await walk(counted, screen);
    for (let down = 0; down < 20; down++) await spend(counted, screen, 'arrow', 'down');
    await spend(counted, screen, 'other keys', '/');
    for (const letter of 'web') await spend(counted, screen, 'letter', letter);
    await sleep(PAUSE);
    note(screen, 'after a pause', sum(counted.writes()));
    await spend(counted, screen, 'other keys', 'escape');
    await spend(counted, screen, 'other keys', 's');
    for (const key of ['right', 'right', 'left']) await spend(counted, screen, 'arrow', key);
    await leave(counted);
  });

  const STEPS = ['MIGRATE_LINUX_FILE', 'SSL_CONFIG', 'CONFIGURE_LINUX_BLOCK', 'ATTACH_AGENT_IMAGE'];
  test('a list of tasks that have nothing in common', BUSY, async () => {
    const digest = (task: string) => createHash('md5').update(task).digest('hex');
    const tasks = manyTasks(60).map((task) => {
      const [a, b] = [digest(task), digest(`${task}b`)];
      const address = (hex: string) => [2, 4, 6].map((at) => parseInt(hex.slice(at, at + 2), 16)).join('.');
      return JSON.stringify({
        ...JSON.parse(task),
        id: [a.slice(0, 8), a.slice(8, 12), a.slice(12, 16), a.slice(16, 20), a.slice(20)].join('-'),
        name: `${a.slice(0, 3 + (parseInt(a.slice(0, 2), 16) % 60))}`.padEnd(3, b),
        source_server: { id: a, name: `srv-${a.slice(0, 9)}`, ip: `10.${address(a)}` },
        sub_tasks: [
          {
            name: STEPS[parseInt(a[0] ?? '0', 16) % STEPS.length],
            progress: parseInt(b.slice(0, 2), 16) % 100,
          },
        ],
        target_server: { id: b, name: `ecs-${b.slice(0, 9)}`, ip: `192.${address(b)}`, disks: [] },
      });
    });
    const sms = await startSimulator({ tasks });
    const { flags, env } = access(sms);
    const counted = await begin('60 unlike tasks', flags, '1 of 60', env);
    await walk(counted, 'unlike tasks');
    for (let down = 0; down < 30; down++) await spend(counted, 'unlike tasks', 'arrow', 'down');
    await leave(counted);
    await sms.close();
  });
});

test('nothing moves while nothing happens', { timeout: (IDLE + 60) * 1000 }, async () => {
  const open = (args: string[], keys: string[] = [], sees = 'Task name') => ({ args, keys, sees });
  const screens = [
    open(['--demo']),
    open(['--demo'], ['enter', 'a']),
    open(['--demo'], ['enter', 'x', 'enter', '^S', 's']),
    open(['--demo', '--scenario', 'many'], [], 'loaded'),
    open(['--demo', '--plain']),
  ];
  const quiet = screens.map(async ({ args, keys, sees }) => {
    const { session, writes } = launchCounted(args, { env: { XDG_STATE_HOME: freshState() } });
    await session.waitFor(sees);
    await session.press(...keys);
    await sleep(600);
    writes();
    await sleep(IDLE * 1000);
    const moved = sum(writes());
    session.write('\x03');
    await session.exit;
    return moved;
  });
  const bytes = await Promise.all(quiet);
  console.log(`${IDLE} s of nothing on ${screens.length} screens: ${sum(bytes)} bytes`);
  expect(bytes).toEqual(screens.map(() => 0));
});
