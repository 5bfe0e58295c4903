/** Credentials in the environment, as the official SDKs, Terraform and OpenStack clients name them. Source: API facts §8. */
import { text } from '../../text/text.ts';
import type { Credentials, Looked, SourceName } from './kinds.ts';

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

export const VARIABLES = {
  sdk_env: {
    ak: ['HUAWEICLOUD_SDK_AK'],
    sk: ['HUAWEICLOUD_SDK_SK'],
    securityToken: ['HUAWEICLOUD_SDK_SECURITY_TOKEN'],
    domainId: ['HUAWEICLOUD_SDK_DOMAIN_ID'],
    projectId: ['HUAWEICLOUD_SDK_PROJECT_ID'],
    region: [],
    iam: ['HUAWEICLOUD_SDK_IAM_ENDPOINT'],
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
} as const satisfies Partial<Record<SourceName, Names>>;

const TOKENS = ['HW_AUTH_TOKEN', 'OS_AUTH_TOKEN'] as const;

const firstOf = (env: Env, names: readonly string[] = []): string | undefined =>
  names.map((name) => env[name]?.trim()).find((value) => value);
const nameOf = (env: Env, names: readonly string[] = []): string =>
  names.find((name) => env[name]?.trim()) ?? names[0] ?? '';

/** The region that any of the environments names. */
export const regionIn = (env: Env): string | undefined =>
  firstOf(
    env,
    Object.values(VARIABLES).flatMap(({ region }) => [...region]),
  );
/**
 * The IAM address for credentials that bring none. OS_AUTH_URL may be that of another cloud: it is for the OS
 * variables alone.
 */
export const iamIn = (env: Env): string | undefined =>
  firstOf(env, [...VARIABLES.sdk_env.iam, ...VARIABLES.hw_env.iam]);

const HUAWEI = /(^|\.)myhuaweicloud\.(com|eu|cn|com\.cn)$/;

/** The host of OS_AUTH_URL, where it is another cloud's. */
export function otherCloudIn({ OS_AUTH_URL }: Env): string | undefined {
  const address = OS_AUTH_URL?.trim();
  if (!address) return undefined;
  const host = URL.canParse(address) ? new URL(address).hostname : address;
  return HUAWEI.test(host) ? undefined : host;
}

/** A ready token. */
export function tokenIn(env: Env): Looked {
  const where = nameOf(env, TOKENS);
  const token = firstOf(env, TOKENS);
  if (!token) return { outcome: 'absent', source: 'token', where: TOKENS.join(', ') };
  return { outcome: 'found', source: 'token', where, credentials: { kind: 'token', token } };
}

/** An access key, or a user with a password, of one family of variables. */
export function familyIn(env: Env, source: keyof typeof VARIABLES): Looked {
  const names: Names = VARIABLES[source];
  const value = (key: keyof Names) => firstOf(env, names[key]);
  const name = (key: keyof Names) => nameOf(env, names[key]);
  const broken = (given: keyof Names, missing: keyof Names): Looked => ({
    outcome: 'broken',
    source,
    where: name(given),
    why: text().access.halfSet(name(given), name(missing)),
  });
  const found = (credentials: Credentials, where: readonly (keyof Names)[]): Looked => ({
    outcome: 'found',
    source,
    where: where
      .filter(value)
      .map((key) => name(key))
      .join(', '),
    credentials,
    ...given('region', value('region')),
    ...given('iam', value('iam')),
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
  // Blanks may belong to a password; a line break at its end is none of it.
  const password = value('password') && env[name('password')]?.replace(/[\r\n]+$/, '');
  if (user && !password) return broken('user', 'password');
  if (password && !user) return broken('password', 'user');
  if (user && password && !domain) return broken('user', 'domain');
  if (user && password && domain) {
    const project = { ...given('id', value('projectId')), ...given('name', value('projectName')) };
    const userId = given('userId', value('userId'));
    return found(
      {
        kind: 'password',
        user,
        password,
        domain,
        ...userId,
        ...(Object.keys(project).length ? { project } : {}),
      },
      ['user', 'password', 'domain'],
    );
  }
  const looked = [...names.ak, ...names.sk, ...(names.user ?? []), ...(names.password ?? [])];
  return { outcome: 'absent', source, where: looked.join(', ') };
}

const given = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } =>
  (value ? { [key]: value } : {}) as { [P in K]?: string };
