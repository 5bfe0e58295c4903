/** `--json` and `-o`: one document on standard output on every path, by its schema; `--query`. */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { payloadText, TASKS } from '../support/fixtures.ts';
import { type Ran, run } from '../support/program.ts';
import { faultsOf, SCHEMAS } from '../support/schemas.ts';
import { access, service } from '../support/service.ts';
import { freshState } from '../support/terminal.ts';

const ID = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';
const UNREACHABLE = ['--endpoint', 'http://127.0.0.1:1', '--timeout', '1'];

const FAILED_TASK = 'watch --demo --scenario failed --json';

/** Command lines by the schema of their document, with the exit code. */
const RUNS: readonly (readonly [schema: string, code: number, line: string])[] = [
  ['list', 0, 'list --demo --json'],
  ['list', 0, 'list --demo --state RUNNING --json'],
  ['list', 1, 'list --json UNREACHABLE'],
  ['list', 2, 'list --json stray'],
  ['list', 2, 'list --json --bogus'],
  ['list', 2, 'list --json --region'],
  ['list', 2, 'list --json --timeout 0'],
  ['list', 2, 'list --demo --json --scenario none'],
  ['show', 0, 'show --demo --json'],
  ['show', 1, 'show no-such-task --demo --json'],
  ['show', 2, 'show --json'],
  ['show', 1, 'show a1b2 --json UNREACHABLE'],
  ['report', 0, 'update --demo --set name=a --dry-run --json'],
  ['report', 0, 'update --demo --set name=a --yes --json'],
  ['report', 0, 'update --demo --set exist_server=yes --yes --json'],
  ['report', 2, 'update --demo --set name=a --json'],
  ['report', 2, 'update --demo --set nmae=a --yes --json'],
  ['report', 2, 'update --demo --set target_server.disks[700].size=1G --yes --json'],
  ['report', 6, 'update --demo --scenario running --set target_server.disks[88008].size=60G --yes --json'],
  ['report', 2, 'update --json'],
  ['report', 1, 'update a1b2 --set name=a --yes --json UNREACHABLE'],
  ['report', 7, 'diff --demo --set name=a --json'],
  ['report', 0, 'diff --demo --set speed_limit=0 --json'],
  ['report', 2, 'diff --demo --edit /no/such/file --json'],
  ['report', 2, 'edit --demo --json'],
  ['report', 2, 'undo --demo --json'],
  ['report', 2, 'undo --json'],
  ['report', 2, 'apply --json'],
  ['report', 2, 'apply /no/such/plan.json --json'],
  ['apply-many', 2, 'apply /no/such/plan.json --task a1b2 --json'],
  ['apply-many', 2, 'apply plan.json --task a1b2 --concurrency 0 --json'],
  ['action', 0, 'pause --demo --scenario running --yes --json'],
  ['action', 2, 'start --json'],
  ['watch', 1, FAILED_TASK],
  ['history', 0, 'history --json'],
  ['history', 2, 'history a b --json'],
  ['action', 0, 'pause --demo --scenario running --yes --json'],
  ['action', 0, 'start --demo --scenario running --yes --json'],
  ['action', 2, 'pause --demo --yes --json'],
  ['action', 2, 'start --demo --json'],
  ['action', 2, 'pause --json'],
  ['action', 1, 'start a1b2 --yes --json UNREACHABLE'],
  ['action', 2, 'start --json --bogus'],
  ['watch', 0, 'watch --demo --until READY --json'],
  ['watch', 2, 'watch --demo --until NEVER --json'],
  ['watch', 1, 'watch a1b2 --json UNREACHABLE'],
  [
    'report',
    0,
    'update --demo --scenario running --set target_server.disks[88008].size=60G --pause --yes --json',
  ],
  ['report', 2, 'apply plan.json --pause --json'],
  ['fields', 0, 'fields --json'],
  ['fields', 2, 'fields no.such.field --json'],
  ['explain', 0, 'explain SMS.6539 --json'],
  ['explain', 0, 'explain disk_holds_volumes --json'],
  ['explain', 2, 'explain nope --json'],
  ['explain', 2, 'explain --json'],
  ['doctor', 0, 'doctor --demo --json'],
  ['doctor', 1, 'doctor --json UNREACHABLE'],
  ['doctor', 2, 'doctor --demo --scenario none --json'],
  ['version', 0, '--version --json'],
  ['version', 0, '--json --version'],
  ['version', 0, '-V --json'],
  ['version', 0, '-o json -V'],
  ['version', 0, 'version --json'],
  ['version', 0, 'version -o jsonl --lang zh'],
  ['version', 0, 'show a1b2 --json --version'],
  ['version', 2, 'version --json --bogus'],
  ['version', 2, '--version --json --query ]'],
  ['error', 2, 'completion bash --json'],
  ['error', 2, 'simulator --json'],
  ['error', 2, '--json'],
  ['error', 2, 'lits --json'],
];

