/** `sms-wizard simulator` as a script uses it: the printed lines work, and faults and delays come as configured. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { cleanEnv, PROGRAM } from '../support/terminal.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

interface Printed {
  readonly url: string;
  readonly env: Record<string, string>;
  readonly keys: Record<string, string>;
  readonly id: string;
  readonly child: ChildProcess;
  readonly text: string;
}

/** Starts the simulator and reads the lines that it prints. */
async function simulator(...args: string[]): Promise<Printed> {
  const child = spawn(process.execPath, [PROGRAM, 'simulator', ...args], {
    env: cleanEnv({}),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let text = '';
  child.stdout.on('data', (data) => {
    text += data;
  });
  await expect.poll(() => text, { timeout: 10_000 }).toContain('Ctrl-C');
  const variables = (line: string) =>
    Object.fromEntries([...line.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
  const [, token = '', keys = ''] = text.split('\n');
  const [, url = '', id = ''] = /--endpoint (\S+) (\S+)/.exec(token) ?? [];
  return { url, id, env: variables(token), keys: variables(keys), child, text };
}

test('the token and the keys that it prints open it', async () => {
  const { url, id, env, keys } = await simulator();
  const shown = await run(['show', id, '--endpoint', url, '--json'], env);
  expect(shown.code).toBe(0);
  expect(JSON.parse(shown.stdout).id).toBe(id);
  const signed = await run(['show', id, '--endpoint', url, '--json'], keys);
  expect(signed).toMatchObject({ code: 0, stdout: shown.stdout });
  const { HUAWEICLOUD_SDK_SK: _secret, ...others } = keys;
  const wrong = await run(['show', id, '--endpoint', url], { ...others, HUAWEICLOUD_SDK_SK: 'wrong' });
  expect(wrong).toMatchObject({ code: 4, stderr: expect.stringContaining('verify aksk signature fail') });
});

test('fails, delays and throttles by its options', async () => {
  const { url, env } = await simulator(
    ...['--fail', 'html:nth=1', '--fail', 'SMS.0806:nth=2', '--latency', '300', '--throttle', '1'],
  );
  const headers = { 'X-Auth-Token': String(env.HW_AUTH_TOKEN) };
  const ask = async (): Promise<[status: number, late: boolean]> => {
    const start = performance.now();
    const { status } = await fetch(`${url}/v3/tasks`, { headers });
    return [status, performance.now() - start >= 295];
  };
  expect(await ask()).toEqual([502, true]);
  expect(await ask()).toEqual([400, true]);
  const together = await Promise.all([ask(), ask()]);
  expect(together.toSorted()).toEqual([
    [200, true],
    [429, true],
  ]);
});

test('it moves as configured, and prints its assumptions', async () => {
  const { url, id, env, text } = await simulator('--scenario', 'running', '--pace', '20');
  expect(text).toContain('Assumed (not documented): which fields take effect in which state');
  const state = async () =>
    JSON.parse((await run(['show', id, '--endpoint', url, '--json'], env)).stdout).state;
  await expect.poll(state, { timeout: 15_000 }).toBe('MIGRATE_SUCCESS');
});

test('Ctrl-C ends it', async () => {
  const { child } = await simulator('--fail', 'slow');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([130, null]);
});

test.each<[string[], string]>([
  [['--fail', 'sideways'], '"sideways" is not valid. Format: WAY'],
  [['--fail', 'html:nth=x'], '"nth=x" is not valid'],
  [['--latency', 'long'], '--latency must be a whole number of 0 or more, not "long"'],
  [['--pace', '0'], '--pace must be a whole number of 1 or more, not "0"'],
  [['--throttle', '0'], '--throttle must be a whole number of 1 or more, not "0"'],
])('%j: exit 2', async (args, words) => {
  const { code, stderr } = await run(['simulator', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test('they mean nothing to other commands', async () => {
  const { code, stderr } = await run(['show', 'x', '--demo', '--fail', 'html']);
  expect([code, stderr]).toEqual([2, expect.stringContaining("--fail can't be used with show")]);
});
