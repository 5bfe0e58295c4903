/**
 * Compares the terminal with the expected frame after every key of a long session: the bytes as they come through the
 * PTY against the frame itself in a fresh terminal, cell by cell, with styles and cursor. At many sizes, through
 * resizes, inside of tmux and screen.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { expect, test } from 'vitest';
import { pictureOf } from '../support/cells.ts';
import { type FrameRecord, newRecord, recordingProgram } from '../support/recording-wizard.ts';
import { type Act, byChance, EMOJI, END, LIST, SESSION } from '../support/sessions.ts';
import { bytesOf, type LaunchOptions, launchCommand, type Session } from '../support/terminal.ts';
import { agree } from '../support/widths.ts';

/** The number of random keys after the fixed session. */
const MORE = Number(process.env.SMS_FRAMES ?? 10);
const SEED = Number(process.env.SMS_SEED ?? 1);

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const WAITS: readonly string[] = ['pause', 'submit'];

interface Seen {
  /** The terminal's screen, as `pictureOf` returns it. */
  picture(): Promise<string>;
  /** True if styles are ignored, because a multiplexer changes them. */
  readonly lettersOnly?: true;
}

const withoutLooks = (picture: string): string => picture.replace(/\{[^}]*\}/g, '');

/** Returns the rows in which two pictures differ. */
function differing(seen: string, meant: string): string[] {
  const [a, b] = [seen.split('\n'), meant.split('\n')];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, row) =>
    a[row] === b[row] ? '' : `${row} seen  ${a[row]}\n${row} meant ${b[row]}`,
  ).filter(Boolean);
}

/** Waits until the terminal shows the expected frame. Fails after 5 s. */
async function same(record: FrameRecord, terminal: Seen, after: string): Promise<void> {
  const until = Date.now() + 5000;
  for (;;) {
    const frame = await record.expected();
    const shown = [await terminal.picture(), frame?.picture ?? ''];
    const [seen = '', meant = ''] = terminal.lettersOnly ? shown.map(withoutLooks) : shown;
    if (frame && seen === meant) return;
    if (Date.now() > until) expect(differing(seen, meant), after).toEqual([]);
    await sleep(15);
  }
}

/** Returns the letters of the expected frame. */
const lettersOf = async (record: FrameRecord): Promise<string> =>
  withoutLooks((await record.expected())?.picture ?? '');

/** Asks for a submit in Review and answers yes, until the result is there. */
async function submit(session: Session, record: FrameRecord): Promise<void> {
  for (const [key, wanted] of [
    ['s', /Submit th|提交到 .+ 吗/],
    ['y', /applied|生效/],
  ] as const) {
    session.write(key);
    const until = Date.now() + 10_000;
    while (!wanted.test(await lettersOf(record))) {
      if (Date.now() > until) throw new Error(`nothing was submitted on\n${session.text()}`);
      await sleep(20);
    }
    // A person reads the question before the answer.
    if (key === 's') await sleep(350);
  }
}

/** Presses keys one after the other. Returns the number of compared frames. */
async function follow(
  session: Session,
  record: FrameRecord,
  acts: readonly Act[],
  seen: Seen,
): Promise<number> {
  await same(record, seen, 'the start');
  for (const [at, act] of acts.entries()) {
    const keys = record.keys();
    // Enter on the result quits.
    if (act === 'enter' && /↵ (quit|退出)/.test(await lettersOf(record))) continue;
    if (act === 'pause') await sleep(350);
    else if (act === 'submit') await submit(session, record);
    else if (typeof act === 'string') session.write(bytesOf(act));
    else if ('text' in act) session.write(act.text);
    else await session.resize(act[0], act[1]);
    // Waits until the key is read; the expected frame changes in the same turn.
    const until = Date.now() + 300;
    while (typeof act === 'string' && !WAITS.includes(act) && record.keys() === keys && Date.now() < until)
      await sleep(5);
    await sleep(12);
    await same(record, seen, `${JSON.stringify(act)}, number ${at} of ${acts.length}`);
  }
  return acts.length + 1;
}

const NODE = process.env.SMS_TEST_NODE ?? process.execPath;

async function begin(
  command: (program: string, env: Record<string, string>) => [string, string[], LaunchOptions],
) {
  const record = newRecord();
  const session = launchCommand(...command(await recordingProgram(), { ...record.env }));
  agree(session.screen);
  const until = Date.now() + 15_000;
  // Waits until the task is on the screen, not only the message that it is being read.
  while (!(await record.expected())?.picture.includes('^') && Date.now() < until) await sleep(20);
  return { record, session };
}

