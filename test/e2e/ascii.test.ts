/** Output of commands in a locale that isn't UTF-8: ASCII alone, on standard output and standard error. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { SUBCOMMANDS } from '../../src/cli/command-line.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { run } from '../support/program.ts';
import { manyTasks, taskId } from '../support/tasks.ts';
import { freshState, launch } from '../support/terminal.ts';

/** A name beyond ASCII: Chinese, with an accent, a dash, an arrow and an emoji. */
const NAME = '数据库-é–→🚀';
const ID = taskId(1);
const NO_ASCII = /[^\x00-\x7f]/;

let sms: Simulator;
let state: string;
let plan: string;
beforeAll(async () => {
  sms = await startSimulator({ tasks: manyTasks(3, { name: NAME, speed_limit: 0 }) });
  state = freshState();
  mkdirSync(state, { recursive: true });
  plan = join(state, 'plan.json');
  const made = await command(UTF8, 'update', ID, '--set', 'speed_limit=100', '--dry-run', '--out', plan);
  expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining(plan) });
  return () => sms.close();
});

const UTF8 = { LC_ALL: 'C.UTF-8' };

/** Runs a command on the simulator. */
function command(env: Record<string, string>, name = '', ...words: string[]) {
  const where = SERVED.includes(name) ? ['--endpoint', sms.url] : [];
  return run([name, ...where, ...words].filter(Boolean), {
    HW_AUTH_TOKEN: sms.token,
    XDG_STATE_HOME: state,
    ...env,
  });
}
const SERVED = [
  'list',
  'show',
  'update',
  'apply',
  'undo',
  'doctor',
  'diff',
  'edit',
  'pause',
  'start',
  'watch',
];

/** Every command, with its exit code. The order matters: a history comes from updates. */
const RUNS: readonly (readonly [words: string, code: number])[] = [
  ['help', 0],
  ['--help', 0],
  ['list', 0],
  ['list --state …', 2],
  ['diff ID --set speed_limit=100', 7],
  ['edit ID', 2],
  ['pause ID', 2],
  ['start ID', 2],
  ['watch ID --until →', 2],
  ['explain SMS.6539', 0],
  ['explain →', 2],
  ['show ID', 0],
  ['update ID --set speed_limit=100 --dry-run', 0],
  ['update ID --set speed_limit=100', 2],
  ['update ID --set speed_limit=99999', 2],
  ['update ID --set speed_limit=→', 2],
  ['update ID --set name=数据 --yes', 0],
  ['undo ID --yes', 0],
  ['apply PLAN --dry-run', 0],
  [`apply PLAN --task ${taskId(2)} --yes`, 0],
  ['apply PLAN --state RUNNING --dry-run', 0],
  ['apply PLAN --resume', 0],
  ['history', 0],
  ['fields', 0],
  ['fields →', 2],
  ['doctor', 0],
  ['completion bash', 0],
  ['completion zsh', 0],
  ['completion fish', 0],
  ['simulator --fail →', 2],
  ['show ID --endpoint http://127.0.0.1:9 --timeout 1 --debug', 1],
  ['→ 1', 2],
  ['wizard-without-a-terminal 1', 2],
  ['', 2],
];
const wordsOf = (typed: string) =>
  typed
    .split(' ')
    .filter(Boolean)
    .map((word) => ({ ID, PLAN: plan })[word] ?? word);

test('all commands are tried', () => {
  const tried = new Set(RUNS.map(([words]) => words.split(' ')[0]));
  expect(SUBCOMMANDS.filter((name) => !tried.has(name))).toEqual([]);
});

describe('in the locale C', () => {
  test.each(RUNS)('%s', async (typed, code) => {
    const { stdout, stderr, code: ended } = await command({ LC_ALL: 'C' }, ...wordsOf(typed));
    expect(ended, stderr).toBe(code);
    expect(stdout + stderr).not.toMatch(NO_ASCII);
    expect(stdout + stderr).not.toBe('');
  });
});

