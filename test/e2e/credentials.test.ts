/** Every source of credentials, valid and invalid, against the simulator's own check of tokens and signatures. */
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
} from '../../src/simulator/access/accounts.ts';
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
  /** The exit code of `show`; `message` is a text that standard error must contain. */
  readonly code: number;
  readonly message?: string | RegExp;
  /** The name of the source in `--debug` output. */
  readonly source?: string;
}

const OIDC = {
  HUAWEICLOUD_SDK_IDP_ID: 'corp',
  HUAWEICLOUD_SDK_ID_TOKEN_FILE: '(home)/id-token',
  HUAWEICLOUD_SDK_DOMAIN_ID: DOMAIN.id,
};
const AGENCY = { HW_ASSUME_ROLE_AGENCY_NAME: 'migrators', HW_ASSUME_ROLE_DOMAIN_NAME: 'target' };
const POD = { HC_CONTAINER_AUTHORIZATION_TOKEN_FILE: '(home)/pod-token' };

type Intercept = NonNullable<SimulatorOptions['intercept']>;
const json = (status: number, body: object, headers: Record<string, string> = {}) => ({
  status,
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json', ...headers },
});
const noSuch = json(401, { error: { code: 401, message: 'The ID token is invalid.' } });

/** IAM, for a user who is known by ID. */
function idLogin({ path, body }: Parameters<Intercept>[0]): ReturnType<Intercept> {
  if (path !== '/v3/auth/tokens') return undefined;
  const { user } = JSON.parse(body).auth.identity.password;
  const known = user.id === OWNER.id && user.password === OWNER.password && !('name' in user);
  return known ? json(201, { token: {} }, { 'X-Subject-Token': 'simulated-token' }) : noSuch;
}

/** IAM, for an identity provider. */
function idToken({ path, body, headers }: Parameters<Intercept>[0]): ReturnType<Intercept> {
  if (path !== '/v3.0/OS-AUTH/id-token/tokens') return undefined;
  const { id_token, scope } = JSON.parse(body).auth;
  const scoped = scope.domain?.id === DOMAIN.id || scope.project?.id === PROJECTS[0].id;
  const known = headers['x-idp-id'] === 'corp' && id_token.id === 'the-id-token-0001' && scoped;
  return known ? json(201, { token: {} }, { 'X-Subject-Token': 'simulated-token' }) : noSuch;
}

/** IAM without domains, and STS beside it. */
const sts =
  (account: string | undefined, status = 200): Intercept =>
  ({ path, headers }) => {
    if (path === '/v3/auth/domains') return json(status, { domains: [] });
    if (path !== '/v5/caller-identity') return undefined;
    expect(headers.authorization).toContain('SDK-HMAC-SHA256');
    return account ? json(200, { account_id: account }) : json(404, { error_msg: 'no such call' });
  };

/** IAM that lets any signed-in user assume one agency. */
function agency({ path, body, headers }: Parameters<Intercept>[0]): ReturnType<Intercept> {
  if (path !== '/v3.0/OS-CREDENTIAL/securitytokens') return undefined;
  const { methods, assume_role } = JSON.parse(body).auth.identity;
  const account = assume_role.domain_name === 'target' || assume_role.domain_id === DOMAIN.id;
  const signedIn = headers['x-auth-token'] || headers.authorization;
  if (methods[0] !== 'assume_role' || assume_role.agency_name !== 'migrators' || !account || !signedIn)
    return json(403, { error: { code: 403, message: 'You are not authorized.' } });
  const { access, secret, securityToken: securitytoken } = TEMPORARY_KEYS;
  return json(201, { credential: { access, secret, securitytoken, expires_at: '2030-01-01T00:00:00Z' } });
}

/** The credentials of a pod. */
function pod({ method, path, headers, body }: Parameters<Intercept>[0]): ReturnType<Intercept> {
  if (path !== '/v1/credentials') return undefined;
  if (method !== 'POST' || body !== '{}' || headers.authorization !== 'the-pod-token-0001') return noSuch;
  const { access, secret, securityToken } = TEMPORARY_KEYS;
  return json(200, { credentials: { accessKeyId: access, secretAccessKey: secret, securityToken } });
}

