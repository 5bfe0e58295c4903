/** Every source of credentials, well and badly set up, against the simulator's own check of tokens and signatures. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
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
import { closedPort } from '../support/broken.ts';
import {
  encryptedKeys,
  FOLDER,
  hcloud,
  homeWith,
  ini,
  KOOCLI_FILE,
  newMatrix,
  plainKeys,
  SDK_FILE,
  temporaryIn,
  userIn,
} from '../support/credentials.ts';
import { run } from '../support/program.ts';
import { service } from '../support/service.ts';

const { keys } = OWNER;
const note = newMatrix('credential source × outcome');

interface Case {
  readonly env?: Record<string, string>;
  readonly flags?: readonly string[];
  readonly files?: Record<string, string | Buffer>;
  readonly input?: string;
  readonly options?: SimulatorOptions;
  /** Exit code, and what must stand in the output of `show`. */
  readonly code: number;
  readonly says?: string | RegExp;
  /** What `--debug` calls the source. */
  readonly source?: string;
}

/** `(sms)` stands for the simulator's address, `(home)` for the home folder, `(closed)` for where nothing listens. */
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
      [KOOCLI_FILE]: JSON.stringify({ current: 'x', profiles: [{ name: 'work', ...plainKeys }] }),
    },
    code: 0,
    source: 'Profile',
  },
  '--profile of the SDK': {
    flags: ['--profile', 'work'],
    files: { [SDK_FILE]: `[work]\nak = ${keys.access}\nsk = ${keys.secret}\n` },
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
      [SDK_FILE]: `[basic]\nak=x\nsk=y\n[global]\nak = ${keys.access}\nsk = ${keys.secret}\ndomain_id = ${DOMAIN.id}\n`,
    },
    code: 0,
    source: 'SDK credentials file',
  },
  '~/.huaweicloud/credentials [basic]': {
    files: {
      [SDK_FILE]: `# keys\r\n[basic]\r\nak="${keys.access}"\r\nsk="${keys.secret}"\r\nproject_id=${PROJECTS[0].id}\r\n`,
    },
    code: 0,
  },
  'KooCLI, plain': { files: { [KOOCLI_FILE]: hcloud(plainKeys) }, code: 0, source: 'KooCLI' },
  'KooCLI, encrypted': {
    files: {
      [KOOCLI_FILE]: hcloud(encryptedKeys),
    },
    code: 4,
    says: 'keeps it encrypted',
  },
  'KooCLI, no JSON': {
    files: { [KOOCLI_FILE]: '\u0001\u0002garbage' },
    code: 4,
    says: 'keeps it encrypted',
  },
  'KooCLI, another mode': {
    files: { [KOOCLI_FILE]: hcloud({ mode: 'SSO' }) },
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
  // Half of something, nothing in it, blanks, and what no header carries.
  'HUAWEICLOUD_SDK, no AK': {
    env: { HUAWEICLOUD_SDK_SK: keys.secret },
    code: 4,
    says: 'HUAWEICLOUD_SDK_SK is set, and HUAWEICLOUD_SDK_AK is not.',
  },
  'HW password without a user': {
    env: { HW_USER_PASSWORD: OWNER.password, HW_DOMAIN_NAME: DOMAIN.name },
    code: 4,
    says: 'HW_USER_PASSWORD is set, and HW_USER_NAME is not.',
  },
  'OS user without a password': {
    env: { OS_USERNAME: OWNER.name, OS_PASSWORD: '' },
    code: 4,
    says: 'OS_USERNAME is set, and OS_PASSWORD is not.',
  },
  'HW key half set, OS key whole': {
    env: { HW_ACCESS_KEY: keys.access, OS_ACCESS_KEY: keys.access, OS_SECRET_KEY: keys.secret },
    code: 4,
    says: 'Nothing else was tried, as it might be another account.',
  },
  'HW key empty and blank': {
    env: { HW_AUTH_TOKEN: ' ', HW_ACCESS_KEY: '', HW_SECRET_KEY: '  ' },
    code: 4,
    says: 'No credentials.',
  },
  'HW key with blanks and a line break around': {
    env: { HW_ACCESS_KEY: ` ${keys.access}\r`, HW_SECRET_KEY: `${keys.secret}\n` },
    code: 0,
    source: 'HW variables',
  },
  'HW password with a line break after it': {
    env: { ...userIn('HW'), HW_USER_PASSWORD: `${OWNER.password}\r\n` },
    code: 0,
  },
  'HW password with a blank before it': {
    env: { ...userIn('HW'), HW_USER_PASSWORD: ` ${OWNER.password}` },
    code: 4,
    says: 'The password begins or ends with a blank.',
  },
  'HW_AUTH_TOKEN with a blank in it': {
    env: { HW_AUTH_TOKEN: 'simulated token' },
    code: 4,
    says: 'The credentials in HW_AUTH_TOKEN cannot be used: the token has a character in it',
  },
  'HW key in other letters': {
    env: { HW_ACCESS_KEY: 'КЛЮЧ0001', HW_SECRET_KEY: keys.secret },
    code: 4,
    says: 'the access key (AK) has a character in it that cannot be sent',
  },
  'HW security token with a line break in it': {
    env: { ...temporaryIn('HW'), HW_SECURITY_TOKEN: 'part1\npart2' },
    code: 4,
    says: 'the security token has a character in it that cannot be sent',
  },
  'HW domain ID with a blank in it': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret, HW_DOMAIN_ID: 'a b' },
    code: 4,
    says: 'the domain ID has a character in it that cannot be sent',
  },
  // Each way of the OS variables.
  'OS temporary key': { env: temporaryIn('OS'), code: 0, source: 'OS variables' },
  'OS user and password, project scope by id and name': {
    env: { ...userIn('OS'), OS_PROJECT_ID: PROJECTS[0].id, OS_PROJECT_NAME: 'another name' },
    code: 0,
    source: 'OS variables',
  },
  'OS user with MFA, no terminal': {
    env: userIn('OS', MFA_USER),
    code: 4,
    says: 'on a terminal only',
  },
  'HW user, project that is not there': {
    env: { ...userIn('HW'), HW_PROJECT_NAME: 'nowhere-1' },
    code: 1,
    says: 'Could not find the project or domain of the scope',
  },
  // Files as people and other programs write them.
  HUAWEICLOUD_SDK_CREDENTIALS_FILE: {
    env: { HUAWEICLOUD_SDK_CREDENTIALS_FILE: '(home)/elsewhere.ini' },
    files: { 'elsewhere.ini': ini('basic'), [SDK_FILE]: '[global]\nak=x\nsk=y\n' },
    code: 0,
    source: 'elsewhere.ini [basic]',
  },
  'HUAWEICLOUD_SDK_CREDENTIALS_FILE, not there': {
    env: { HUAWEICLOUD_SDK_CREDENTIALS_FILE: '/nowhere/credentials' },
    files: { [SDK_FILE]: ini('global') },
    code: 4,
    says: 'there is no file /nowhere/credentials.',
  },
  'HUAWEICLOUD_SDK_CREDENTIALS_FILE, unreadable': {
    env: { HUAWEICLOUD_SDK_CREDENTIALS_FILE: '(home)/elsewhere.ini' },
    files: { 'elsewhere.ini': FOLDER, [KOOCLI_FILE]: hcloud(plainKeys) },
    code: 4,
    says: 'cannot be used: it is no regular file.',
  },
  'SDK file unreadable, KooCLI plain': {
    files: { [SDK_FILE]: FOLDER, [KOOCLI_FILE]: hcloud(plainKeys) },
    code: 0,
    source: 'KooCLI',
  },
  'SDK file with a BOM and CRLF': {
    files: { [SDK_FILE]: `\ufeff${ini('global').replaceAll('\n', '\r\n')}` },
    code: 0,
    source: 'SDK credentials file',
  },
  'SDK file in UTF-16, as PowerShell writes it': {
    files: { [SDK_FILE]: Buffer.from(`\ufeff${ini('basic')}`, 'utf16le') },
    code: 0,
  },
  'SDK file with colons': { files: { [SDK_FILE]: ini('basic', ':') }, code: 0 },
  'SDK file, [global] empty and [basic] filled': {
    files: { [SDK_FILE]: `[global]\nak =\nsk =\n${ini('basic')}` },
    code: 0,
    source: '[basic]',
  },
  'SDK file, temporary keys': {
    files: {
      [SDK_FILE]: `[global]\nak=${TEMPORARY_KEYS.access}\nsk=${TEMPORARY_KEYS.secret}\nsecurity_token=${TEMPORARY_KEYS.securityToken}\n`,
    },
    code: 0,
  },
  'SDK file, no SK': {
    files: { [SDK_FILE]: `[global]\nak=${keys.access}\n`, [KOOCLI_FILE]: hcloud(plainKeys) },
    code: 4,
    says: /credentials \[global\] cannot be used: ak is set, and sk is not\./,
  },
  'SDK file, a template without keys': {
    files: { [SDK_FILE]: '[basic]\nak=\nsk=\n' },
    code: 4,
    says: /SDK credentials file: .*\[basic\]: there is no access key in it\./,
  },
  'SDK file, other sections only': {
    files: { [SDK_FILE]: ini('work') },
    code: 4,
    says: /SDK credentials file: nothing \(.*credentials \[global\] \[basic\]\)/,
  },
  'KooCLI, temporary keys, with a BOM': {
    files: {
      [KOOCLI_FILE]: `\ufeff${hcloud({
        accessKeyId: TEMPORARY_KEYS.access,
        secretAccessKey: TEMPORARY_KEYS.secret,
        securityToken: TEMPORARY_KEYS.securityToken,
      })}`,
    },
    code: 0,
  },
  'KooCLI, no SK': {
    files: { [KOOCLI_FILE]: hcloud({ accessKeyId: keys.access, secretAccessKey: '' }) },
    code: 4,
    says: 'accessKeyId is set, and secretAccessKey is not.',
  },
  'KooCLI, current profile not there': {
    files: { [KOOCLI_FILE]: JSON.stringify({ current: 'gone', profiles: [{ name: 'work', ...plainKeys }] }) },
    code: 4,
    says: /KooCLI: .*there is no profile gone\./,
  },
  'KooCLI, empty': { files: { [KOOCLI_FILE]: '' }, code: 4, says: /KooCLI: nothing/ },
  '--profile of an encrypted KooCLI': {
    flags: ['--profile', 'default'],
    files: { [KOOCLI_FILE]: hcloud(encryptedKeys) },
    code: 4,
    says: /profile default cannot be used: KooCLI keeps it encrypted, for itself alone\. Give the same/,
  },
  '--profile without a name': { flags: ['--profile', ''], code: 2, says: '--profile needs a value' },
  // The metadata service.
  'ECS agency, token step 405': {
    env: { SMS_ECS_METADATA: '1' },
    options: { metadata: { token: 405 } },
    code: 0,
    source: 'Agency of this ECS',
  },
  'ECS agency, token step 503': {
    env: { SMS_ECS_METADATA: '1' },
    options: { metadata: { token: 503 } },
    code: 0,
  },
  'ECS where nothing listens': {
    env: { SMS_ECS_METADATA: '1', SMS_METADATA_URL: '(closed)' },
    code: 4,
    says: /Agency of this ECS: .*: no answer \(ECONNREFUSED\)\./,
  },
  'ECS, asking forbidden': {
    env: { SMS_ECS_METADATA: '0' },
    code: 4,
    says: 'Agency of this ECS: nothing (this is no Huawei Cloud server',
  },
  nothing: {
    code: 4,
    says: new RegExp(
      [
        'No credentials\\.',
        'Nothing was changed\\.',
        'Looked at:',
        '  Token in the environment: nothing \\(HW_AUTH_TOKEN, OS_AUTH_TOKEN\\)',
        '  HUAWEICLOUD_SDK variables: nothing .*',
        '  HW variables: nothing .*',
        '  OS variables: nothing .*',
        '  SDK credentials file: nothing .*/.huaweicloud/credentials\\)',
        '  KooCLI: nothing .*/.hcloud/config.json\\)',
        '  Agency of this ECS: nothing .*',
        'Simplest: export HW_ACCESS_KEY=.*',
      ].join('\n'),
    ),
  },
};

