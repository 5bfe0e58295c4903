/** Getting in: every source of credentials against the simulator's own check of tokens and signatures. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import {
  DOMAIN,
  MFA_USER,
  NO_LIST,
  OWNER,
  PROJECTS,
  READER,
  TEMPORARY_KEYS,
} from '../../src/simulator/accounts.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/server.ts';
import { run } from '../support/program.ts';
import { service } from '../support/service.ts';
import { launch } from '../support/terminal.ts';

const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** A home folder with these files in it. */
function homeWith(files: Record<string, string>): string {
  const home = mkdtempSync(join(tmpdir(), 'sms-wizard-home-'));
  homes.push(home);
  for (const [path, content] of Object.entries(files)) {
    const file = join(home, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
  }
  return home;
}

const { keys } = OWNER;
const hcloud = (profile: object) =>
  JSON.stringify({ current: 'default', profiles: [{ name: 'default', mode: 'AKSK', ...profile }] });
const plainKeys = { accessKeyId: keys.access, secretAccessKey: keys.secret };

interface Case {
  readonly env?: Record<string, string>;
  readonly flags?: readonly string[];
  readonly files?: Record<string, string>;
  readonly input?: string;
  readonly options?: SimulatorOptions;
  /** Exit code, and what must stand in the output of `show`. */
  readonly code: number;
  readonly says?: string | RegExp;
  /** What `--debug` calls the source. */
  readonly source?: string;
}

/** `(sms)` stands for the simulator's address. */
const CASES: Record<string, Case> = {
  '--token-stdin': {
    flags: ['--token-stdin'],
    input: 'simulated-token\n',
    code: 0,
    source: 'Standard input',
  },
  '--token-stdin, empty': { flags: ['--token-stdin'], code: 4, says: 'nothing came on standard input' },
  '--profile of KooCLI': {
    flags: ['--profile', 'work'],
    files: {
      '.hcloud/config.json': JSON.stringify({ current: 'x', profiles: [{ name: 'work', ...plainKeys }] }),
    },
    code: 0,
    source: 'Profile',
  },
  '--profile of the SDK': {
    flags: ['--profile', 'work'],
    files: { '.huaweicloud/credentials': `[work]\nak = ${keys.access}\nsk = ${keys.secret}\n` },
    code: 0,
    source: 'Profile',
  },
  '--profile, unknown': { flags: ['--profile', 'nope'], code: 4, says: 'there is no profile nope' },
  HW_AUTH_TOKEN: { env: { HW_AUTH_TOKEN: 'simulated-token' }, code: 0, source: 'Token in the environment' },
  OS_AUTH_TOKEN: { env: { OS_AUTH_TOKEN: 'simulated-token' }, code: 0, source: 'Token in the environment' },
  'a wrong token': { env: { HW_AUTH_TOKEN: 'wrong-token-0001' }, code: 4, says: 'APIGW.0301' },
  HUAWEICLOUD_SDK: {
    env: { HUAWEICLOUD_SDK_AK: keys.access, HUAWEICLOUD_SDK_SK: keys.secret },
    code: 0,
    source: 'HUAWEICLOUD_SDK variables',
  },
  'HUAWEICLOUD_SDK, temporary': {
    env: {
      HUAWEICLOUD_SDK_AK: TEMPORARY_KEYS.access,
      HUAWEICLOUD_SDK_SK: TEMPORARY_KEYS.secret,
      HUAWEICLOUD_SDK_SECURITY_TOKEN: TEMPORARY_KEYS.securityToken,
      HUAWEICLOUD_SDK_DOMAIN_ID: DOMAIN.id,
    },
    code: 0,
  },
  'HUAWEICLOUD_SDK, no SK': {
    env: { HUAWEICLOUD_SDK_AK: keys.access, HW_AUTH_TOKEN: '' },
    code: 4,
    says: 'HUAWEICLOUD_SDK_AK is set, and HUAWEICLOUD_SDK_SK is not.',
  },
  'HW access key': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret },
    code: 0,
    source: 'HW variables',
  },
  'HW access key, wrong SK': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: 'wrong-secret-key-00001' },
    code: 4,
    says: 'verify aksk signature fail',
  },
  'HW temporary key': {
    env: {
      HW_ACCESS_KEY: TEMPORARY_KEYS.access,
      HW_SECRET_KEY: TEMPORARY_KEYS.secret,
      HW_SECURITY_TOKEN: TEMPORARY_KEYS.securityToken,
    },
    code: 0,
  },
  'HW user and password, domain scope': {
    env: { HW_USER_NAME: OWNER.name, HW_USER_PASSWORD: OWNER.password, HW_DOMAIN_NAME: DOMAIN.name },
    code: 0,
  },
  'HW user and password, project scope': {
    env: {
      HW_USER_NAME: OWNER.name,
      HW_USER_PASSWORD: OWNER.password,
      HW_DOMAIN_NAME: DOMAIN.name,
      HW_PROJECT_NAME: PROJECTS[0].name,
    },
    code: 0,
  },
  'HW user, wrong password': {
    env: { HW_USER_NAME: OWNER.name, HW_USER_PASSWORD: 'Wrong-Password-9', HW_DOMAIN_NAME: DOMAIN.name },
    code: 4,
    says: 'IAM did not accept user demo-user',
  },
  'HW user without a domain': {
    env: { HW_USER_NAME: OWNER.name, HW_USER_PASSWORD: OWNER.password },
    code: 4,
    says: 'HW_USER_NAME is set, and HW_DOMAIN_NAME is not.',
  },
  'HW user with MFA, no terminal': {
    env: { HW_USER_NAME: MFA_USER.name, HW_USER_PASSWORD: MFA_USER.password, HW_DOMAIN_NAME: DOMAIN.name },
    code: 4,
    says: 'on a terminal only',
  },
  'OS access key': {
    env: { OS_ACCESS_KEY: keys.access, OS_SECRET_KEY: keys.secret },
    code: 0,
    source: 'OS variables',
  },
  'OS user and password': {
    env: {
      OS_USERNAME: OWNER.name,
      OS_PASSWORD: OWNER.password,
      OS_USER_DOMAIN_NAME: DOMAIN.name,
      OS_AUTH_URL: '(sms)/v3',
    },
    code: 0,
  },
  '~/.huaweicloud/credentials [global]': {
    files: {
      '.huaweicloud/credentials': `[basic]\nak=x\nsk=y\n[global]\nak = ${keys.access}\nsk = ${keys.secret}\ndomain_id = ${DOMAIN.id}\n`,
    },
    code: 0,
    source: 'SDK credentials file',
  },
  '~/.huaweicloud/credentials [basic]': {
    files: {
      '.huaweicloud/credentials': `# keys\r\n[basic]\r\nak="${keys.access}"\r\nsk="${keys.secret}"\r\nproject_id=${PROJECTS[0].id}\r\n`,
    },
    code: 0,
  },
  'KooCLI, plain': { files: { '.hcloud/config.json': hcloud(plainKeys) }, code: 0, source: 'KooCLI' },
  'KooCLI, encrypted': {
    files: {
      '.hcloud/config.json': hcloud({ accessKeyId: 'q2VmYQ==:9f8a/+c1d0e4', secretAccessKey: 'A1b2+/==' }),
    },
    code: 4,
    says: 'keeps it encrypted',
  },
  'KooCLI, no JSON': {
    files: { '.hcloud/config.json': '\u0001\u0002garbage' },
    code: 4,
    says: 'keeps it encrypted',
  },
  'KooCLI, another mode': {
    files: { '.hcloud/config.json': hcloud({ mode: 'SSO' }) },
    code: 4,
    says: 'its mode is SSO, without an access key',
  },
  'ECS agency': { env: { SMS_ECS_METADATA: '1' }, code: 0, source: 'Agency of this ECS' },
  'ECS agency without the token step': {
    env: { SMS_ECS_METADATA: '1' },
    options: { metadata: { token: 404 } },
    code: 0,
  },
  'ECS without an agency': {
    env: { SMS_ECS_METADATA: '1' },
    options: { metadata: { agency: false } },
    code: 4,
    says: 'this server has no agency',
  },
  'ECS that does not answer': {
    env: { SMS_ECS_METADATA: '1' },
    options: { metadata: { delay: 5000 } },
    code: 4,
    says: 'no answer within 1 s',
  },
  'AK/SK that may not update': {
    env: { HW_ACCESS_KEY: READER.keys.access, HW_SECRET_KEY: READER.keys.secret },
    code: 0,
  },
  'AK/SK that may not list': {
    env: { HW_ACCESS_KEY: NO_LIST.keys.access, HW_SECRET_KEY: NO_LIST.keys.secret },
    code: 0,
  },
  nothing: { code: 4, says: /No credentials[\s\S]*KooCLI: nothing[\s\S]*HW_ACCESS_KEY=/ },
};