const SCENARIOS = (process.env.SMS_FRAMES_SCENARIOS ?? 'lvm').split(',');
const LOCALES = (process.env.SMS_FRAMES_LOCALES ?? 'C.UTF-8').split(',');
const cases = SCENARIOS.flatMap((scenario) => LOCALES.map((LANG) => ({ scenario, LANG })));

test.concurrent.each(cases)(
  '$scenario, $LANG: in a PTY',
  { timeout: 900_000 },
  async ({ scenario, LANG }) => {
    const { record, session } = await begin((program, env) => [
      NODE,
      [program, '--demo', '--scenario', scenario],
      { env: { ...env, LANG } },
    ]);
    const many = await follow(session, record, [...SESSION, ...END, ...byChance(SEED, MORE)], session);
    console.log(`${scenario}, ${LANG}: ${many} frames compared in a PTY`);
    session.hangUp();
    await session.exit;
  },
);

test.concurrent('the list of tasks', { timeout: 300_000 }, async () => {
  const { record, session } = await begin((program, env) => [
    NODE,
    [program, '--demo', '--scenario', 'many'],
    { env },
  ]);
  const many = await follow(session, record, LIST, session);
  console.log(`${many} frames compared in the list of tasks`);
  session.hangUp();
  await session.exit;
});

const installed = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
/** The session without emoji, which have other widths in tmux and screen. */
const CERTAIN = SESSION.filter((act) => act !== EMOJI);

/** Returns the screen of a tmux pane as tmux reports it. */
function pane(socket: string): Seen {
  const ask = (...words: string[]) => execFileSync('tmux', ['-L', socket, ...words], { encoding: 'utf8' });
  return {
    async picture() {
      const facts = ask(
        'display',
        '-p',
        '#{pane_width} #{pane_height} #{cursor_x} #{cursor_y} #{cursor_flag} #{alternate_on}',
      );
      const [columns = 0, rows = 0, x = 0, y = 0, shows, alternate] = facts.trim().split(' ').map(Number);
      const copy = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
      const rowsOfIt = ask('capture-pane', '-e', '-p').replace(/\n$/, '');
      const bytes = `${alternate ? '\x1b[?1049h' : ''}${rowsOfIt}\x1b[${y + 1};${x + 1}H${shows ? '' : '\x1b[?25l'}`;
      await new Promise<void>((resolve) => copy.write(bytes, resolve));
      return pictureOf(copy);
    },
  };
}

test.concurrent('inside of tmux, by what tmux holds', { timeout: 300_000 }, async () => {
  if (!installed('tmux')) return void console.log('tmux is not installed: left out');
  const socket = `sms-wizard-frames-${process.pid}`;
  const { record, session } = await begin((program, env) => {
    const words = [
      'env',
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
      NODE,
      program,
      '--demo',
    ];
    const settings = ['set', '-g', 'status', 'off', ';', 'set', '-s', 'escape-time', '20', ';'];
    return ['tmux', ['-L', socket, '-f', '/dev/null', ...settings, 'new-session', words.join(' ')], {}];
  });
  try {
    const many = await follow(session, record, [...CERTAIN, ...END, ...byChance(SEED, MORE)], pane(socket));
    console.log(`${many} frames compared in tmux`);
  } finally {
    session.hangUp();
    spawnSync('tmux', ['-L', socket, 'kill-server']);
    await session.exit;
  }
});

test.concurrent('inside of screen, by the terminal round it', { timeout: 300_000 }, async () => {
  if (!installed('screen')) return void console.log('screen is not installed: left out');
  const folder = mkdtempSync(join(tmpdir(), 'sms-screen-'));
  const { record, session } = await begin((program, env) => [
    'screen',
    ['-S', 'frames', '-c', '/dev/null', '-U', '-T', 'screen-256color', NODE, program, '--demo'],
    { env: { ...env, SCREENDIR: folder } },
  ]);
  try {
    const acts = [...CERTAIN, ...END, ...byChance(SEED, MORE)];
    const many = await follow(session, record, acts, { picture: session.picture, lettersOnly: true });
    console.log(`${many} frames compared in screen`);
  } finally {
    // Without a terminal it would keep running, and the wizard in it.
    spawnSync('screen', ['-S', 'frames', '-X', 'quit'], { env: { ...process.env, SCREENDIR: folder } });
    session.hangUp();
    await session.exit;
    rmSync(folder, { recursive: true, force: true });
  }
});
