/**
 * Credentials in the environment, as the official SDKs, Terraform and OpenStack clients name them.
 * Source: docs/api-notes.md#credential-variables.
 */
import { text } from '../../text/text.ts';
import { cloudOfHost, HUAWEI_CLOUD } from '../cloud.ts';
import { withoutUserInfo } from '../redact.ts';
import type { CredentialSource, Credentials, FoundCredentials, LookupResult } from './types.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Each value by the variables that may hold it, the first one wins. */
interface Names {
  readonly ak: readonly string[];
  readonly sk: readonly string[];
  readonly securityToken: readonly string[];
  readonly domainId: readonly string[];
  readonly projectId: readonly string[];
  readonly user?: readonly string[];
  readonly password?: readonly string[];
  readonly userId?: readonly string[];
  readonly domain?: readonly string[];
  readonly projectName?: readonly string[];
  readonly region: readonly string[];
  readonly iam: readonly string[];
}

export const ENV_VARIABLES = {
  sdk_env: {
    ak: ['HUAWEICLOUD_SDK_AK'],
    sk: ['HUAWEICLOUD_SDK_SK'],
    securityToken: ['HUAWEICLOUD_SDK_SECURITY_TOKEN'],
    domainId: ['HUAWEICLOUD_SDK_DOMAIN_ID'],
    projectId: ['HUAWEICLOUD_SDK_PROJECT_ID'],
    region: [],
    iam: ['HUAWEICLOUD_SDK_IAM_ENDPOINT'],
  },
  /** As in every sample of the API Reference. */
  cloud_sdk_env: {
    ak: ['CLOUD_SDK_AK'],
    sk: ['CLOUD_SDK_SK'],
    securityToken: [],
    domainId: [],
    projectId: [],
    region: [],
    iam: [],
  },
  hw_env: {
    ak: ['HW_ACCESS_KEY'],
    sk: ['HW_SECRET_KEY'],
    securityToken: ['HW_SECURITY_TOKEN'],
    domainId: ['HW_DOMAIN_ID'],
    projectId: ['HW_PROJECT_ID'],
    user: ['HW_USER_NAME'],
    password: ['HW_USER_PASSWORD'],
    userId: ['HW_USER_ID'],
    domain: ['HW_DOMAIN_NAME'],
    projectName: ['HW_PROJECT_NAME'],
    region: ['HW_REGION_NAME'],
    iam: ['HW_AUTH_URL'],
  },
  os_env: {
    ak: ['OS_ACCESS_KEY'],
    sk: ['OS_SECRET_KEY'],
    securityToken: ['OS_SECURITY_TOKEN'],
    domainId: ['OS_DOMAIN_ID', 'OS_USER_DOMAIN_ID', 'OS_PROJECT_DOMAIN_ID'],
    projectId: ['OS_PROJECT_ID', 'OS_TENANT_ID'],
    user: ['OS_USERNAME', 'OS_USER_NAME'],
    password: ['OS_PASSWORD', 'OS_USER_PASSWORD'],
    userId: ['OS_USER_ID'],
    domain: ['OS_DOMAIN_NAME', 'OS_USER_DOMAIN_NAME', 'OS_PROJECT_DOMAIN_NAME'],
    projectName: ['OS_PROJECT_NAME', 'OS_TENANT_NAME'],
    region: ['OS_REGION_NAME'],
    iam: ['OS_AUTH_URL'],
  },
} as const satisfies Partial<Record<CredentialSource, Names>>;

const TOKENS = ['HW_AUTH_TOKEN', 'OS_AUTH_TOKEN'] as const;

const firstOf = (env: Env, names: readonly string[] = []): string | undefined =>
  names.map((name) => env[name]?.trim()).find((value) => value);
const nameOf = (env: Env, names: readonly string[] = []): string =>
  names.find((name) => env[name]?.trim()) ?? names[0] ?? '';

/** The region that any of the environments names. */
export const regionFromEnv = (env: Env): string | undefined =>
  firstOf(
    env,
    Object.values(ENV_VARIABLES).flatMap(({ region }) => [...region]),
  );
/**
 * The IAM address for credentials that bring none. OS_AUTH_URL may be that of another cloud: it is for the OS
 * variables alone.
 */
export const iamFromEnv = (env: Env): FoundCredentials['iam'] =>
  iamIn(env, [...ENV_VARIABLES.sdk_env.iam, ...ENV_VARIABLES.hw_env.iam]);

function iamIn(env: Env, names: readonly string[]): FoundCredentials['iam'] {
  const address = firstOf(env, names);
  return address ? { name: nameOf(env, names), address } : undefined;
}

/** Returns the host of OS_AUTH_URL if it belongs to another cloud. */
export function foreignAuthHost({ OS_AUTH_URL }: Env): string | undefined {
  const address = OS_AUTH_URL?.trim();
  if (!address) return undefined;
  const host = URL.canParse(address) ? new URL(address).hostname : withoutUserInfo(address);
  return cloudOfHost(host) === HUAWEI_CLOUD ? undefined : host;
}

const OIDC = {
  idpId: 'HUAWEICLOUD_SDK_IDP_ID',
  tokenFile: 'HUAWEICLOUD_SDK_ID_TOKEN_FILE',
  domainId: 'HUAWEICLOUD_SDK_DOMAIN_ID',
  projectId: 'HUAWEICLOUD_SDK_PROJECT_ID',
} as const;