const rows: string[] = [];
afterAll(() => console.log(`source × outcome\n${rows.join('\n')}`));

function surroundings(sms: Simulator, { env = {}, files = {} }: Case): Record<string, string> {
  const filled = Object.entries(env).map(([name, value]) => [name, value.replace('(sms)', sms.url)]);
  return { HOME: homeWith(files), SMS_METADATA_URL: sms.url, ...Object.fromEntries(filled) };
}

describe('sources', () => {
  test.each(Object.entries(CASES))('%s', async (name, wanted) => {
    const sms = await service(wanted.options ?? {});
    const args = ['show', sms.firstTask, '--endpoint', sms.url, '--debug', ...(wanted.flags ?? [])];
    const { code, stdout, stderr } = await run(args, surroundings(sms, wanted), wanted.input);
    const used = /credentials: (.*)/.exec(stderr)?.[1] ?? '';
    rows.push(
      `  ${name.padEnd(38)} exit ${code}  ${used || stderr.split('\n').find((line) => line.startsWith('sms-wizard')) || ''}`,
    );
    if (wanted.says) expect(stderr).toMatch(wanted.says);
    expect(code, stderr).toBe(wanted.code);
    if (wanted.code === 0) expect(stdout).toContain(sms.firstTask);
    if (wanted.source) expect(used).toContain(wanted.source);
  });

  test('the first source wins, in the documented order', async () => {
    const sms = await service();
    const everything: Record<string, string> = {
      HW_AUTH_TOKEN: 'simulated-token',
      HUAWEICLOUD_SDK_AK: keys.access,
      HUAWEICLOUD_SDK_SK: keys.secret,
      HW_ACCESS_KEY: keys.access,
      HW_SECRET_KEY: keys.secret,
      OS_ACCESS_KEY: keys.access,
      OS_SECRET_KEY: keys.secret,
      SMS_ECS_METADATA: '1',
      SMS_METADATA_URL: sms.url,
      HOME: homeWith({
        '.huaweicloud/credentials': `[global]\nak=${keys.access}\nsk=${keys.secret}\n`,
        '.hcloud/config.json': hcloud(plainKeys),
      }),
    };
    const steps: [string, string[]][] = [
      ['Token in the environment', ['HW_AUTH_TOKEN']],
      ['HUAWEICLOUD_SDK variables', ['HUAWEICLOUD_SDK_AK', 'HUAWEICLOUD_SDK_SK']],
      ['HW variables', ['HW_ACCESS_KEY', 'HW_SECRET_KEY']],
      ['OS variables', ['OS_ACCESS_KEY', 'OS_SECRET_KEY']],
      ['SDK credentials file', []],
    ];
    for (const [source, taken] of steps) {
      const { stderr, code } = await run(
        ['show', sms.firstTask, '--endpoint', sms.url, '--debug'],
        everything,
      );
      expect(stderr).toContain(`credentials: ${source}`);
      expect(code).toBe(0);
      for (const name of taken) delete everything[name];
    }
  });

  test('the domain is looked up once, with a signature, and only where it is not known', async () => {
    const sms = await service();
    const env = { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret };
    await run(['show', sms.firstTask, '--endpoint', sms.url], env);
    const lookups = () => sms.requests.filter(({ path }) => path.startsWith('/v3/auth/domains')).length;
    expect(lookups()).toBe(1);
    await run(['show', sms.firstTask, '--endpoint', sms.url], { ...env, HW_DOMAIN_ID: DOMAIN.id });
    expect(lookups()).toBe(1);
    expect(sms.requests.at(-1)?.headers['x-domain-id']).toBe(DOMAIN.id);
  });
});

