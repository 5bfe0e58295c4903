/** Secrets stay secret through a run full of failures, with servers that return what they received. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DOMAIN, OWNER, TEMPORARY_KEYS } from '../../src/simulator/access/accounts.ts';
import type { Planned, SimulatedRequest } from '../../src/simulator/server.ts';
import { closedPort } from '../support/broken.ts';
import { preloading, run } from '../support/program.ts';
import { PROXY_PASSWORD } from '../support/proxy.ts';
import { service } from '../support/service.ts';
import { freshState, launch } from '../support/terminal.ts';

/** Every file below a folder, as one text. */
function everythingIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`)
    .join('\n');
}

/** Returns a token as long as real ones. */
const longToken = (start: string) => `${start}${'Zx9_-q'.repeat(700)}`;
const ENV_TOKEN = longToken('MIIGnwYJKoZIhvcNAQcCoIIG');
const IAM_TOKEN = longToken('MIIHabYJKoZIhvcNAQcCoIIH');
/** Letters that are written otherwise in JSON, on a page and in an address. */
const PASSWORD = `p"w\\d <b>&amp;  two 'blanks'%`;
const inJson = JSON.stringify(PASSWORD).slice(1, -1);
const onPage = PASSWORD.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

interface Login {
  readonly env: Record<string, string>;
  /** Texts that must never appear; for long secrets their beginning. */
  readonly secrets: readonly string[];
}

const { keys } = OWNER;
const LOGINS: Record<string, Login> = {
  token: { env: { HW_AUTH_TOKEN: 'simulated-token' }, secrets: ['simulated-token'] },
  'a token of 4 KB': { env: { HW_AUTH_TOKEN: ENV_TOKEN }, secrets: [ENV_TOKEN.slice(0, 24)] },
  'access key': { env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret }, secrets: [keys.secret] },
  'temporary key': {
    env: {
      HW_ACCESS_KEY: TEMPORARY_KEYS.access,
      HW_SECRET_KEY: TEMPORARY_KEYS.secret,
      HW_SECURITY_TOKEN: TEMPORARY_KEYS.securityToken,
    },
    secrets: [TEMPORARY_KEYS.secret, TEMPORARY_KEYS.securityToken],
  },
  'user and password': {
    env: { HW_USER_NAME: OWNER.name, HW_USER_PASSWORD: PASSWORD, HW_DOMAIN_NAME: DOMAIN.name },
    secrets: [
      ...[PASSWORD, PASSWORD.replace(/\s+/g, ' '), inJson, onPage, encodeURIComponent(PASSWORD)],
      IAM_TOKEN.slice(0, 24),
    ],
  },
};

/** Encodings in which a server may send back what it received. */
const WRITINGS: readonly ((all: string) => string)[] = [
  (all) => all,
  (all) => JSON.stringify({ all }),
  (all) => all.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (all) => encodeURIComponent(all),
  (all) => all.slice(0, 60),
  (all) => all.toUpperCase(),
  (all) => Buffer.from(all).toString('base64'),
  (all) => all.replace(/.{5}/g, '$&\n'),
  (all) => [...all].join('-'),
];

/** Returns a response that is full of the request's own headers and body. */
function echo({ method, path, headers, body }: SimulatedRequest, turn: number): Planned {
  if (path === '/v3/auth/tokens' && turn % 2)
    return { status: 201, body: '{"token":{}}', headers: { 'X-Subject-Token': IAM_TOKEN } };
  if (turn % 13 === 12) return 'drop';
  if (turn % 13 === 11) return undefined;
  // The secrets come first, because long responses are truncated; once under their names, once bare.
  const { authorization, 'x-auth-token': token, 'x-security-token': security } = headers;
  const password = body.includes('"password":{') ? JSON.parse(body).auth.identity.password.user.password : '';
  const bare = [password, token, security, authorization].filter(Boolean).join(' ');
  const write = WRITINGS[turn % WRITINGS.length] as (all: string) => string;
  const all = write(turn % 2 ? `${bare} ${body}` : JSON.stringify({ headers, body }));
  const status = [200, 400, 401, 403, 500][turn % 5] as number;
  const html = turn % 3 === 0;
  const error = { error_code: turn % 4 ? 'E.1' : all, error_msg: `E.1 ${method} ${all}`, error_param: [all] };
  return {
    status,
    body: html ? `<html><title>E.1 ${all}</title>${all}</html>` : JSON.stringify(error),
    headers: {
      'Content-Type': html ? 'text/html' : 'application/json',
      'X-Request-Id': turn % 4 ? 'echo' : String(token ?? authorization ?? 'echo').slice(0, 100),
    },
  };
}

/** Returns letters and digits in lower case: a secret in capitals, wrapped or with dashes in it is still a leak. */
const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Records the command line of every other program that is started. */
const RECORDER = `import cp from 'node:child_process';import { syncBuiltinESMExports } from 'node:module';
  import { appendFileSync } from 'node:fs';
  for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
    const own = cp[name];
    cp[name] = (...all) => (appendFileSync(process.env.STARTED, JSON.stringify(all) + '\\n'), own(...all));
  }
  syncBuiltinESMExports();`;

describe('secrets', () => {
  const state = freshState();
  afterAll(() => rmSync(state, { recursive: true, force: true }));

  test.each(Object.entries(LOGINS))(
    'never appear: %s',
    async (_way, { env: own, secrets }) => {
      let turn = 0;
      const sms = await service({ intercept: (request) => echo(request, turn++) });
      const env = {
        ...own,
        XDG_STATE_HOME: state,
        STARTED: join(state, 'started'),
        ...preloading(RECORDER),
      };
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
          const more = args[0] === 'history' ? [] : flags;
          const { stdout, stderr } = await run([...args, ...more], env);
          wrote += stdout + stderr;
        }
      }
      // Beyond loopback there may be a proxy, with a password of its own.
      const closed = await closedPort();
      const proxy = { HTTPS_PROXY: closed.url.replace('//', `//squid:${PROXY_PASSWORD}@`) };
      for (const command of [['list'], ['doctor']]) {
        const away = ['--endpoint', 'https://sms.xx-test-1.example.com', '--debug', '--timeout', '2'];
        const { stdout, stderr } = await run([...command, ...away], { ...env, ...proxy });
        expect(stdout + stderr).toContain(`Requests go through the proxy ${new URL(closed.url).host}`);
        wrote += stdout + stderr;
      }
      const screen = launch([sms.firstTask, ...flags], { env });
      await screen.settle();
      await screen.settle();
      await screen.press('^C', '^C');
      await screen.exit;
      wrote += screen.raw();
      expect(sms.requests.length).toBeGreaterThan(10);
      // The run did fail in many ways, and echoed text did reach the user.
      expect(wrote).toContain('E.1');
      expect(wrote).toContain('***');
      const kept = everythingIn(state);
      for (const secret of [...secrets, PROXY_PASSWORD]) {
        expect(wrote.includes(secret), `${secret} was shown`).toBe(false);
        expect(bare(wrote).includes(bare(secret).slice(0, 20)), `${secret} was shown in other letters`).toBe(
          false,
        );
        const packed = Buffer.from(secret).toString('base64').slice(0, 20);
        expect(wrote.includes(packed), `${secret} was shown in base64`).toBe(false);
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
