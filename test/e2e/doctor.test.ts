/** doctor: a line for everything, and exit code 0 only where an update could be done. */
import { describe, expect, test } from 'vitest';
import { NO_LIST, OWNER } from '../../src/simulator/accounts.ts';
import type { SimulatorOptions } from '../../src/simulator/server.ts';
import { closedPort } from '../support/broken.ts';
import { run } from '../support/program.ts';
import { service } from '../support/service.ts';
import { launch } from '../support/terminal.ts';

const TOKEN = { HW_AUTH_TOKEN: 'simulated-token' };
const NO_LISTING = { HW_ACCESS_KEY: NO_LIST.keys.access, HW_SECRET_KEY: NO_LIST.keys.secret };

async function examined(env: Record<string, string>, options: SimulatorOptions = {}, more: string[] = []) {
  const sms = await service(options);
  const { code, stdout } = await run(['doctor', ...more, '--endpoint', sms.url], env);
  return { code, stdout, sms, line: (label: string) => new RegExp(`^(.) ${label} +(.*)$`, 'm').exec(stdout) };
}

describe('doctor', () => {
  test('all is well', async () => {
    const { code, stdout, line, sms } = await examined(TOKEN);
    expect(code, stdout).toBe(0);
    for (const label of [
      'Node',
      'Endpoint',
      'Credentials',
      'Connection',
      'Clock',
      'Sign-in',
      'Permission to read',
    ])
      expect(line(label)?.[1], label).toBe('✓');
    // It reads, and nothing else.
    expect(sms.requests.every(({ method }) => method === 'GET')).toBe(true);
    expect(stdout).not.toContain('simulated-token');
  });

  test('of a demo needs nothing but this machine', async () => {
    const { code, stdout } = await run(['doctor', '--demo']);
    expect(code, stdout).toBe(0);
    expect(stdout).toContain('Embedded simulator');
    expect(stdout).not.toContain('simulated-token');
  });

  test.each<[string, Record<string, string>, SimulatorOptions, number, string]>([
    ['no credentials', {}, {}, 4, 'Credentials'],
    ['half a key', { HW_ACCESS_KEY: 'SIMULATEDKEY00000001' }, {}, 4, 'Credentials'],
    ['a wrong token', { HW_AUTH_TOKEN: 'another-token' }, {}, 4, 'Sign-in'],
    ['not permitted', TOKEN, { denied: ['sms:server:listTask'] }, 4, 'Permission to read'],
    ['out of order', TOKEN, { failures: [{ way: 'html' }] }, 1, 'Connection'],
    [
      'a wrong clock',
      { HW_ACCESS_KEY: OWNER.keys.access, HW_SECRET_KEY: OWNER.keys.secret, HW_DOMAIN_ID: 'x' },
      { skew: 3600_000 },
      4,
      'Clock',
    ],
  ])('%s: ✗ %#, and what to do', async (_what, env, options, wanted, label) => {
    const { code, stdout, line } = await examined(env, options);
    expect(line(label)?.[1], stdout).toBe('✗');
    expect(code).toBe(wanted);
    expect(stdout).toContain('An update could not be done.');
  });

  test('a user who may not list is tried on a task', async () => {
    const without = await examined(NO_LISTING);
    expect(without.code).toBe(4);
    expect(without.stdout).toContain('sms-wizard doctor TASK_ID');
    const { sms } = without;
    const args = ['doctor', sms.firstTask, '--endpoint', sms.url];
    expect((await run(args, NO_LISTING)).code).toBe(0);
  });

  test('nobody there, a bad address, a bad region', async () => {
    const nobody = await closedPort();
    const silent = await run(['doctor', '--endpoint', nobody.url, '--timeout', '2'], TOKEN);
    expect(silent.code).toBe(1);
    expect(silent.stdout).toMatch(/✗ Connection/);
    const plain = await run(['doctor', '--endpoint', 'http://sms.example.com'], TOKEN);
    expect(plain.code).toBe(2);
    expect(plain.stdout).toMatch(/✗ Endpoint +.*plain http/);
    expect((await run(['doctor', '--region', 'nowhere-1'], TOKEN)).code).toBe(2);
  });

  test('in a terminal: its name, size and colours; a small one is told', async () => {
    const sms = await service();
    const session = launch(['doctor', '--endpoint', sms.url], { env: TOKEN, columns: 50, rows: 30 });
    const { code } = await session.exit;
    await session.settle();
    expect(code).toBe(0);
    expect(session.text()).toMatch(/✓ Terminal +xterm-256color/);
    expect(session.text()).toMatch(/! Size +50×30/);
    expect(session.text()).toMatch(/✓ Colour +16 colours/);
  });

  test('no place for drafts is told, and does not keep from updating', async () => {
    const sms = await service();
    const env = { ...TOKEN, XDG_STATE_HOME: '/dev/null/nowhere' };
    const { stdout, code } = await run(['doctor', '--endpoint', sms.url], env);
    expect(stdout).toMatch(/! Drafts and history/);
    expect(code).toBe(0);
  });
});