/** Placeholders: `(sms)` is the simulator's address, `(home)` the home folder, `(closed)` an address without a listener. */
const CASES: Record<string, Case> = {
  '--token-stdin': {
    flags: ['--token-stdin'],
    input: 'simulated-token\n',
    code: 0,
    source: 'Standard input',
  },
  '--token-stdin, empty': { flags: ['--token-stdin'], code: 4, message: 'standard input is empty' },
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
  '--profile, unknown': { flags: ['--profile', 'nope'], code: 4, message: 'profile nope not found' },
  HW_AUTH_TOKEN: { env: { HW_AUTH_TOKEN: 'simulated-token' }, code: 0, source: 'Token in the environment' },
  OS_AUTH_TOKEN: { env: { OS_AUTH_TOKEN: 'simulated-token' }, code: 0, source: 'Token in the environment' },
  'a wrong token': { env: { HW_AUTH_TOKEN: 'wrong-token-0001' }, code: 4, message: 'APIGW.0301' },
  HUAWEICLOUD_SDK: {
    env: { HUAWEICLOUD_SDK_AK: keys.access, HUAWEICLOUD_SDK_SK: keys.secret },
    code: 0,
    source: 'HUAWEICLOUD_SDK_* variables',
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
    message: 'HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not.',
  },
  'HW access key': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret },
    code: 0,
    source: 'HW_* variables',
  },
  'HW access key, wrong SK': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: 'wrong-secret-key-00001' },
    code: 4,
    message: 'verify aksk signature fail',
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
    message: 'IAM rejected user demo-user',
  },
  'HW user without a domain': {
    env: { HW_USER_NAME: OWNER.name, HW_USER_PASSWORD: OWNER.password },
    code: 4,
    message: 'HW_USER_NAME is set, but HW_DOMAIN_NAME is not.',
  },
  'HW user with MFA, no terminal': {
    env: { HW_USER_NAME: MFA_USER.name, HW_USER_PASSWORD: MFA_USER.password, HW_DOMAIN_NAME: DOMAIN.name },
    code: 4,
    message: 'run this in a terminal to enter the verification code',
  },
  'OS access key': {
    env: { OS_ACCESS_KEY: keys.access, OS_SECRET_KEY: keys.secret },
    code: 0,
    source: 'OS_* variables',
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
      [SDK_FILE]: `[other]\nak=x\nsk=y\n[global]\nak = ${keys.access}\nsk = ${keys.secret}\ndomain_id = ${DOMAIN.id}\n`,
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
    message: 'the profile is encrypted',
  },
  'KooCLI, no JSON': {
    files: { [KOOCLI_FILE]: '\u0001\u0002garbage' },
    code: 4,
    message: 'the profile is encrypted',
  },
  'KooCLI, another mode': {
    files: { [KOOCLI_FILE]: hcloud({ mode: 'SSO' }) },
    code: 4,
    message: 'its mode is SSO, which has no access key',
  },
  'ECS agency': { env: { SMS_ECS_METADATA: '1' }, code: 0, source: 'ECS agency' },
  'ECS agency without the token step': {
    env: { SMS_ECS_METADATA: '1' },
    options: { metadata: { token: 404 } },
    code: 0,
  },
  'ECS without an agency': {
    env: { SMS_ECS_METADATA: '1' },
    options: { metadata: { agency: false } },
    code: 4,
    message: 'this server has no agency',
  },
  'ECS that does not answer': {
    env: { SMS_ECS_METADATA: '1' },
    options: { metadata: { delay: 5000 } },
    code: 4,
    message: /didn't respond within 1 s/,
  },
  'AK/SK that may not update': {
    env: { HW_ACCESS_KEY: READER.keys.access, HW_SECRET_KEY: READER.keys.secret },
    code: 0,
  },
  'AK/SK that may not list': {
    env: { HW_ACCESS_KEY: NO_LIST.keys.access, HW_SECRET_KEY: NO_LIST.keys.secret },
    code: 0,
  },
  // Half-set pairs, empty values, spaces, and characters that a header can't carry.
  'HUAWEICLOUD_SDK, no AK': {
    env: { HUAWEICLOUD_SDK_SK: keys.secret },
    code: 4,
    message: 'HUAWEICLOUD_SDK_SK is set, but HUAWEICLOUD_SDK_AK is not.',
  },
  'HW password without a user': {
    env: { HW_USER_PASSWORD: OWNER.password, HW_DOMAIN_NAME: DOMAIN.name },
    code: 4,
    message: 'HW_USER_PASSWORD is set, but HW_USER_NAME is not.',
  },
  'OS user without a password': {
    env: { OS_USERNAME: OWNER.name, OS_PASSWORD: '' },
    code: 4,
    message: 'OS_USERNAME is set, but OS_PASSWORD is not.',
  },
  'HW key half set, OS key whole': {
    env: { HW_ACCESS_KEY: keys.access, OS_ACCESS_KEY: keys.access, OS_SECRET_KEY: keys.secret },
    code: 4,
    message: 'sms-wizard tried no other source, because it might belong to a different account.',
  },
  'HW key empty and blank': {
    env: { HW_AUTH_TOKEN: ' ', HW_ACCESS_KEY: '', HW_SECRET_KEY: '  ' },
    code: 4,
    message: 'no credentials found.',
  },
  'HW key with blanks and a line break around': {
    env: { HW_ACCESS_KEY: ` ${keys.access}\r`, HW_SECRET_KEY: `${keys.secret}\n` },
    code: 0,
    source: 'HW_* variables',
  },
  'HW password with a line break after it': {
    env: { ...userIn('HW'), HW_USER_PASSWORD: `${OWNER.password}\r\n` },
    code: 0,
  },
  'HW password with a blank before it': {
    env: { ...userIn('HW'), HW_USER_PASSWORD: ` ${OWNER.password}` },
    code: 4,
    message: 'The password starts or ends with a space.',
  },
  'HW_AUTH_TOKEN with a blank in it': {
    env: { HW_AUTH_TOKEN: 'simulated token' },
    code: 4,
    message: "can't use the credentials in HW_AUTH_TOKEN: the token contains an invalid character",
  },
  'HW key in other letters': {
    env: { HW_ACCESS_KEY: 'КЛЮЧ0001', HW_SECRET_KEY: keys.secret },
    code: 4,
    message: 'the access key ID (AK) contains an invalid character',
  },
  'HW security token with a line break in it': {
    env: { ...temporaryIn('HW'), HW_SECURITY_TOKEN: 'part1\npart2' },
    code: 4,
    message: 'the security token contains an invalid character',
  },
  'HW domain ID with a blank in it': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret, HW_DOMAIN_ID: 'a b' },
    code: 4,
    message: 'the account ID (domain) contains an invalid character',
  },
  // Each kind of login in the OS variables.
  'OS temporary key': { env: temporaryIn('OS'), code: 0, source: 'OS_* variables' },
  'OS user and password, project scope by id and name': {
    env: { ...userIn('OS'), OS_PROJECT_ID: PROJECTS[0].id, OS_PROJECT_NAME: 'another name' },
    code: 0,
    source: 'OS_* variables',
  },
  'OS user with MFA, no terminal': {
    env: userIn('OS', MFA_USER),
    code: 4,
    message: 'run this in a terminal to enter the verification code',
  },
  'HW user, project that is not there': {
    env: { ...userIn('HW'), HW_PROJECT_NAME: 'nowhere-1' },
    code: 1,
    message: 'Could not find the project or domain of the scope',
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
    message: 'file /nowhere/credentials not found.',
  },
  'HUAWEICLOUD_SDK_CREDENTIALS_FILE, unreadable': {
    env: { HUAWEICLOUD_SDK_CREDENTIALS_FILE: '(home)/elsewhere.ini' },
    files: { 'elsewhere.ini': FOLDER, [KOOCLI_FILE]: hcloud(plainKeys) },
    code: 4,
    message: 'it is not a regular file.',
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
  'SDK file, [basic] empty and [global] filled': {
    files: { [SDK_FILE]: `[basic]\nak =\nsk =\n${ini('global')}` },
    code: 0,
    source: '[global]',
  },
  'SDK file, both sections: [basic] as the SDK does for SMS': {
    files: { [SDK_FILE]: `[global]\nak=x\nsk=y\n${ini('basic')}` },
    code: 0,
    source: '[basic]',
  },
  'SDK file, comments after the names of sections': {
    files: { [SDK_FILE]: ini('basic').replace(']', '] # for SMS') + ini('work').replace(']', '] ; other') },
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
    message: /credentials \[global\]: ak is set, but sk is not\./,
  },
  'SDK file, a template without keys': {
    files: { [SDK_FILE]: '[basic]\nak=\nsk=\n' },
    code: 4,
    message: /SDK credentials file: .*\[basic\]: it has no access key\./,
  },
  'SDK file, other sections only': {
    files: { [SDK_FILE]: ini('work') },
    code: 4,
    message: /SDK credentials file: not found \(.*credentials \[basic\] \[global\]\)/,
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
    message: 'accessKeyId is set, but secretAccessKey is not.',
  },
  'KooCLI, current profile not there': {
    files: { [KOOCLI_FILE]: JSON.stringify({ current: 'gone', profiles: [{ name: 'work', ...plainKeys }] }) },
    code: 4,
    message: /KooCLI: .*profile gone not found\./,
  },
  'KooCLI, empty': { files: { [KOOCLI_FILE]: '' }, code: 4, message: /KooCLI: not found/ },
  '--profile of an encrypted KooCLI': {
    flags: ['--profile', 'default'],
    files: { [KOOCLI_FILE]: hcloud(encryptedKeys) },
    code: 4,
    message: /profile default: the profile is encrypted, and only KooCLI can read it\. Set the same/,
  },
  '--profile without a name': { flags: ['--profile', ''], code: 2, message: '--profile requires a value' },
  // The metadata service.
  'ECS agency, token step 405': {
    env: { SMS_ECS_METADATA: '1' },
    options: { metadata: { token: 405 } },
    code: 0,
    source: 'ECS agency',
  },
  'ECS agency, token step 503': {
    env: { SMS_ECS_METADATA: '1' },
    options: { metadata: { token: 503 } },
    code: 0,
  },
  'ECS where nothing listens': {
    env: { SMS_ECS_METADATA: '1', SMS_METADATA_URL: '(closed)' },
    code: 4,
    message: /ECS agency: .*: 127\.0\.0\.1:\d+ refused the connection/,
  },
  'ECS, asking forbidden': {
    env: { SMS_ECS_METADATA: '0' },
    code: 4,
    message: 'ECS agency: not found (not a Huawei Cloud server',
  },
  // Further variables and files of official tools.
  'CLOUD_SDK, as in the samples of the API Reference': {
    env: { CLOUD_SDK_AK: keys.access, CLOUD_SDK_SK: keys.secret },
    code: 0,
    source: 'CLOUD_SDK variables',
  },
  'HUAWEICLOUD_SDK AK with the SK of CLOUD_SDK': {
    env: { HUAWEICLOUD_SDK_AK: keys.access, CLOUD_SDK_SK: keys.secret },
    code: 4,
    message: 'HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not.',
  },
  'OS user ID and password': {
    env: { OS_USER_ID: OWNER.id, OS_PASSWORD: OWNER.password },
    options: { intercept: idLogin },
    code: 0,
    source: 'OS_* variables (OS_USER_ID, OS_PASSWORD)',
  },
  'HW user ID and password, project scope': {
    env: { HW_USER_ID: OWNER.id, HW_USER_PASSWORD: OWNER.password, HW_PROJECT_NAME: PROJECTS[0].name },
    options: { intercept: idLogin },
    code: 0,
  },
  'OIDC before an access key': {
    env: { ...OIDC, HUAWEICLOUD_SDK_AK: 'x', HUAWEICLOUD_SDK_SK: 'y' },
    files: { 'id-token': 'the-id-token-0001\n' },
    options: { intercept: idToken },
    code: 0,
    source: 'Identity provider (OIDC)',
  },
  'OIDC, project scope': {
    env: { ...OIDC, HUAWEICLOUD_SDK_DOMAIN_ID: '', HUAWEICLOUD_SDK_PROJECT_ID: PROJECTS[0].id },
    files: { 'id-token': 'the-id-token-0001' },
    options: { intercept: idToken },
    code: 0,
  },
  'OIDC, an ID token that IAM does not accept': {
    env: OIDC,
    files: { 'id-token': 'another-id-token' },
    options: { intercept: idToken },
    code: 4,
    message: 'The ID token is invalid.',
  },
  'OIDC without the file': {
    env: { HUAWEICLOUD_SDK_IDP_ID: 'corp' },
    code: 4,
    message: 'HUAWEICLOUD_SDK_IDP_ID is set, but HUAWEICLOUD_SDK_ID_TOKEN_FILE is not.',
  },
  'OIDC without a scope': {
    env: { ...OIDC, HUAWEICLOUD_SDK_DOMAIN_ID: '' },
    code: 4,
    message: 'HUAWEICLOUD_SDK_IDP_ID is set, but HUAWEICLOUD_SDK_DOMAIN_ID is not.',
  },
  'OIDC, a file that is not there': { env: OIDC, code: 4, message: "can't read it (ENOENT)" },
  'OIDC, a file with nothing in it': {
    env: OIDC,
    files: { 'id-token': '\n' },
    code: 4,
    message: /there is nothing in .*id-token/,
  },
  'access key without domains, account by STS': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret },
    options: { intercept: sts(DOMAIN.id) },
    code: 0,
  },
  'access key that may not list domains, account by STS': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret },
    options: { intercept: sts(DOMAIN.id, 403) },
    code: 0,
  },
  'access key without domains, STS knows nothing either': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret },
    options: { intercept: sts(undefined) },
    code: 1,
    message: 'returned no domains',
  },
  'HW agency, by the name of its account': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret, ...AGENCY },
    options: { intercept: agency },
    code: 0,
  },
  'HW agency, by the ID of its account': {
    env: {
      HW_ACCESS_KEY: keys.access,
      HW_SECRET_KEY: keys.secret,
      HW_ASSUME_ROLE_AGENCY_NAME: 'migrators',
      HW_ASSUME_ROLE_DOMAIN_ID: DOMAIN.id,
    },
    options: { intercept: agency },
    code: 0,
  },
  'HW agency with a user and a password': {
    env: { ...userIn('HW'), ...AGENCY },
    options: { intercept: agency },
    code: 0,
  },
  'HW agency without an account': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret, HW_ASSUME_ROLE_AGENCY_NAME: 'migrators' },
    code: 4,
    message: 'HW_ASSUME_ROLE_AGENCY_NAME is set, but HW_ASSUME_ROLE_DOMAIN_NAME is not.',
  },
  'HW agency that may not be assumed': {
    env: {
      HW_ACCESS_KEY: keys.access,
      HW_SECRET_KEY: keys.secret,
      ...AGENCY,
      HW_ASSUME_ROLE_AGENCY_NAME: 'admins',
    },
    options: { intercept: agency },
    code: 4,
    message:
      /didn't let these credentials assume agency admins: [\s\S]*didn't use these credentials without the agency/,
  },
  'KooCLI agency': {
    files: { [KOOCLI_FILE]: hcloud({ ...plainKeys, agencyName: 'migrators', agencyDomainName: 'target' }) },
    options: { intercept: agency },
    code: 0,
    source: 'KooCLI',
  },
  'KooCLI agency without an account': {
    files: { [KOOCLI_FILE]: hcloud({ ...plainKeys, agencyName: 'migrators' }) },
    code: 4,
    message: 'agencyName is set, but agencyDomainName is not.',
  },
  'an agency account without an agency': {
    env: { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret, HW_ASSUME_ROLE_DOMAIN_NAME: 'target' },
    code: 4,
    message: 'HW_ASSUME_ROLE_DOMAIN_NAME is set, but HW_ASSUME_ROLE_AGENCY_NAME is not.',
  },
  'KooCLI agency without keys of its own': {
    env: { SMS_ECS_METADATA: '1' },
    files: { [KOOCLI_FILE]: hcloud({ mode: 'agency', agencyName: 'migrators', sourceProfile: 'base' }) },
    code: 4,
    message: /KooCLI|config\.json/,
  },
  'HW_PROFILE, encrypted': {
    env: { HW_PROFILE: 'default', SMS_ECS_METADATA: '1' },
    files: { [KOOCLI_FILE]: hcloud(encryptedKeys) },
    code: 4,
    message: 'the profile is encrypted',
  },
  'KooCLI, keys of SSO': {
    files: {
      [KOOCLI_FILE]: hcloud({
        mode: 'SSO',
        ssoAuth: {
          stsToken: {
            accessKeyId: TEMPORARY_KEYS.access,
            secretAccessKey: TEMPORARY_KEYS.secret,
            securityToken: TEMPORARY_KEYS.securityToken,
          },
        },
      }),
    },
    code: 0,
    source: 'KooCLI',
  },
  'KooCLI, half of the keys of SSO': {
    files: { [KOOCLI_FILE]: hcloud({ mode: 'SSO', ssoAuth: { stsToken: { accessKeyId: 'ABCDEFGH' } } }) },
    code: 4,
    message: 'accessKeyId is set, but secretAccessKey is not.',
  },
  'HW_SHARED_CONFIG_FILE and HW_PROFILE': {
    env: { HW_SHARED_CONFIG_FILE: '(home)/tf.json', HW_PROFILE: 'work' },
    files: {
      'tf.json': JSON.stringify({ current: 'x', profiles: [{ name: 'x' }, { name: 'work', ...plainKeys }] }),
    },
    code: 0,
    source: 'tf.json, profile work',
  },
  'HW_SHARED_CONFIG_FILE, not there': {
    env: { HW_SHARED_CONFIG_FILE: '/nowhere/config.json' },
    files: { [KOOCLI_FILE]: hcloud(plainKeys) },
    code: 4,
    message: 'file /nowhere/config.json not found.',
  },
  'HW_PROFILE, unknown': {
    env: { HW_PROFILE: 'gone' },
    files: { [KOOCLI_FILE]: hcloud(plainKeys) },
    code: 4,
    message: 'profile gone not found.',
  },
  'pod identity': {
    env: { ...POD, HC_CONTAINER_CREDENTIALS_FULL_URI: '(sms)/v1/credentials' },
    files: { 'pod-token': 'the-pod-token-0001' },
    options: { intercept: pod },
    code: 0,
    source: 'Identity of this pod',
  },
  'pod identity, refused': {
    env: { ...POD, HC_CONTAINER_CREDENTIALS_FULL_URI: '(sms)/v1/credentials' },
    files: { 'pod-token': 'another-pod-token' },
    options: { intercept: pod },
    code: 4,
    message: 'the credentials in HC_CONTAINER_CREDENTIALS_FULL_URI',
  },
  'pod identity, plain http to elsewhere': {
    env: { ...POD, HC_CONTAINER_CREDENTIALS_FULL_URI: 'http://192.0.2.1/v1/credentials' },
    files: { 'pod-token': 'the-pod-token-0001' },
    code: 4,
    message: 'Nothing was sent.',
  },
  'pod identity, half': {
    env: { HC_CONTAINER_CREDENTIALS_FULL_URI: '(sms)/v1/credentials' },
    code: 4,
    message: 'HC_CONTAINER_CREDENTIALS_FULL_URI is set, but HC_CONTAINER_AUTHORIZATION_TOKEN_FILE is not.',
  },
  nothing: {
    code: 4,
    message: new RegExp(
      [
        'no credentials found\\.',
        'Searched:',
        '  Token in the environment: not found \\(HW_AUTH_TOKEN, OS_AUTH_TOKEN\\)',
        '  Identity provider \\(OIDC\\): not found .*',
        '  HUAWEICLOUD_SDK_\\* variables: not found .*',
        '  CLOUD_SDK variables: not found .*',
        '  HW_\\* variables: not found .*',
        '  OS_\\* variables: not found .*',
        '  SDK credentials file: not found .*/.huaweicloud/credentials\\)',
        '  KooCLI: not found .*/.hcloud/config.json\\)',
        '  Identity of this pod: not found .*',
        '  ECS agency: not found .*',
        'To sign in, run: export HW_ACCESS_KEY=.*',
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

/** Returns a cell of the matrix: the user, or the message. */
function outcomeOf(code: number | null, stderr: string, message: Case['message']): [string, string] {
  const used = /credentials: (.*)/.exec(stderr)?.[1] ?? '';
  const home = /[^\s(]*\/sms-wizard-home-\w+/g;
  if (code === 0) return ['signed in', used.replace(home, '~').replace(/:\d+\//, ':PORT/')];
  const printed = message
    ? new RegExp(typeof message === 'string' ? escaped(message) : message).exec(stderr)?.[0]
    : '';
  const [line = ''] = (printed ?? '').split('\n');
  return [`exit ${code}`, line.replace(home, '~').slice(0, 90)];
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('sources', () => {
  test.each(Object.entries(CASES))('%s', async (name, wanted) => {
    const sms = await service(wanted.options ?? {});
    const args = ['show', sms.firstTask, '--endpoint', sms.url, '--debug', ...(wanted.flags ?? [])];
    const { code, stdout, stderr } = await run(args, await surroundings(sms, wanted), wanted.input);
    const used = /credentials: (.*)/.exec(stderr)?.[1] ?? '';
    note(name, ...outcomeOf(code, stderr, wanted.message));
    if (wanted.message) expect(stderr).toMatch(wanted.message);
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
    // This proxy accepts no connection.
    const there = {
      ...env,
      OS_AUTH_URL: 'https://keystone.example.org:5000/v3',
      HTTPS_PROXY: 'http://127.0.0.1:9',
    };
    const message = 'OS_AUTH_URL points to keystone.example.org, which is not Huawei Cloud.';
    for (const flags of [[], ['--region', 'cn-north-4']]) {
      const { code, stderr } = await run(['show', sms.firstTask, ...flags], there);
      expect(code, stderr).toBe(4);
      expect(stderr).toContain(message);
    }
    const chosen = await run(['show', sms.firstTask, '--debug'], { ...there, SMS_ENDPOINT: sms.url });
    expect(chosen.stderr).toMatch(/credentials: (OS_\* variables|Token)/);
    for (const host of ['iam.ap-southeast-3.myhuaweicloud.com', 'iam.eu-west-101.myhuaweicloud.eu']) {
      const own = await run(['show', sms.firstTask, '--timeout', '1'], {
        ...there,
        OS_AUTH_URL: `https://${host}/v3`,
      });
      expect(own.stderr).not.toContain('no Huawei Cloud');
    }
  });

  test('rejects a credentials file that is a pipe, without waiting for it', async () => {
    const sms = await service();
    const pipe = join(homeWith({}), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const env = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: pipe };
    const { code, stderr } = await run(['show', sms.firstTask, '--endpoint', sms.url], env);
    expect(code).toBe(4);
    expect(stderr).toContain('it is not a regular file.');
  });

  test('an agency is assumed, and the credentials beside it are never used for SMS', async () => {
    const sms = await service({ intercept: agency });
    const env = { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret, ...AGENCY };
    const ran = await run(['show', sms.firstTask, '--endpoint', sms.url], env);
    expect(ran.code, ran.stderr).toBe(0);
    const used = sms.requests.map(({ path, headers }) => [
      path.replace(sms.firstTask, 'ID'),
      /Access=(\w+)/.exec(String(headers.authorization))?.[1],
    ]);
    expect(used).toEqual([
      ['/v3.0/OS-CREDENTIAL/securitytokens', keys.access],
      ['/v3/auth/domains', TEMPORARY_KEYS.access],
      ['/v3/tasks/ID', TEMPORARY_KEYS.access],
      ['/v3/tasks/ID/speed-limit', TEMPORARY_KEYS.access],
    ]);
    // Rejected: no request reaches SMS.
    const refused = await run(['show', sms.firstTask, '--endpoint', sms.url], {
      ...env,
      HW_ASSUME_ROLE_AGENCY_NAME: 'admins',
    });
    expect(refused.code).toBe(4);
    expect(sms.requests.slice(4).map(({ path }) => path)).toEqual(['/v3.0/OS-CREDENTIAL/securitytokens']);
  });

  test('the first source wins, in the documented order', async () => {
    const sms = await service();
    const everything: Record<string, string> = {
      HW_AUTH_TOKEN: 'simulated-token',
      HUAWEICLOUD_SDK_AK: keys.access,
      HUAWEICLOUD_SDK_SK: keys.secret,
      CLOUD_SDK_AK: keys.access,
      CLOUD_SDK_SK: keys.secret,
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
      ['HUAWEICLOUD_SDK_* variables', ['HUAWEICLOUD_SDK_AK', 'HUAWEICLOUD_SDK_SK']],
      ['CLOUD_SDK variables', ['CLOUD_SDK_AK', 'CLOUD_SDK_SK']],
      ['HW_* variables', ['HW_ACCESS_KEY', 'HW_SECRET_KEY']],
      ['OS_* variables', ['OS_ACCESS_KEY', 'OS_SECRET_KEY']],
      ['SDK credentials file', [SDK_FILE]],
      ['KooCLI', [KOOCLI_FILE]],
      ['ECS agency', []],
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
    // The last requests: for a session, and for the keys.
    expect(metadataCalls()).toBe(2);
  });
});
