/** `--json` on every path of every command: one document by its schema, whatever ends the command. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Fault } from '../../src/simulator/faults/fault.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { type Ran, run } from '../support/program.ts';
import { faultsOf } from '../support/schemas.ts';
import { access, service } from '../support/service.ts';
import { cleanEnv, freshState, PROGRAM } from '../support/terminal.ts';

const ID = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';
const NONE = '00000000-0000-4000-8000-000000000000';
const EDIT = ['--set', 'speed_limit=7'];

interface Row {
  readonly command: string;
  readonly schema: string;
  readonly args: (id: string) => readonly string[];
  /** The exit code if all goes well. */
  readonly ok: number;
  /** The part of the schema, if each line of the output is a document. */
  readonly lines?: true;
}

/** The commands that call SMS. */
const REMOTE: readonly Row[] = [
  { command: 'list', schema: 'list', args: () => [], ok: 0 },
  { command: 'show', schema: 'show', args: (id) => [id], ok: 0 },
  { command: 'update', schema: 'report', args: (id) => [id, ...EDIT, '--yes'], ok: 0 },
  { command: 'diff', schema: 'report', args: (id) => [id, ...EDIT], ok: 7 },
  { command: 'apply', schema: 'report', args: () => [], ok: 0 },
  { command: 'undo', schema: 'report', args: (id) => [id, '--yes'], ok: 2 },
  { command: 'pause', schema: 'action', args: (id) => [id, '--yes'], ok: 2 },
  { command: 'start', schema: 'action', args: (id) => [id, '--yes'], ok: 0 },
  { command: 'watch', schema: 'watch', args: (id) => [id, '--until', 'READY'], ok: 0, lines: true },
  { command: 'doctor', schema: 'doctor', args: (id) => [id], ok: 0 },
];
/** The commands that don't. */
const LOCAL: readonly Row[] = [
  { command: 'history', schema: 'history', args: () => [], ok: 0 },
  { command: 'fields', schema: 'fields', args: () => ['speed_limit'], ok: 0 },
  { command: 'explain', schema: 'explain', args: () => ['SMS.6539'], ok: 0 },
];

/** Writes a plan for the task on a simulator, and returns its file. */
async function planOn(sms: Simulator): Promise<string> {
  const { flags, env } = access(sms);
  const file = join(mkdtempSync(join(tmpdir(), 'sms-every-')), 'plan.json');
  await run(['update', ID, ...EDIT, '--dry-run', '--out', file, ...flags], env);
  return file;
}

/** Starts a simulator and returns it with the words of a command for it. */
async function wordsFor({ command, args }: Row, id = ID) {
  const sms = await service({ scenario: 'all' });
  const given = command === 'apply' ? [await planOn(sms), '--yes'] : args(id);
  return { sms, words: [command, ...given, '--json'], before: sms.requests.length };
}

/** Documents that were validated, by schema. */
const validated = new Map<string, number>();

/** Validates all of standard output: one document, or a document a line. */
function validate({ schema, lines }: Row, stdout: string): unknown {
  const texts = lines && stdout.startsWith('{"') ? stdout.trimEnd().split('\n') : [stdout];
  const documents = texts.map((text) => JSON.parse(text) as unknown);
  for (const document of documents) {
    expect(faultsOf(schema, document)).toEqual([]);
    validated.set(schema, (validated.get(schema) ?? 0) + 1);
  }
  return documents[0];
}

interface Case {
  readonly name: string;
  readonly code: (row: Row) => number;
  readonly id?: string;
  readonly more?: readonly string[];
  readonly env?: Record<string, string>;
  readonly faults?: readonly Fault[];
  /** The commands that can't come into this case. */
  readonly except?: readonly string[];
}

const failsWith = (code: number) => () => code;

const REMOTE_CASES: readonly Case[] = [
  { name: 'all is well', code: ({ ok }) => ok },
  { name: 'an unknown option', code: failsWith(2), more: ['--bogus'] },
  { name: 'a value out of its range', code: failsWith(2), more: ['--timeout', '0'] },
  { name: 'one argument too many', code: failsWith(2), more: ['one', 'too', 'many'] },
  { name: 'a rejected token', code: failsWith(4), env: { HW_AUTH_TOKEN: 'wrong' } },
  { name: 'no credentials', code: failsWith(4), env: { HW_AUTH_TOKEN: '' } },
  { name: 'no permission', code: failsWith(4), faults: [{ way: 'forbidden' }] },
  {
    name: 'no connection',
    code: failsWith(1),
    more: ['--endpoint', 'http://127.0.0.1:1', '--timeout', '1'],
    // A plan belongs to its service.
    except: ['apply'],
  },
  { name: 'an answer that is no JSON', code: failsWith(1), faults: [{ way: 'html', status: 400 }] },
  { name: 'no such task', code: failsWith(1), id: NONE, except: ['list', 'apply'] },
  {
    name: 'no task with this name',
    code: failsWith(2),
    id: 'no such name',
    except: ['list', 'apply', 'doctor'],
  },
];

