/** Requests through a real proxy with a user and a password, which leads every name to a simulator behind TLS. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { DOMAIN, OWNER } from '../../src/simulator/access/accounts.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { rawServer, trusting, withoutDns } from '../support/broken.ts';
import { userIn } from '../support/credentials.ts';
import { run } from '../support/program.ts';
import { PROXY_PASSWORD, type ProxyOptions, startProxy, type Tunnels } from '../support/proxy.ts';
import { service } from '../support/service.ts';

const HOST = 'sms.example.com';
const tls = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function behindProxy(
  options: ProxyOptions = {},
): Promise<{ sms: Simulator; proxy: Tunnels; args: string[] }> {
  const sms = await startSimulator({ tls: { key: tls('key'), cert: tls('other-host') } });
  const proxy = await startProxy(sms.url, options);
  ends.push(
    () => proxy.close(),
    () => sms.close(),
  );
  return { sms, proxy, args: ['show', sms.firstTask, '--endpoint', `https://${HOST}`] };
}
const trusted = { ...trusting('other-host'), HW_AUTH_TOKEN: 'simulated-token' };

test.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'])('%s with a user and password', async (name) => {
  const { proxy, sms, args } = await behindProxy();
  const { code, stdout, stderr } = await run([...args, '--debug'], { ...trusted, [name]: proxy.url });
  expect(code, stderr).toBe(0);
  expect(stdout).toContain(sms.firstTask);
  expect(proxy.asked).toEqual([`${HOST}:443`]);
  expect(stdout + stderr).not.toContain(PROXY_PASSWORD);
});

test('an update goes through it, body and all', async () => {
  const { proxy, sms } = await behindProxy();
  const args = ['update', sms.firstTask, '--set', 'name=任务-1', '--yes', '--endpoint', `https://${HOST}`];
  const keys = {
    HW_ACCESS_KEY: OWNER.keys.access,
    HW_SECRET_KEY: OWNER.keys.secret,
    HW_DOMAIN_ID: DOMAIN.id,
  };
  const { code, stderr } = await run(args, { ...trusting('other-host'), ...keys, HTTPS_PROXY: proxy.url });
  expect(code, stderr).toBe(0);
  expect(sms.taskText(sms.firstTask)).toContain('任务-1');
});

test('reports that a proxy rejected the user, without the password', async () => {
  const { proxy, args } = await behindProxy();
  const wrong = `http://squid:wrong-proxy-password@127.0.0.1:${proxy.port}`;
  const { code, stderr } = await run([...args, '--debug'], { ...trusted, HTTPS_PROXY: wrong });
  expect(code).toBe(1);
  expect(stderr).toMatch(/proxy/i);
  expect(stderr).not.toContain('wrong-proxy-password');
});

test('NO_PROXY and this machine itself go past it', async () => {
  const { proxy, args } = await behindProxy();
  const sms = await service();
  const env = { ...trusted, HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, NO_PROXY: `.example.com` };
  const direct = await run(['show', sms.firstTask, '--endpoint', sms.url], { ...env, NO_PROXY: '' });
  expect(direct.code).toBe(0);
  // No name is resolved: a request past the proxy would leave this machine, and is prevented.
  const past = await run([...args, '--timeout', '2'], { ...env, ...withoutDns('ENOTFOUND') });
  expect(past.code).toBe(1);
  expect(proxy.asked).toEqual([]);
});

test('doctor names the proxy without its user and password', async () => {
  const { proxy } = await behindProxy();
  const env = { ...trusted, HTTPS_PROXY: proxy.url };
  const { stdout, code } = await run(['doctor', '--endpoint', `https://${HOST}`], env);
  expect(stdout).toContain(`http://***@127.0.0.1:${proxy.port}`);
  expect(stdout).not.toContain(PROXY_PASSWORD);
  expect(code, stdout).toBe(0);
});

test.each([
  ['without a scheme: by http, as curl does', (url: string) => url.replace('http://', '')],
  ['in capitals and with blanks around', (url: string) => ` ${url.replace('http', 'HTTP')}/ `],
])('an address %s', async (_how, written) => {
  const { proxy, args } = await behindProxy();
  const { code, stderr } = await run(args, { ...trusted, HTTPS_PROXY: written(proxy.url) });
  expect(code, stderr).toBe(0);
  expect(proxy.asked).toHaveLength(1);
});

test('a password with everything in it that has to be written in percent', async () => {
  const password = 'p@ss:w/rd?#% é';
  const { proxy, args } = await behindProxy({ password });
  const { code, stdout, stderr } = await run([...args, '--debug'], { ...trusted, HTTPS_PROXY: proxy.url });
  expect(code, stderr).toBe(0);
  expect(stdout + stderr).not.toContain('p@ss');
  expect(stdout + stderr).not.toContain(encodeURIComponent(password));
});

test('a proxy that is spoken to by TLS, with a CA of its own', async () => {
  const { proxy, args } = await behindProxy({ tls: { key: tls('key'), cert: tls('cert') } });
  const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-ca-'));
  ends.push(async () => rmSync(folder, { recursive: true }));
  const both = join(folder, 'both.pem');
  writeFileSync(both, tls('cert') + tls('other-host'));
  const env = { HW_AUTH_TOKEN: 'simulated-token', NODE_EXTRA_CA_CERTS: both, HTTPS_PROXY: proxy.url };
  const { code, stderr } = await run(args, env);
  expect(code, stderr).toBe(0);
  expect(proxy.asked).toEqual([`${HOST}:443`]);
  const unknown = await run(args, { ...trusted, HTTPS_PROXY: proxy.url });
  expect(unknown.stderr).toContain(
    `the certificate of 127.0.0.1:${proxy.port} is signed by an unknown authority`,
  );
});

test('IAM is reached through it too: a login, and the look-up of the domain', async () => {
  const { proxy, sms, args } = await behindProxy();
  const there = { ...trusting('other-host'), HTTPS_PROXY: proxy.url, HW_AUTH_URL: `https://${HOST}/v3` };
  expect((await run(args, { ...there, ...userIn('HW') })).code).toBe(0);
  const keys = { HW_ACCESS_KEY: OWNER.keys.access, HW_SECRET_KEY: OWNER.keys.secret };
  expect((await run(args, { ...there, ...keys })).code).toBe(0);
  expect(sms.requests.map(({ method, path }) => `${method} ${path.replace(sms.firstTask, 'ID')}`)).toEqual([
    'POST /v3/auth/tokens',
    'GET /v3/tasks/ID',
    'GET /v3/tasks/ID/speed-limit',
    'GET /v3/auth/domains',
    'GET /v3/tasks/ID',
    'GET /v3/tasks/ID/speed-limit',
  ]);
  // Reads share a tunnel; a login has its own, and so has an update.
  expect(proxy.asked).toHaveLength(3);
});

test.each([
  ['http://user:pr0xy/s3cret@127.0.0.1:3128'],
  ['http://user:1/pr0xys3cret@127.0.0.1:3128'],
  ['http://user:pr0xy#s3cret@127.0.0.1:3128'],
  ['http://user:100%pr0xys3cret@127.0.0.1:3128'],
  ['socks5://user:pr0xys3cret@127.0.0.1:1080'],
  ['http://'],
])('%s is told to be none, without what stands in it', async (address) => {
  for (const command of [['show', '6402c49b-7d9a-413e-8b5f-a7307f7d5679'], ['doctor']]) {
    const args = [...command, '--endpoint', `https://${HOST}`, '--debug'];
    const { code, stdout, stderr } = await run(args, { ...trusted, HTTPS_PROXY: address });
    expect(code).toBe(2);
    expect(stdout + stderr).toContain('HTTPS_PROXY (or ALL_PROXY) is not a valid proxy URL. Format: http');
    expect(stdout + stderr).not.toMatch(/pr0xy|s3cret/);
  }
});

test('reports a proxy at https:// without TLS, with the remedy', async () => {
  const { proxy, args } = await behindProxy();
  const address = proxy.url.replace('http:', 'https:');
  const { code, stderr } = await run(args, { ...trusted, HTTPS_PROXY: address });
  expect(stderr).toMatch(/the proxy 127\.0\.0\.1:\d+ doesn't use TLS\.[\s\S]*Use http:\/\//);
  expect(stderr).not.toContain(PROXY_PASSWORD);
  expect(code).toBe(1);
});

test.each([
  ['http', 'hangs up', /127\.0\.0\.1:\d+ closed the connection without responding\./],
  ['https', 'hangs up', /127\.0\.0\.1:\d+ closed the connection without responding\./],
  ['http', 'says nothing', /connecting to 127\.0\.0\.1:\d+ timed out after 2 s\./],
  ['https', 'says nothing', /connecting to 127\.0\.0\.1:\d+ timed out after 2 s\./],
  ['http', 'speaks no HTTP', /127\.0\.0\.1:\d+ sent a response that is not HTTP\./],
])('a proxy at %s:// that %s is told as such, by words and not by a stack', async (scheme, what, message) => {
  const broken = await rawServer(
    (socket) => {
      if (what === 'hangs up') socket.destroy();
      if (what === 'speaks no HTTP') socket.end('SSH-2.0-OpenSSH_9.6\r\n');
    },
    { scheme },
  );
  const env = { ...trusted, HTTPS_PROXY: broken.url.replace('//', '//someone:pr0xys3cret@') };
  const { args } = await behindProxy();
  const { code, stderr } = await run([...args, '--timeout', '2'], env);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/Requests go through the proxy 127/);
  expect(stderr).not.toMatch(/node:|pr0xys3cret/);
  expect(code).toBe(1);
  await broken.close();
});

test.each([HOST, '.example.com', `${HOST}:443`, '*', `other.example.com, ${HOST}`])(
  'NO_PROXY=%s goes past it',
  async (list) => {
    const { proxy, args } = await behindProxy();
    const { code, stderr } = await run([...args, '--timeout', '2'], {
      ...trusted,
      ...withoutDns('ENOTFOUND'),
      HTTPS_PROXY: proxy.url,
      NO_PROXY: list,
    });
    expect(stderr).toContain(`can't resolve host ${HOST}`);
    expect([code, proxy.asked]).toEqual([1, []]);
  },
);

test('what other programs take DEBUG for shows nothing', async () => {
  const { proxy, args } = await behindProxy();
  const { stderr } = await run(args, { ...trusted, HTTPS_PROXY: proxy.url, DEBUG: '*' });
  expect(stderr).toBe('');
});
