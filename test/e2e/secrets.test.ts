/** What must stay secret does, through a run full of failures; and the way through a proxy, which is full of secrets. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { DOMAIN, OWNER, TEMPORARY_KEYS } from '../../src/simulator/accounts.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { trusting } from '../support/broken.ts';
import { run } from '../support/program.ts';
import { PROXY_PASSWORD, startProxy, type Tunnels } from '../support/proxy.ts';
import { service } from '../support/service.ts';
import { freshState, launch } from '../support/terminal.ts';

const HOST = 'sms.example.com';
const tls = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

describe('through a proxy', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function behindProxy(): Promise<{ sms: Simulator; proxy: Tunnels; args: string[] }> {
    const sms = await startSimulator({ tls: { key: tls('key'), cert: tls('other-host') } });
    const proxy = await startProxy(sms.url);
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

  test('a proxy that does not know the user is told as such, without the password', async () => {
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
    // No name is resolved: the request would go to the name's own address, which is kept from happening.
    const preload = `import dns from 'node:dns';dns.lookup=(h,o,d)=>(d??o)(Object.assign(new Error('x'),{code:'ENOTFOUND'}))`;
    const node = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload)}` };
    const past = await run([...args, '--timeout', '2'], { ...env, ...node });
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
});

/** Every file below a folder, as one text. */
function everythingIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`)
    .join('\n');
}

describe('secrets', () => {
  const state = freshState();
  afterAll(() => rmSync(state, { recursive: true, force: true }));

  /** Ways of signing in, and what of each must never be seen. The metadata's keys are the simulator's to give. */
  const WAYS: Record<string, Record<string, string>> = {
    token: { HW_AUTH_TOKEN: 'simulated-token' },
    'access key': { HW_ACCESS_KEY: OWNER.keys.access, HW_SECRET_KEY: OWNER.keys.secret },
    'temporary key': {
      HW_ACCESS_KEY: TEMPORARY_KEYS.access,
      HW_SECRET_KEY: TEMPORARY_KEYS.secret,
      HW_SECURITY_TOKEN: TEMPORARY_KEYS.securityToken,
    },
    'user and password': {
      HW_USER_NAME: OWNER.name,
      HW_USER_PASSWORD: OWNER.password,
      HW_DOMAIN_NAME: DOMAIN.name,
    },
  };
  const SECRETS = [
    'simulated-token',
    OWNER.keys.secret,
    OWNER.password,
    TEMPORARY_KEYS.secret,
    TEMPORARY_KEYS.securityToken,
    PROXY_PASSWORD,
  ];

  /** Servers that give back what they got: a page, a body and a header full of the request's own headers. */
  const echoes = [200, 400, 401, 403, 500].flatMap((status) => [
    { status, html: true },
    { status, html: false },
  ]);

  test.each(Object.keys(WAYS))(
    'never appear: %s',
    async (way) => {
      let at = 0;
      const sms = await service({
        intercept: ({ method, headers, body }) => {
          const turn = echoes[at++ % (echoes.length + 3)];
          if (!turn) return at % 2 ? 'drop' : undefined;
          // What matters comes first, as long answers are cut; once under its name, once bare.
          const { authorization, 'x-auth-token': token, 'x-security-token': security } = headers;
          const password = /"password":"([^"]+)"/.exec(body)?.[1];
          const bare = [password, token, security, authorization].filter(Boolean).join(' ');
          const all = at % 2 ? `${bare} ${body}` : JSON.stringify({ headers, body });
          const said = turn.html
            ? `<html><title>${all}</title>${all}</html>`
            : JSON.stringify({ error_code: 'E.1', error_msg: `${method} ${all}`, error_param: [all] });
          return {
            status: turn.status,
            body: said,
            headers: { 'Content-Type': turn.html ? 'text/html' : 'application/json', 'X-Request-Id': 'echo' },
          };
        },
      });
      const env = { ...WAYS[way], XDG_STATE_HOME: state };
      let wrote = '';
      const flags = ['--endpoint', sms.url, '--debug', '--timeout', '2'];
      for (let round = 0; round < 3; round++) {
        for (const args of [
          ['show', sms.firstTask, '--json'],
          ['update', sms.firstTask, '--set', `name=secret-${round}`, '--yes'],
          ['update', sms.firstTask, '--set', `name=secret-${round}`, '--yes', '--json'],
          ['list'],
          ['doctor'],
          ['history', '--json'],
        ]) {
          const own = args[0] === 'history' ? [] : flags;
          const { stdout, stderr } = await run([...args, ...own], env);
          wrote += stdout + stderr;
        }
      }
      const screen = launch([sms.firstTask, ...flags], { env });
      await screen.settle();
      await screen.settle();
      await screen.press('^C', '^C');
      await screen.exit;
      wrote += screen.raw();
      expect(sms.requests.length).toBeGreaterThan(10);
      // The run did fail in many ways, with what was echoed on its way to the user.
      expect(wrote).toContain('E.1');
      const kept = everythingIn(state);
      for (const secret of SECRETS) {
        expect(wrote.includes(secret), `${secret} was shown`).toBe(false);
        expect(kept.includes(secret), `${secret} was written`).toBe(false);
      }
      expect(wrote).not.toMatch(/Signature=[0-9a-f]{16}/);
      for (const { headers } of sms.requests) {
        const { authorization, 'x-auth-token': token, 'x-security-token': security } = headers;
        for (const value of [authorization, token, security]) {
          if (value) expect(wrote.includes(String(value)), 'a header was shown').toBe(false);
        }
      }
    },
    60_000,
  );
});
