/** doctor: a line for everything, and exit code 0 only where an update could be done. */
import { describe, expect, test } from 'vitest';
import { NO_LIST, OWNER, READER } from '../../src/simulator/accounts.ts';
import type { SimulatorOptions } from '../../src/simulator/server.ts';
import { widthOf } from '../../src/terminal/columns.ts';
import { text } from '../../src/text/text.ts';
import { closedPort } from '../support/broken.ts';
import { userIn } from '../support/credentials.ts';
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
      'Permission to update',
    ])
      expect(line(label)?.[1], label).toBe('✓');
    // It reads, and tries an update of a task that nobody has.
    const before = sms.requests.map(({ method, path, body }) => `${method} ${path} ${body}`.trim());
    expect(before).toEqual([
      'GET /v3/tasks?limit=1&offset=0',
      `GET /v3/tasks/${sms.firstTask}`,
      'PUT /v3/tasks/00000000-0000-0000-0000-000000000000 {}',
    ]);
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
    ['a wrong password', { ...userIn('HW'), HW_USER_PASSWORD: 'Wrong-9' }, {}, 4, 'Sign-in'],
    ['a token that was copied badly', { HW_AUTH_TOKEN: 'a b' }, {}, 4, 'Credentials'],
    ['not permitted to list', TOKEN, { denied: ['sms:server:listTask'] }, 4, 'Permission to read'],
    ['not permitted to read', TOKEN, { denied: ['sms:server:getTask'] }, 4, 'Permission to read'],
    ['not permitted to update', TOKEN, { denied: ['sms:server:updateTask'] }, 4, 'Permission to update'],
    ['unavailable', TOKEN, { failures: [{ way: 'unavailable', seconds: 60 }] }, 1, 'Permission to read'],
    ['out of order', TOKEN, { failures: [{ way: 'html' }] }, 1, 'Connection'],
    [
      'a wrong clock',
      { HW_ACCESS_KEY: OWNER.keys.access, HW_SECRET_KEY: OWNER.keys.secret, HW_DOMAIN_ID: 'x' },
      { skew: 3600_000 },
      4,
      'Clock',
    ],
  ])('%s: ✗ %#, and what to do', async (what, env, options, wanted, label) => {
    const { code, stdout, line } = await examined(env, options);
    expect(line(label)?.[1], stdout).toBe('✗');
    expect(code).toBe(wanted);
    expect(stdout).toContain('An update could not be done.');
    // Every line there is, once, and one alone that keeps from updating; a wrong clock spoils the signature too.
    const marks = stdout.match(/^[✓✗!·] .*$/gm) ?? [];
    expect(marks).toHaveLength(Object.keys(text().doctor.labels).length);
    expect(marks.filter((mark) => mark.startsWith('✗'))).toHaveLength(what === 'a wrong clock' ? 2 : 1);
  });

  test('half a key is told by its name', async () => {
    const { line } = await examined({ HW_ACCESS_KEY: 'SIMULATEDKEY00000001' });
    expect(line('Credentials')?.[2]).toBe(
      'The credentials in HW_ACCESS_KEY cannot be used: HW_ACCESS_KEY is set, and HW_SECRET_KEY is not.',
    );
    expect(line('Connection')?.[1]).toBe('✓');
  });

  test('a reader who may not update is told which permission is missing', async () => {
    const reader = { HW_ACCESS_KEY: READER.keys.access, HW_SECRET_KEY: READER.keys.secret };
    const { code, stdout } = await examined(reader);
    expect(code).toBe(4);
    expect(stdout).toMatch(
      /✗ Permission to update +SMS\.9004[\s\S]*IAM actions to ask for: sms:server:updateTask/,
    );
  });

  test('an IAM that is not there is no fault of the connection to SMS', async () => {
    const nobody = await closedPort();
    const { code, line } = await examined({ ...userIn('HW'), HW_AUTH_URL: nobody.url });
    expect(code).toBe(1);
    expect(line('Connection')?.[1]).toBe('✓');
    expect(line('Sign-in')?.slice(1)).toEqual(['✗', expect.stringContaining(new URL(nobody.url).host)]);
  });

  test('a wrong clock keeps nobody with a token from updating', async () => {
    const { code, line } = await examined(TOKEN, { skew: 3600_000 });
    expect(code).toBe(0);
    expect(line('Clock')?.slice(1)).toEqual(['!', expect.stringContaining('60 minutes behind')]);
  });

  test('what is no proxy is told, without what stands in it', async () => {
    const env = { ...TOKEN, HTTPS_PROXY: 'http://user:pr0xy/s3cret@127.0.0.1:3128' };
    const { stdout, stderr, code } = await run(['doctor', '--endpoint', 'https://sms.example.com'], env);
    expect(code).toBe(2);
    expect(stdout).toMatch(/✗ Proxy +HTTPS_PROXY \(or ALL_PROXY\) is no address of a proxy\./);
    expect(stdout).toMatch(/· Connection +not tried/);
    expect(stdout + stderr).not.toMatch(/pr0xy|s3cret/);
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

  test.each([50, 80])('in %d columns no line is longer, and no word broken', async (columns) => {
    const session = launch(['doctor', '--endpoint', 'http://127.0.0.1:9'], { columns, rows: 60 });
    expect((await session.exit).code).toBe(4);
    await session.waitFor('An update could not be done.');
    const lines = session.raw().trimEnd().split('\r\n');
    for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
    const words = session.raw().split(/\s+/);
    for (const word of ['HUAWEICLOUD_SDK_SK)', 'HW_USER_PASSWORD)', 'SMS_ECS_METADATA=1', '"sms-wizard'])
      expect(words).toContain(word);
  });

  test('a wait is shown, and ^C ends it', async () => {
    const sms = await service({ failures: [{ way: 'throttled', seconds: 5 }] });
    const session = launch(['doctor', '--endpoint', sms.url], { env: TOKEN });
    await session.waitFor('trying again in 5 s');
    await session.press('^C');
    expect((await session.exit).code).toBe(130);
    await session.waitFor('Nothing was sent.');
  });

  test('no place for drafts is told, and does not keep from updating', async () => {
    const sms = await service();
    const env = { ...TOKEN, XDG_STATE_HOME: '/dev/null/nowhere' };
    const { stdout, code } = await run(['doctor', '--endpoint', sms.url], env);
    expect(stdout).toMatch(/! Drafts and history/);
    expect(code).toBe(0);
  });
});