describe('JSON in the locale C', () => {
  test.each([
    ['list --json'],
    ['show ID --json'],
    ['update ID --set name=→ --dry-run --json'],
    ['update ID --set speed_limit=→ --json'],
    ['apply PLAN --task ID --dry-run --json'],
    ['history --json'],
  ])('of %s is ASCII, and means the same as in UTF-8', async (typed) => {
    const inC = await command({ LC_ALL: 'C' }, ...wordsOf(typed));
    const inUtf8 = await command(UTF8, ...wordsOf(typed));
    expect(inC.stdout).not.toMatch(NO_ASCII);
    expect(JSON.parse(inC.stdout)).toEqual(JSON.parse(inUtf8.stdout));
    expect(inUtf8.stdout).toMatch(NO_ASCII);
  });
});

describe('marks', () => {
  test.each([
    [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, '+ speed_limit: 0 (unlimited) -> 100 Mbit/s - applied'],
    [{ LC_ALL: 'zh_CN.GB18030' }, '+ speed_limit: 0 (unlimited) -> 100 Mbit/s - applied'],
    [UTF8, '✓ speed_limit: 0 (unlimited) → 100 Mbit/s · applied'],
    [{ LC_ALL: 'zh_CN.UTF-8' }, '✓ speed_limit: 0（不限速） → 100 Mbit/s · 已生效'],
    [{ LC_ALL: 'C', SMS_LANG: 'zh' }, '✓ speed_limit: 0（不限速） → 100 Mbit/s · 已生效'],
  ])('of an update in %o', async ({ SMS_LANG, ...env }: Record<string, string>, line) => {
    const asked = SMS_LANG ? ['--lang', SMS_LANG] : [];
    const { stdout } = await run(['update', '--demo', '--set', 'speed_limit=100', '--yes', ...asked], env);
    expect(stdout).toContain(line);
  });
});

test('a command of the history that would not survive the locale is not printed, but where it is whole', async () => {
  const home = freshState();
  const words = ['--endpoint', sms.url, '--yes', '--set', 'name=数据'];
  const env = { HW_AUTH_TOKEN: sms.token, XDG_STATE_HOME: home, LC_ALL: 'C' };
  await run(['update', taskId(3), ...words], env);
  const { stdout } = await run(['history'], env);
  expect(stdout).toContain("The command contains characters that this locale can't show");
  expect(stdout).not.toContain('--set');
  const { stdout: document } = await run(['history', '--json'], env);
  expect(JSON.parse(document)[0].command).toContain("--set 'name=数据'");
});

test('the question before an update, and its answer, are ASCII on a terminal', async () => {
  const flags = ['--endpoint', sms.url, '--no-color'];
  const env = { HW_AUTH_TOKEN: sms.token, LC_ALL: 'C' };
  const session = launch(['update', ID, '--set', 'speed_limit=7', ...flags], {
    env,
  });
  await session.waitFor('Submit');
  session.write('y\r');
  await session.exit;
  expect(session.raw()).toContain('Yes');
  expect(session.raw()).not.toMatch(NO_ASCII);
});

test.each([[[]], [['--plain']]])('the wizard with %j is ASCII to the end', async (flags) => {
  const session = launch(['--demo', ...flags], { env: { LC_ALL: 'C' } });
  await session.waitFor('Task name');
  session.write('\x03');
  await session.exit;
  expect(session.raw()).not.toMatch(NO_ASCII);
});

test('a table that is cut to its terminal keeps its width', async () => {
  const env = { HW_AUTH_TOKEN: sms.token, LC_ALL: 'C' };
  const session = launch(['list', '--endpoint', sms.url], { env, columns: 80 });
  await session.exit;
  expect(session.raw()).not.toMatch(NO_ASCII);
  const lines = session.raw().split('\r\n').filter(Boolean);
  expect(lines.length).toBe(4);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
});