async function surroundings(sms: Simulator, { env = {}, files = {} }: Case): Promise<Record<string, string>> {
  const home = homeWith(files);
  const closed = await closedPort();
  const filled = Object.entries(env).map(([name, value]) => [
    name,
    value.replace('(sms)', sms.url).replace('(home)', home).replace('(closed)', closed.url),
  ]);
  return { HOME: home, SMS_METADATA_URL: sms.url, ...Object.fromEntries(filled) };
}

/** What the matrix says: who was used, or what was said. */
function outcomeOf(code: number | null, stderr: string, says: Case['says']): [string, string] {
  const used = /credentials: (.*)/.exec(stderr)?.[1] ?? '';
  const home = /[^\s(]*\/sms-wizard-home-\w+/g;
  if (code === 0) return ['signed in', used.replace(home, '~').replace(/:\d+\//, ':PORT/')];
  const said = says ? new RegExp(typeof says === 'string' ? escaped(says) : says).exec(stderr)?.[0] : '';
  const [line = ''] = (said ?? '').split('\n');
  return [`exit ${code}`, line.replace(home, '~').slice(0, 90)];
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('sources', () => {
  test.each(Object.entries(CASES))('%s', async (name, wanted) => {
    const sms = await service(wanted.options ?? {});
    const args = ['show', sms.firstTask, '--endpoint', sms.url, '--debug', ...(wanted.flags ?? [])];
    const { code, stdout, stderr } = await run(args, await surroundings(sms, wanted), wanted.input);
    const used = /credentials: (.*)/.exec(stderr)?.[1] ?? '';
    note(name, ...outcomeOf(code, stderr, wanted.says));
    if (wanted.says) expect(stderr).toMatch(wanted.says);
    expect(code, stderr).toBe(wanted.code);
    if (wanted.code === 0) expect(stdout).toContain(sms.firstTask);
    if (wanted.source) expect(used).toContain(wanted.source);
  });

  test.each<[string, Record<string, string>]>([
    ['a user', userIn('OS')],
    ['a key', { OS_ACCESS_KEY: keys.access, OS_SECRET_KEY: keys.secret }],
    ['a token', { OS_AUTH_TOKEN: 'simulated-token' }],
  ])('%s of another cloud is sent to no SMS that was not chosen', async (_what, env) => {
    const sms = await service();
    // Nothing would come through this proxy.
    const there = {
      ...env,
      OS_AUTH_URL: 'https://keystone.example.org:5000/v3',
      HTTPS_PROXY: 'http://127.0.0.1:9',
    };
    const told = 'they are for keystone.example.org, as OS_AUTH_URL says, which is no Huawei Cloud.';
    for (const flags of [[], ['--region', 'cn-north-4']]) {
      const { code, stderr } = await run(['show', sms.firstTask, ...flags], there);
      expect(code, stderr).toBe(4);
      expect(stderr).toContain(told);
    }
    const chosen = await run(['show', sms.firstTask, '--debug'], { ...there, SMS_ENDPOINT: sms.url });
    expect(chosen.stderr).toMatch(/credentials: (OS variables|Token)/);
    for (const host of ['iam.ap-southeast-3.myhuaweicloud.com', 'iam.eu-west-101.myhuaweicloud.eu']) {
      const own = await run(['show', sms.firstTask, '--timeout', '1'], {
        ...there,
        OS_AUTH_URL: `https://${host}/v3`,
      });
      expect(own.stderr).not.toContain('no Huawei Cloud');
    }
  });

  test('a credentials file that is a pipe is told, not waited for', async () => {
    const sms = await service();
    const pipe = join(homeWith({}), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const env = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: pipe };
    const { code, stderr } = await run(['show', sms.firstTask, '--endpoint', sms.url], env);
    expect(code).toBe(4);
    expect(stderr).toContain('it is no regular file.');
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
        [SDK_FILE]: ini('global'),
        [KOOCLI_FILE]: hcloud(plainKeys),
      }),
    };
    const steps: [string, string[]][] = [
      ['Token in the environment', ['HW_AUTH_TOKEN']],
      ['HUAWEICLOUD_SDK variables', ['HUAWEICLOUD_SDK_AK', 'HUAWEICLOUD_SDK_SK']],
      ['HW variables', ['HW_ACCESS_KEY', 'HW_SECRET_KEY']],
      ['OS variables', ['OS_ACCESS_KEY', 'OS_SECRET_KEY']],
      ['SDK credentials file', [SDK_FILE]],
      ['KooCLI', [KOOCLI_FILE]],
      ['Agency of this ECS', []],
    ];
    const metadataCalls = () => sms.requests.filter(({ path }) => !path.startsWith('/v3/')).length;
    const args = ['show', sms.firstTask, '--endpoint', sms.url, '--debug'];
    for (const [flags, source, input] of [
      [['--token-stdin'], 'Standard input', 'simulated-token'],
      [['--profile', 'default'], 'Profile', ''],
    ] as const) {
      const { stderr, code } = await run([...args, ...flags], everything, input);
      expect(stderr).toContain(`credentials: ${source}`);
      expect(code).toBe(0);
    }
    for (const [source, taken] of steps) {
      expect(metadataCalls()).toBe(0);
      const { stderr, code } = await run(args, everything);
      expect(stderr).toContain(`credentials: ${source} (`);
      expect(code).toBe(0);
      for (const name of taken) {
        if (name in everything) delete everything[name];
        else rmSync(join(everything.HOME ?? '', name));
      }
    }
    // Asked last: a session, and the keys.
    expect(metadataCalls()).toBe(2);
  });
});
