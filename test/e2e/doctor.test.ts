/** `doctor`: a line for each check, and exit code 0 only if an update could be done. */
import { describe, expect, test } from 'vitest';
import { NO_LIST, OWNER, READER } from '../../src/simulator/access/accounts.ts';
import type { SimulatorOptions } from '../../src/simulator/server.ts';
import { textWidth } from '../../src/terminal/text/text-width.ts';
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
      'Read permission',
      'Update permission',
    ])
      expect(line(label)?.[1], label).toBe('✓');
    // It reads, and tries to update a task that doesn't exist.
    const before = sms.requests.map(({ method, path, body }) => `${method} ${path} ${body}`.trim());
    expect(before).toEqual([
      'GET /v3/tasks?limit=1&offset=0',
      `GET /v3/tasks/${sms.firstTask}`,
      'PUT /v3/tasks/00000000-0000-0000-0000-000000000000 {}',
      'POST /v3/tasks/00000000-0000-0000-0000-000000000000/action {"operation":"stop"}',
    ]);
    expect(stdout).not.toContain('simulated-token');
  });

  test('of a demo needs nothing but this machine', async () => {
    const { code, stdout } = await run(['doctor', '--demo']);
    expect(code, stdout).toBe(0);
    expect(stdout).toContain('Built-in simulator');
    expect(stdout).not.toContain('simulated-token');
  });

  test.each<[string, Record<string, string>, SimulatorOptions, number, string]>([
    ['no credentials', {}, {}, 4, 'Credentials'],
    ['half a key', { HW_ACCESS_KEY: 'SIMULATEDKEY00000001' }, {}, 4, 'Credentials'],
    ['a wrong token', { HW_AUTH_TOKEN: 'another-token' }, {}, 4, 'Sign-in'],
    ['a wrong password', { ...userIn('HW'), HW_USER_PASSWORD: 'Wrong-9' }, {}, 4, 'Sign-in'],
    ['a token that was copied badly', { HW_AUTH_TOKEN: 'a b' }, {}, 4, 'Credentials'],
    ['not permitted to list', TOKEN, { denied: ['sms:server:listTask'] }, 4, 'Read permission'],
    ['not permitted to read', TOKEN, { denied: ['sms:server:getTask'] }, 4, 'Read permission'],
    ['not permitted to update', TOKEN, { denied: ['sms:server:updateTask'] }, 4, 'Update permission'],
    ['unavailable', TOKEN, { failures: [{ way: 'unavailable', seconds: 60 }] }, 1, 'Read permission'],
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
    expect(stdout).toContain('Not ready to update.');
    // Each check has one line, and only one prevents updates; a wrong clock invalidates the signature too.
    const marks = stdout.match(/^[✓✗!·] .*$/gm) ?? [];
    expect(marks).toHaveLength(Object.keys(text().doctor.labels).length);
    expect(marks.filter((mark) => mark.startsWith('✗'))).toHaveLength(what === 'a wrong clock' ? 2 : 1);
  });

  test('names the missing half of a key', async () => {
    const { line } = await examined({ HW_ACCESS_KEY: 'SIMULATEDKEY00000001' });
    expect(line('Credentials')?.[2]).toBe(
      "Can't use the credentials in HW_ACCESS_KEY: HW_ACCESS_KEY is set, but HW_SECRET_KEY is not.",
    );
    expect(line('Connection')?.[1]).toBe('✓');
  });

  test('names the missing permission of a user who may not update', async () => {
    const reader = { HW_ACCESS_KEY: READER.keys.access, HW_SECRET_KEY: READER.keys.secret };
    const { code, stdout } = await examined(reader);
    expect(code).toBe(4);
    expect(stdout).toMatch(
      /✗ Update permission +SMS\.9004[\s\S]*Required IAM actions: sms:server:updateTask/,
    );
  });

  test('an IAM that is not there is no fault of the connection to SMS', async () => {
    const closed = await closedPort();
    const { code, line } = await examined({ ...userIn('HW'), HW_AUTH_URL: closed.url });
    expect(code).toBe(1);
    expect(line('Connection')?.[1]).toBe('✓');
    expect(line('Sign-in')?.slice(1)).toEqual(['✗', expect.stringContaining(new URL(closed.url).host)]);
  });

  test('a wrong clock does not prevent updates with a token', async () => {
    const { code, line } = await examined(TOKEN, { skew: 3600_000 });
    expect(code).toBe(0);
    expect(line('Clock')?.slice(1)).toEqual(['!', expect.stringContaining('60 minutes behind')]);
  });

  test('rejects an invalid proxy URL without printing its credentials', async () => {
    const env = { ...TOKEN, HTTPS_PROXY: 'http://user:pr0xy/s3cret@127.0.0.1:3128' };
    const { stdout, stderr, code } = await run(['doctor', '--endpoint', 'https://sms.example.com'], env);
    expect(code).toBe(2);
    expect(stdout).toMatch(/✗ Proxy +HTTPS_PROXY \(or ALL_PROXY\) is not a valid proxy URL\./);
    expect(stdout).toMatch(/· Connection +not checked/);
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

  test('no listener, an invalid address, an invalid region', async () => {
    const closed = await closedPort();
    const silent = await run(['doctor', '--endpoint', closed.url, '--timeout', '2'], TOKEN);
    expect(silent.code).toBe(1);
    expect(silent.stdout).toMatch(/✗ Connection/);
    const plain = await run(['doctor', '--endpoint', 'http://sms.example.com'], TOKEN);
    expect(plain.code).toBe(2);
    expect(plain.stdout).toMatch(/✗ Endpoint +.*uses http\./);
    expect((await run(['doctor', '--region', 'nowhere-1'], TOKEN)).code).toBe(2);
  });

  test('in a terminal: its name, size and colors; a small one is reported', async () => {
    const sms = await service();
    const session = launch(['doctor', '--endpoint', sms.url], { env: TOKEN, columns: 50, rows: 30 });
    const { code } = await session.exit;
    await session.settle();
    expect(code).toBe(0);
    expect(session.text()).toMatch(/✓ Terminal +xterm-256color/);
    expect(session.text()).toMatch(/! Size +50×30/);
    expect(session.text()).toMatch(/✓ Color +16 colors/);
  });

  test.each([50, 80])('in %d columns no line is longer, and no word broken', async (columns) => {
    const session = launch(['doctor', '--endpoint', 'http://127.0.0.1:9'], { columns, rows: 60 });
    expect((await session.exit).code).toBe(4);
    await session.waitFor('Not ready to update.');
    const plain = session.raw().replace(/\x1b\[[\d;]*m/g, '');
    const lines = plain.trimEnd().split('\r\n');
    for (const line of lines) expect(textWidth(line), line).toBeLessThanOrEqual(columns);
    const words = plain.split(/\s+/);
    for (const word of ['HUAWEICLOUD_SDK_SK)', 'HW_USER_PASSWORD)', 'SMS_ECS_METADATA=1', 'sms-wizard'])
      expect(words).toContain(word);
  });

  test('a wait is shown, and ^C ends it', async () => {
    const sms = await service({ failures: [{ way: 'throttled', seconds: 5 }] });
    const session = launch(['doctor', '--endpoint', sms.url], { env: TOKEN });
    await session.waitFor('retrying in 5 s');
    await session.press('^C');
    expect((await session.exit).code).toBe(130);
    await session.waitFor('Canceled.');
  });

  test('reports a missing directory for drafts, which does not prevent updates', async () => {
    const sms = await service();
    const env = { ...TOKEN, XDG_STATE_HOME: '/dev/null/nowhere' };
    const { stdout, code } = await run(['doctor', '--endpoint', sms.url], env);
    expect(stdout).toMatch(/! Drafts and history/);
    expect(code).toBe(0);
  });
});

describe('TLS', () => {
  test.each([
    ['0', true],
    ['1', false],
    ['', false],
  ])('NODE_TLS_REJECT_UNAUTHORIZED=%j is warned of: %s', async (value, warned) => {
    const sms = await service();
    const env = { HW_AUTH_TOKEN: sms.token, NODE_TLS_REJECT_UNAUTHORIZED: value };
    const { stdout, code } = await run(['doctor', '--endpoint', sms.url], env);
    expect(stdout.includes('not verified, because NODE_TLS_REJECT_UNAUTHORIZED is 0')).toBe(warned);
    expect(code).toBe(0);
  });
});

describe('user info of an address', () => {
  test.each([
    [['--endpoint', 'https://me:s3cr3t-word@sms.example.com'], {}],
    [['--endpoint', 'me:s3cr3t-word@sms.example.com'], {}],
    [['--endpoint', 'ftp://me:s3cr3t-word@sms.example.com'], {}],
    [['--endpoint', 'https://me:s3cr3t-word@sms example com'], {}],
    [[], { SMS_ENDPOINT: 'https://me:s3cr3t-word@sms.example.com' }],
    [[], { SMS_ENDPOINT: 'https://me:s3cr3t-word@:x' }],
    [[], { HW_AUTH_TOKEN: 'x', HW_AUTH_URL: 'https://me:s3cr3t-word@iam.example.com' }],
    [[], { HW_AUTH_TOKEN: 'x', HW_AUTH_URL: 'https://me:s3cr3t-word@iam example' }],
    [[], { OS_AUTH_TOKEN: 'x', OS_AUTH_URL: 'https://me:s3cr3t-word@iam example' }],
    [[], { OS_AUTH_TOKEN: 'x', OS_AUTH_URL: 'me:s3cr3t-word@keystone' }],
    [[], { SMS_ECS_METADATA: '1', SMS_METADATA_URL: 'http://me:s3cr3t-word@127.0.0.1:9' }],
    [[], { HUAWEICLOUD_SDK_REGION_SMS_CN_NORTH_4: 'https://me:s3cr3t-word@x', HW_REGION_NAME: 'cn-north-4' }],
  ])('%j %j is never printed', async (flags, env) => {
    for (const command of ['doctor', 'list']) {
      const far = { HTTPS_PROXY: 'http://127.0.0.1:9', ...env };
      const { stdout, stderr } = await run([command, ...flags, '--debug', '--timeout', '1'], far);
      expect(stdout + stderr).not.toMatch(/s3cr3t/);
    }
  });
});
