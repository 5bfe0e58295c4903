/** `pause`, `start`, `watch` and `update --pause` of the built program, and what a kill leaves behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { SimulatorOptions } from '../../src/simulator/server.ts';
import { run } from '../support/program.ts';
import { access, service } from '../support/service.ts';
import { cleanEnv, freshState, launch, PROGRAM } from '../support/terminal.ts';

const SIZE = 'target_server.disks[Disk 1].size=60G';

async function scene(options: SimulatorOptions = {}) {
  const sms = await service({ scenario: 'running', pace: 1000, stateDelay: 100, ...options });
  const state = freshState();
  const { flags, env: token } = access(sms);
  const env = { ...token, XDG_STATE_HOME: state };
  const command = (...args: string[]) => run([...args, ...flags], env);
  const on = (name: string, ...args: string[]) => command(name, sms.firstTask, ...args);
  const stateNow = () => JSON.parse(sms.taskText(sms.firstTask)).state as string;
  const sent = () =>
    sms.requests
      .filter(({ method, path }) => method !== 'GET' && path.includes(sms.firstTask))
      .map(({ method, body }) => (method === 'POST' ? String(JSON.parse(body).operation) : method));
  return { sms, state, flags, env, command, on, stateNow, sent };
}

describe('pause and start', () => {
  test('wait for the state, and do nothing twice', async () => {
    const { on, stateNow, sent } = await scene();
    const paused = await on('pause', '--yes');
    expect(paused).toMatchObject({ code: 0, stdout: expect.stringContaining('Task paused (ABORT).') });
    expect(stateNow()).toBe('ABORT');
    expect(await on('pause', '--yes')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/already paused/),
    });
    const started = await on('start', '--yes', '--json');
    expect(JSON.parse(started.stdout)).toMatchObject({
      action: 'start',
      result: 'done',
      state: 'RUNNING',
      error: null,
    });
    expect(await on('start', '--yes')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/already running/),
    });
    expect(sent()).toEqual(['stop', 'start']);
  });

  test('print what --query selects, and everything if it does not fit what was done', async () => {
    const { on, sent } = await scene();
    expect(await on('pause', '--yes', '--query', 'state')).toMatchObject({ code: 0, stdout: '"ABORT"\n' });
    const ran = await on('start', '--yes', '--query', 'abs(state)');
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ action: 'start', result: 'done' });
    expect(sent()).toEqual(['stop', 'start']);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('start, ended by %s, says that it was sent', async (signal) => {
    const { on, sms, flags, env, sent } = await scene({ stateDelay: 60_000 });
    sms.change(sms.firstTask, (task) => ({ ...task, state: 'ABORT' }));
    expect((await on('watch', '--until', 'ABORT')).code).toBe(0);
    const words = [PROGRAM, 'start', sms.firstTask, '--yes', '--json', ...flags];
    const child = spawn(process.execPath, words, { env: cleanEnv(env), stdio: ['ignore', 'pipe', 'ignore'] });
    let stdout = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    await vi.waitUntil(() => sent().includes('start'), { timeout: 30_000 });
    child.kill(signal);
    await once(child, 'close');
    const { message } = JSON.parse(stdout).error;
    expect(message).toMatch(/the task may be running\. To check, run: sms-wizard watch /);
    expect(message).not.toContain('Nothing was sent');
  });

  test('--quiet leaves the progress out', async () => {
    const { on } = await scene();
    expect((await on('pause', '--yes', '-q')).stderr).not.toContain('Pausing');
  });

  test('send nothing without --yes where nobody can be asked', async () => {
    const { on, sent } = await scene();
    expect(await on('pause')).toMatchObject({ code: 2, stdout: expect.stringContaining('--yes') });
    expect(sent()).toEqual([]);
  });

  test('say which states they need, and send nothing', async () => {
    const { on, sent } = await scene({ scenario: 'lvm' });
    const { code, stdout } = await on('pause', '--yes', '--lang', 'zh');
    expect([code, stdout]).toEqual([2, expect.stringContaining('该任务为 READY')]);
    expect(sent()).toEqual([]);
  });

  test('end with 4 without the permission', async () => {
    const { on, stateNow } = await scene({ denied: ['sms:server:manageTask'] });
    const { code, stdout } = await on('pause', '--yes', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ result: 'rejected', error: { code: 'SMS.9004' } });
    expect([code, stateNow()]).toEqual([4, 'RUNNING']);
  });

  test('are in the history; a pause that was asked for is not open', async () => {
    const { on, command } = await scene();
    await on('pause', '--yes');
    const { stdout } = await command('history');
    expect(stdout).toMatch(/MigrationTask .* paused {3}stays paused, as requested/);
    expect((await on('show')).stderr).toBe('');
  });
});

describe('update --pause', () => {
  test('pauses, changes, starts, and says so', async () => {
    const { on, stateNow, sent, command } = await scene();
    const { code, stdout, stderr } = await on('update', '--set', SIZE, '--pause', '--yes');
    expect(stdout).toMatch(/40 GiB → 60 GiB \(\+20 GiB\) · applied/);
    expect(stdout).not.toContain('warning');
    expect(stdout).toContain('Task started (RUNNING).');
    expect(stderr).toMatch(/Windows: don't restart[\s\S]*Pausing[\s\S]*Submitting[\s\S]*Starting/);
    expect([code, stateNow(), sent()]).toEqual([0, 'RUNNING', ['stop', 'PUT', 'start']]);
    const listed = JSON.parse((await command('history', '--json')).stdout);
    expect(listed).toHaveLength(2);
    expect(listed.find((entry: { pause?: object }) => entry.pause)).toMatchObject({
      result: 'started',
      command: null,
    });
  });

  test('tells of the pause in --json', async () => {
    const { on } = await scene();
    const { stdout } = await on('update', '--set', SIZE, '--pause', '--yes', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      result: 'applied',
      pause: { result: 'paused', start: 'started', left_paused: null, state: 'RUNNING' },
    });
    const plain = await on('update', '--set', 'name=web-01', '--yes', '--json');
    expect(JSON.parse(plain.stdout)).not.toHaveProperty('pause');
  });

  test('that can not start the task again names the command, and never ends with 0', async () => {
    const { on, stateNow, sms } = await scene({
      intercept: ({ body }) =>
        body.includes('"start"')
          ? { status: 400, body: '{"error_code":"SMS.6603","error_msg":"no"}' }
          : undefined,
    });
    const { code, stdout } = await on('update', '--set', SIZE, '--pause', '--yes');
    expect([code, stateNow()]).toEqual([1, 'ABORT']);
    expect(stdout).toContain('The task is still paused.');
    expect(stdout).toContain(`To start it, run: sms-wizard start ${sms.firstTask} --endpoint ${sms.url}`);
  });

  test('is offered by the prompt where changes may not take effect', async () => {
    const { sms, flags, env, stateNow, sent } = await scene();
    const terminal = launch(['update', sms.firstTask, '--set', SIZE, ...flags], { env });
    await terminal.waitFor('Pause the task, submit, start it again');
    terminal.type('p\r');
    const { code } = await terminal.exit;
    expect([code, stateNow(), sent()]).toEqual([0, 'RUNNING', ['stop', 'PUT', 'start']]);
  });
});

describe('a program that is killed while the task is paused', () => {
  test('is told by history, doctor, and the next start, until the task is started', async () => {
    const { sms, flags, env, on, command, state } = await scene({
      intercept: ({ method, path }) =>
        method === 'PUT' && path.includes(sms.firstTask) ? new Promise(() => {}) : undefined,
    });
    const child = spawn(
      process.execPath,
      [PROGRAM, 'update', sms.firstTask, '--set', SIZE, '--pause', '--yes', ...flags],
      { env: cleanEnv(env), stdio: 'ignore' },
    );
    const ended = new Promise((resolve) => child.on('close', resolve));
    while (!sms.requests.some(({ method, path }) => method === 'PUT' && path.includes(sms.firstTask)))
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    await ended;
    expect(readFileSync(join(state, 'sms-wizard', 'pauses.jsonl'), 'utf8')).toContain('"step":"paused"');
    const start = `sms-wizard start ${sms.firstTask} --endpoint ${sms.url}`;
    const notice = /Task MigrationTask ef3b9722\S* was paused here at .*, and not started again from here\./;
    const shown = await on('show');
    expect(shown.stderr).toMatch(notice);
    expect(shown.stderr).toContain(start);
    expect((await command('history')).stdout).toContain(`not started again`);
    const checked = await command('doctor');
    expect(checked.stdout).toMatch(/! Paused tasks +1 not started again/);
    expect((await on('start', '--yes')).code).toBe(0);
    expect((await on('show')).stderr).toBe('');
    expect((await command('history')).stdout).toContain('started again');
  });
});

describe('watch', () => {
  test('writes a JSON line for each change, and ends with the migration', async () => {
    const { on } = await scene({ pace: 40 });
    const { code, stdout } = await on('watch');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines.at(0)).toMatchObject({
      state: 'RUNNING',
      step: expect.any(String),
      percent: expect.any(Number),
    });
    expect(lines.at(-1)).toMatchObject({ state: expect.stringMatching(/SUCCESS|SYNCING/) });
  });

  test('ends with 1 if the migration fails', async () => {
    const { on } = await scene({ pace: 5, failures: [{ way: 'step', code: 'SMS.0806' } as never] });
    const { code, stdout } = await on('watch');
    expect(code).toBe(1);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      state: 'MIGRATE_FAIL',
      error_json: expect.stringContaining('SMS.0806'),
      failure: { code: 'SMS.0806', wizard_step: 'volumes' },
    });
  });

  test('ends in the state of --until, and rejects one that does not exist', async () => {
    const { on } = await scene();
    expect((await on('watch', '--until', 'running')).code).toBe(0);
    expect(await on('watch', '--until', 'DONE')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"DONE"'),
    });
  });

  test.each([
    [[], /^\{"time":"[^\n]*"state":"RUNNING",[^\n]*\}\n$/],
    [['--query', 'state'], /^"RUNNING"\n$/],
    [['--query', '{s:state}', '-o', 'yaml'], /^---\ns: RUNNING\n$/],
    [['-o', 'yaml'], /^---\ntime: .*\n[\s\S]*\nstate: RUNNING\n/],
    [['--query', '[state,speed_limit]', '-o', 'table'], /^RUNNING {2}0\n$/],
    [['-o', 'table'], /^RUNNING.*\nThe task is RUNNING\.\n$/],
  ])('%j: prints each change as it is asked for', async (options, printed) => {
    const { on } = await scene();
    const ran = await on('watch', '--until', 'running', ...options);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(printed) });
  });

  test('explains an error on a terminal, and ends with the state', async () => {
    const { sms, flags, env } = await scene({
      pace: 5,
      failures: [{ way: 'step', code: 'SMS.0806' } as never],
    });
    const terminal = launch(['watch', sms.firstTask, ...flags], { env });
    await terminal.waitFor('The task is MIGRATE_FAIL.');
    await terminal.waitFor('Error: SMS.0806');
    await terminal.waitFor('In the wizard: Volumes.');
    expect((await terminal.exit).code).toBe(1);
  });
});
