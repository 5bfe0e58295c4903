/** Reads that fail and are retried: the messages meanwhile, and quitting. */
import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { OWNER } from '../../src/simulator/access/accounts.ts';
import { run } from '../support/program.ts';
import { access, service, updates } from '../support/service.ts';
import { cleanEnv, launch, launchCommand, PROGRAM } from '../support/terminal.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** A wait of 20 s: a program that ends within 5 s hasn't waited for it, even on a busy machine. */
const THROTTLED = { way: 'throttled', seconds: 20 };
/** Rows of a terminal that holds what `show` prints: no pager waits for a key. */
const ROWS = 40;

describe('IAM that is asked first', () => {
  const { keys } = OWNER;
  const env = { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret };
  const failures = [{ way: 'throttled', seconds: 2, times: 1, path: '/v3/auth/domains' }];

  test.each([
    ['a task', true, 'Task name'],
    ['the list', false, /▸ centos7-lvm +READY/],
  ])('is waited for under a still line too, before %s', async (_what, byId, shown) => {
    const sms = await service({ failures });
    const id = byId ? [sms.firstTask] : [];
    const wizard = launch([...id, '--endpoint', sms.url], { columns: 120, env });
    await wizard.waitFor(/No response yet \(429 from 127\.0\.0\.1:\d+\), retrying in 2 s…/);
    await wizard.waitFor(shown);
    await wizard.press('^C');
    expect((await wizard.exit).code).toBe(130);
  });

  test('is reported on a terminal without a screen', async () => {
    const sms = await service({ failures });
    const shown = launch(['show', sms.firstTask, '--endpoint', sms.url], { env, rows: ROWS });
    expect((await shown.exit).code).toBe(0);
    await shown.waitFor('Volume groups');
    expect(shown.raw()).toMatch(/^No response yet \(429 from 127\.0\.0\.1:\d+\), retrying in 2 s…\r\n/);
  });
});

describe('without a screen', () => {
  const settings = ['--set', 'name=web-01', '--yes'];

  test('reports the wait on a terminal', async () => {
    const sms = await service({ failures: [{ way: 'throttled', seconds: 1, times: 1 }] });
    const { flags, env } = access(sms);
    const shown = launch(['show', sms.firstTask, ...flags], { env, rows: ROWS });
    expect((await shown.exit).code).toBe(0);
    expect(shown.raw()).toMatch(/^No response yet \(429 from 127\.0\.0\.1:\d+\), retrying in 1 s…\r\n/);
    expect(shown.raw()).toContain('centos7-lvm');
  });

  test('^C at a terminal ends the wait with 130', async () => {
    const sms = await service({ failures: [THROTTLED] });
    const { flags, env } = access(sms);
    // The shell prints the exit code of a command inside a pipe.
    const words = [process.execPath, PROGRAM, 'update', sms.firstTask, ...settings, ...flags].join(' ');
    const shell = launchCommand('/bin/sh', ['-c', `trap : INT; ${words}; echo ended=$?`], { env });
    await shell.waitFor('retrying in 20 s');
    await shell.press('^C');
    await shell.waitFor('ended=130', 8000);
    expect(shell.text()).toContain('Nothing was sent.');
    expect(sms.requests).toHaveLength(1);
  });

  test.each([
    ['while it waits to read', [THROTTLED], /^Canceled\. Nothing was sent\.\n$/],
    [
      'while an update is on its way',
      [{ way: 'slow', seconds: 60, method: 'PUT' }],
      /^Quit while an update was in progress: its result is unknown\. To check, run: sms-wizard show 6402c49b.*\n$/,
    ],
  ])('SIGINT %s ends a script with 130', async (_what, failures, message) => {
    const sms = await service({ failures });
    const { flags, env } = access(sms);
    const args = [PROGRAM, 'update', sms.firstTask, ...settings, ...flags];
    const child = spawn(process.execPath, args, { env: cleanEnv(env), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      output += data;
    });
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
    while (!sms.requests.some(({ method }) => method === (failures[0]?.way === 'slow' ? 'PUT' : 'GET'))) {
      await sleep(20);
    }
    await sleep(200);
    const from = Date.now();
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, signal: null });
    expect(Date.now() - from).toBeLessThan(5000);
    expect(output).toMatch(message);
  });

  test('prints nothing about the wait in a script, only the document', async () => {
    const sms = await service({ failures: [{ way: 'throttled', seconds: 1, times: 1 }] });
    const { flags, env } = access(sms);
    const ran = await run(['update', sms.firstTask, ...settings, '--json', ...flags], env);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({ result: 'applied', error: null });
  });

  test.each([
    ['SMS.6539', { code: 'SMS.6539', status: 400, request_id: 'simulated-3' }],
    ['html', { code: '502', status: 502 }],
    ['drop', { code: 'no_answer', status: null, request_id: null }],
  ])('an update that fails by %s says how in its document', async (way, error) => {
    const sms = await service({ failures: [{ way, method: 'PUT' }] });
    const { flags, env } = access(sms);
    const ran = await run(['update', sms.firstTask, ...settings, '--json', ...flags], env);
    expect(ran.code).toBe(1);
    const report = JSON.parse(ran.stdout);
    expect(report.error).toMatchObject({ ...error, message: expect.any(String), hint: expect.any(String) });
    if (way === 'html') expect(report.error.request_id).toMatch(/^simulated-\d+$/);
    expect(report.result).toBe(way === 'SMS.6539' ? 'not_applied' : 'unknown');
    // One update, or a second one after reads that showed the task unchanged.
    expect(updates(sms)).toHaveLength(way === 'SMS.6539' ? 1 : 2);
  });
});