/** Finds an identity provider and the file of its ID token. The SDK takes it before an access key. */
export function oidcFromEnv(env: Env): LookupResult {
  const value = (key: keyof typeof OIDC) => env[OIDC[key]]?.trim();
  const [idpId, tokenFile, domainId, projectId] = [
    value('idpId'),
    value('tokenFile'),
    value('domainId'),
    value('projectId'),
  ];
  const where = `${OIDC.idpId}, ${OIDC.tokenFile}`;
  if (!idpId && !tokenFile) return { outcome: 'absent', source: 'oidc', where };
  const broken = (set: keyof typeof OIDC, missing: keyof typeof OIDC): LookupResult => ({
    ...{ outcome: 'broken', source: 'oidc', where: OIDC[set] },
    why: text().access.halfSet(OIDC[set], OIDC[missing]),
  });
  if (!tokenFile) return broken('idpId', 'tokenFile');
  if (!idpId) return broken('tokenFile', 'idpId');
  if (!domainId && !projectId) return broken('idpId', 'domainId');
  const iam = iamIn(env, ENV_VARIABLES.sdk_env.iam);
  return {
    ...{ outcome: 'found', source: 'oidc', where },
    credentials: {
      ...{ kind: 'oidc', idpId, tokenFile },
      ...given('domainId', domainId),
      ...given('projectId', projectId),
    },
    ...(iam ? { iam } : {}),
  };
}

const AGENCY = [
  'HW_ASSUME_ROLE_AGENCY_NAME',
  'HW_ASSUME_ROLE_DOMAIN_NAME',
  'HW_ASSUME_ROLE_DOMAIN_ID',
] as const;

/** Adds the agency of the environment to what was found: without it, another account would be used than was meant. */
export function withAgency(result: LookupResult, env: Env): LookupResult {
  const [name, domainName, domainId] = AGENCY.map((variable) => env[variable]?.trim());
  if (result.outcome !== 'found') return result;
  const { source } = result;
  const account = domainName ? AGENCY[1] : domainId ? AGENCY[2] : undefined;
  if (!name && account)
    return { outcome: 'broken', source, where: account, why: text().access.halfSet(account, AGENCY[0]) };
  if (!name) return result;
  if (!domainName && !domainId)
    return { outcome: 'broken', source, where: AGENCY[0], why: text().access.halfSet(AGENCY[0], AGENCY[1]) };
  const agency = { name, ...given('domainName', domainName), ...given('domainId', domainId) };
  return { ...result, agency };
}

/** A ready token. */
export function tokenFromEnv(env: Env): LookupResult {
  const where = nameOf(env, TOKENS);
  const token = firstOf(env, TOKENS);
  if (!token) return { outcome: 'absent', source: 'token', where: TOKENS.join(', ') };
  const family = where === 'OS_AUTH_TOKEN' ? ENV_VARIABLES.os_env : ENV_VARIABLES.hw_env;
  const iam = iamIn(env, family.iam);
  return {
    outcome: 'found',
    source: 'token',
    where,
    credentials: { kind: 'token', token },
    ...(iam ? { iam } : {}),
  };
}

/** An access key, or a user with a password, of one family of variables. */
export function credentialsFromEnv(env: Env, source: keyof typeof ENV_VARIABLES): LookupResult {
  const names: Names = ENV_VARIABLES[source];
  const value = (key: keyof Names) => firstOf(env, names[key]);
  const name = (key: keyof Names) => nameOf(env, names[key]);
  const iam = iamIn(env, names.iam);
  const broken = (given: keyof Names, missing: keyof Names): LookupResult => ({
    outcome: 'broken',
    source,
    where: name(given),
    why: text().access.halfSet(name(given), name(missing)),
  });
  const found = (credentials: Credentials, where: readonly (keyof Names)[]): LookupResult => ({
    outcome: 'found',
    source,
    where: where
      .filter(value)
      .map((key) => name(key))
      .join(', '),
    credentials,
    ...given('region', value('region')),
    ...(iam ? { iam } : {}),
  });

  const [ak, sk] = [value('ak'), value('sk')];
  if (ak && !sk) return broken('ak', 'sk');
  if (sk && !ak) return broken('sk', 'ak');
  if (ak && sk) {
    const ids = {
      ...given('securityToken', value('securityToken')),
      ...given('domainId', value('domainId')),
      ...given('projectId', value('projectId')),
    };
    return found({ kind: 'keys', ak, sk, ...ids }, ['ak', 'sk', 'securityToken']);
  }
  const [user, domain] = [value('user'), value('domain')];
  // Spaces may belong to a password; a line break at its end doesn't.
  const password = value('password') && env[name('password')]?.replace(/[\r\n]+$/, '');
  if (user && !password) return broken('user', 'password');
  const userId = value('userId');
  if (password && !user && !userId) return broken('password', 'user');
  if (user && password && !domain && !userId) return broken('user', 'domain');
  if (password) {
    const project = { ...given('id', value('projectId')), ...given('name', value('projectName')) };
    const credentials: Credentials = {
      ...{ kind: 'password', password },
      ...given('user', user),
      ...given('domain', domain),
      ...given('userId', userId),
      ...(Object.keys(project).length ? { project } : {}),
    };
    return found(credentials, [user ? 'user' : 'userId', 'password', 'domain']);
  }
  const searched = [...names.ak, ...names.sk, ...(names.user ?? []), ...(names.password ?? [])];
  return { outcome: 'absent', source, where: searched.join(', ') };
}

const given = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } =>
  (value ? { [key]: value } : {}) as { [P in K]?: string };