const wordsOf = (line: string): string[] =>
  line.split(' ').flatMap((word) => (word === 'UNREACHABLE' ? UNREACHABLE : [word]));

const env = { HW_AUTH_TOKEN: 'token', XDG_STATE_HOME: freshState() };

/** The only document on standard output. Throws if there is none, or more than one. */
const documentIn = ({ stdout }: Ran): unknown => JSON.parse(stdout);

describe('one document by its schema', () => {
  test.each(RUNS)('%s, exit %i: %s', async (schema, code, line) => {
    const ran = await run(wordsOf(line), env);
    expect(faultsOf(schema, documentIn(ran))).toEqual([]);
    expect({ code: ran.code, line }).toEqual({ code, line });
    // A watch that saw its task fail has no error of its own: its last document explains the task's.
    const key = line === FAILED_TASK ? 'failure' : 'error';
    if (schema !== 'doctor' && ![0, 6, 7].includes(code))
      expect(documentIn(ran)).toMatchObject({ [key]: { code: expect.any(String) } });
  });

  test('every schema has a run', () => {
    expect(new Set(RUNS.map(([schema]) => schema))).toEqual(new Set(SCHEMAS));
  });

  test('a history with an update and its undo', async () => {
    const sms = await service();
    const { flags, env: token } = access(sms);
    const own = { ...token, XDG_STATE_HOME: freshState() };
    await run(['update', ID, '--set', 'name=a', '--yes', ...flags], own);
    const undone = documentIn(await run(['undo', ID, '--yes', '--json', ...flags], own));
    expect(faultsOf('report', undone)).toEqual([]);
    expect(undone).toMatchObject({ result: 'applied', changes: [{ path: 'name', before: 'a' }] });
    const entries = documentIn(await run(['history', '--json'], own)) as unknown[];
    expect(faultsOf('history', entries)).toEqual([]);
    expect(entries).toHaveLength(2);
  });

  test('many tasks: one document with --json, a line each with -o jsonl', async () => {
    const sms = await service({ scenario: 'all' });
    const { flags, env: token } = access(sms);
    const own = { ...token, XDG_STATE_HOME: freshState() };
    const file = join(mkdtempSync(join(tmpdir(), 'sms-documents-')), 'plan.json');
    await run(['update', ID, '--set', 'speed_limit=7', '--dry-run', '--out', file, ...flags], own);
    expect(existsSync(file)).toBe(true);
    const args = ['apply', file, '--state', 'READY', '--yes', ...flags];
    const whole = documentIn(await run([...args, '--json'], own)) as { tasks: unknown[] };
    expect(faultsOf('apply-many', whole)).toEqual([]);
    const { stdout } = await run([...args, '-o', 'jsonl'], own);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.flatMap((line) => faultsOf('apply-many', line, '#/$defs/task'))).toEqual([]);
    expect([whole.tasks.length, lines.length]).toEqual([6, 6]);
    const asked = await run([...args, '--query', 'tasks[].outcome', '-o', 'yaml'], own);
    expect(parseYaml(asked.stdout)).toEqual(Array(6).fill('skipped'));
  });
});