/** Runs a command on a simulator of its own. */
async function runRow(row: Row, { id = ID, more = [], env = {}, faults = [] }: Case): Promise<Ran> {
  const { sms, words } = await wordsFor(row, id);
  sms.addFaults(...faults);
  const { flags, env: token } = access(sms);
  const last = more.includes('--endpoint') ? more : [...flags, ...more];
  return run([...words, ...last], { ...token, XDG_STATE_HOME: freshState(), ...env });
}

describe.each(REMOTE)('$command', (row) => {
  test.each(REMOTE_CASES.filter(({ except }) => !except?.includes(row.command)))(
    '$name',
    async (one) => {
      const ran = await runRow(row, one);
      const document = validate(row, ran.stdout);
      expect(ran.code).toBe(one.code(row));
      if (row.command !== 'doctor' && ![0, 7].includes(ran.code ?? 1))
        expect(document).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
    },
    60_000,
  );

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    '%s while SMS is silent',
    async (signal, code) => {
      const { sms, words, before } = await wordsFor(row);
      sms.addFaults({ way: 'stall' });
      const { flags, env } = access(sms);
      const child = spawn(process.execPath, [PROGRAM, ...words, ...flags], {
        env: cleanEnv(env),
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let stdout = '';
      child.stdout.on('data', (data) => {
        stdout += data;
      });
      await vi.waitUntil(() => sms.requests.length > before, { timeout: 30_000 });
      child.kill(signal);
      const [ended] = await once(child, 'close');
      expect(validate(row, stdout)).toMatchObject({ error: { code: 'interrupted' } });
      expect(ended).toBe(code);
    },
    60_000,
  );

  test('the reader goes away: no crash', async () => {
    const { sms, words } = await wordsFor(row);
    const { flags, env } = access(sms);
    const child = spawn(process.execPath, [PROGRAM, ...words, ...flags], {
      env: cleanEnv(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(row.ok);
    expect(stderr).not.toMatch(/EPIPE|something went wrong/);
  });
});

describe.each(LOCAL)('$command', (row) => {
  test.each([
    ['all is well', row.args(''), row.ok],
    ['an unknown option', [...row.args(''), '--bogus'], 2],
    ['one argument too many', ['one', 'too', 'many'], 2],
    ['an option of another command', [...row.args(''), '--yes'], 2],
    ['a language that does not exist', [...row.args(''), '--lang', 'fr'], 2],
  ])('%s', async (_name, args, code) => {
    const ran = await run([row.command, ...args, '--json']);
    validate(row, ran.stdout);
    expect(ran.code).toBe(code);
  });
});

/** Whatever else is on the line is no matter, as for the text. */
test.each([
  [['version', '--json'], 0],
  [['--version', '--json', '--yes'], 0],
  [['update', '-V', '-o', 'json'], 0],
  [['version', 'one', 'too', 'many', '--json'], 0],
  [['version', '--json', '--bogus'], 2],
  [['version', '-o', 'json', '--query', '['], 2],
  [['version', '--json', '--query', 'keys(@, 1)'], 2],
] as const)('the version: %j', async (args, code) => {
  const ran = await run(args);
  expect(faultsOf('version', JSON.parse(ran.stdout))).toEqual([]);
  expect(ran.code).toBe(code);
});

test('a history that nothing is in is an empty list', async () => {
  const ran = await run(['history', '--json']);
  expect(JSON.parse(ran.stdout)).toEqual([]);
});

test('a list that nothing is in', async () => {
  const sms = await service({ tasks: [] });
  const { flags, env } = access(sms);
  const ran = await run(['list', '--json', ...flags], env);
  expect(validate(REMOTE[0] as Row, ran.stdout)).toEqual({ count: 0, tasks: [] });
});

// A part of the tests validates fewer.
const isPart = ['sample', 'rest'].includes(process.env.MODE ?? '');
test.skipIf(isPart)('counts the documents that were validated', () => {
  const total = [...validated.values()].reduce((sum, count) => sum + count, 0);
  const cases = REMOTE.length * (REMOTE_CASES.length + 2) - 6;
  expect(total).toBeGreaterThanOrEqual(cases + LOCAL.length * 5 + 1);
  console.log(`${total} documents are valid: ${JSON.stringify(Object.fromEntries(validated))}`);
});