describe('renewal', () => {
  const login = { HW_USER_NAME: OWNER.name, HW_USER_PASSWORD: OWNER.password, HW_DOMAIN_NAME: DOMAIN.name };
  const logins = (sms: Simulator) => sms.requests.filter(({ path }) => path === '/v3/auth/tokens').length;

  test('an expired token is got again, once, and the update goes through', async () => {
    let reads = 0;
    const sms: Simulator = await service({
      intercept: ({ method }) => {
        // Everything that was signed in so far ends after the first reading.
        if (method === 'GET' && ++reads === 2) sms.expireTokens();
        return undefined;
      },
    });
    const args = ['update', sms.firstTask, '--set', 'name=renewed-1', '--yes', '--endpoint', sms.url];
    const { code, stderr } = await run(args, login);
    expect(code, stderr).toBe(0);
    expect(logins(sms)).toBe(2);
    expect(sms.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('a token that keeps being refused is renewed once and no more', async () => {
    const sms = await service({ tokenLife: 0 });
    const { code } = await run(['show', sms.firstTask, '--endpoint', sms.url], login);
    expect(code).toBe(4);
    expect(logins(sms)).toBe(2);
  });

  test('a token from the environment is not: it says where to get a new one', async () => {
    const sms = await service();
    sms.expireTokens();
    const { code, stderr } = await run(['show', sms.firstTask, '--endpoint', sms.url], {
      HW_AUTH_TOKEN: 'simulated-token',
    });
    expect(code).toBe(4);
    expect(stderr).toMatch(/token/i);
  });

  test('a wrong clock is told with the difference', async () => {
    const sms = await service({ skew: 3 * 3600_000 });
    const { code, stderr } = await run(['show', sms.firstTask, '--endpoint', sms.url], {
      HW_ACCESS_KEY: keys.access,
      HW_SECRET_KEY: keys.secret,
      HW_DOMAIN_ID: DOMAIN.id,
    });
    expect(code).toBe(4);
    expect(stderr).toMatch(/3 h/);
  });
});

describe('asking on a terminal', () => {
  const open: ReturnType<typeof launch>[] = [];
  afterEach(() => {
    for (const session of open.splice(0)) session.hangUp();
  });
  const start = (args: readonly string[], env: Record<string, string>) => {
    const session = launch(args, { env });
    open.push(session);
    return session;
  };

  test('the passcode of a user with MFA', async () => {
    const sms = await service();
    const session = start([sms.firstTask, '--endpoint', sms.url], {
      HW_USER_NAME: MFA_USER.name,
      HW_USER_PASSWORD: MFA_USER.password,
      HW_DOMAIN_NAME: DOMAIN.name,
    });
    await session.waitFor('passcode');
    session.write(`${MFA_USER.passcode}\r`);
    await session.waitFor('ID of the IAM user');
    session.write(`${MFA_USER.id}\r`);
    await session.waitFor('Task name');
    expect(session.raw()).not.toContain(MFA_USER.password);
  });

  test('everything, where nothing is there; the secret is not shown', async () => {
    const sms = await service();
    const session = start([sms.firstTask], {});
    await session.waitFor('Which SMS?');
    await session.press('up');
    session.write('\r');
    await session.waitFor('Address of the SMS');
    session.write(`${sms.url}\r`);
    await session.waitFor('Sign in with');
    session.write('\r');
    await session.waitFor('Access key (AK)');
    session.write(`${keys.access}\r`);
    await session.waitFor('Secret key (SK)');
    session.write(`${keys.secret}\r`);
    await session.waitFor('Task name');
    expect(session.raw()).not.toContain(keys.secret);
    await session.press('^C');
    expect((await session.exit).code).toBe(130);
  });

  test('^C at a question leaves without a trace', async () => {
    const session = start(['6402c49b-7d9a-413e-8b5f-a7307f7d5679'], {});
    await session.waitFor('Which SMS?');
    session.type('^C');
    expect((await session.exit).code).toBe(130);
  });
});