describe('formats', () => {
  const big = payloadText(TASKS[1]).replace('"size": 42949672960', '"size": 9223372036854775807');

  test('yaml has every value of the task, numbers of 64 bits too', async () => {
    const sms = await service({ tasks: [big] });
    const { flags, env: token } = access(sms);
    const { stdout } = await run(['show', ID, '-o', 'yaml', ...flags], token);
    expect(stdout).toContain('size: 9223372036854775807\n');
    // Another library than the product's reads it.
    expect(parseYaml(stdout)).toEqual(
      JSON.parse((await run(['show', ID, '--json', ...flags], token)).stdout),
    );
  });

  test('an error is YAML as well', async () => {
    const ran = await run(['show', 'no-such-task', '--demo', '-o', 'yaml']);
    expect(faultsOf('show', parseYaml(ran.stdout))).toEqual([]);
    expect(parseYaml(ran.stdout)).toMatchObject({ error: { code: 'SMS.7703', status: 400 } });
  });

  test('jsonl: a line a task', async () => {
    const { stdout } = await run(['list', '--demo', '-o', 'jsonl']);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const whole = JSON.parse((await run(['list', '--demo', '--json'])).stdout);
    expect(lines).toHaveLength(whole.count);
    expect(lines).toEqual(whole.tasks);
  });

  test.each([
    [['-o', 'xml'], /unknown output format "xml"\. Formats: table, json, yaml, jsonl/],
    [['--json', '-o', 'yaml'], /use either --json or -o yaml, not both/],
    [['--query', 'tasks['], /--query tasks\[ is not a valid JMESPath expression/],
    [['--query', 'sum(tasks)'], /can't apply --query sum\(tasks\) to this output/],
  ])('%j: exit 2', async (flags, message) => {
    const ran = await run(['list', '--demo', ...flags]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(message);
  });

  test('-o table is the text', async () => {
    const text = await run(['list', '--demo']);
    expect(await run(['list', '--demo', '-o', 'table'])).toEqual(text);
  });
});

describe('--query', () => {
  const big = payloadText(TASKS[1]).replace('"size": 42949672960', '"size": 9223372036854775807');
  const ask = async (query: string) => {
    const sms = await service({ tasks: [big] });
    const { flags, env: token } = access(sms);
    return (await run(['show', ID, '--query', query, ...flags], token)).stdout;
  };

  test.each([
    ['a number of 64 bits', 'target_server.disks[].size', '[9223372036854775807,10737418240,10737418240]'],
    ['sorting by it', 'sort_by(target_server.disks,&size)[-1].size', '9223372036854775807'],
    ['comparing with it', 'target_server.disks[?size>`9007199254740993`].size', '[9223372036854775807]'],
    ['its type', 'type(target_server.disks[0].size)', '"number"'],
    ['a number with a point stays one', 'migrate_speed', '0.0'],
    ['and is equal to an integer', 'migrate_speed == `0`', 'true'],
    ['nothing', 'no.such.key', 'null'],
  ])('%s', async (_what, query, expected) => {
    expect((await ask(query)).replace(/\s/g, '')).toBe(expected);
  });

  test('a query on a table has a row a task', async () => {
    const { stdout } = await run([
      'list',
      '--demo',
      '--query',
      'tasks[?state==`MIGRATE_FAIL`].{name:name,state:state}',
      '-o',
      'table',
    ]);
    expect(stdout).toBe('name            state\ncentos7-failed  MIGRATE_FAIL\n');
  });

  test('an outcome is never lost to a query that does not fit', async () => {
    const sms = await service();
    const { flags, env: token } = access(sms);
    const ran = await run(
      ['update', ID, '--set', 'name=a', '--yes', '--query', 'sum(changes)', ...flags],
      token,
    );
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ result: 'applied' });
    expect(ran.stderr).toContain("can't apply --query");
  });

  test('a bad query stops an update before anything is sent', async () => {
    const sms = await service();
    const { flags, env: token } = access(sms);
    const ran = await run(['update', ID, '--set', 'name=a', '--yes', '--query', 'a[', ...flags], token);
    expect(ran.code).toBe(2);
    expect(sms.requests).toEqual([]);
  });
});
