/** Tables of what gets a user in: the sources of credentials in their order, and the addresses of the service. */
import {
  credentialsFromEnv,
  ENV_VARIABLES,
  oidcFromEnv,
  tokenFromEnv,
} from '../../src/api/credentials/environment.ts';
import { readKooCliConfig, readSdkCredentials } from '../../src/api/credentials/files.ts';
import { CREDENTIAL_SOURCES } from '../../src/api/credentials/types.ts';
import { REGIONS, resolveEndpoint, resolveIamEndpoint } from '../../src/api/endpoint.ts';
import { text } from '../../src/text/text.ts';
import { code, table } from './markdown.ts';

const PLACE = { env: {}, home: '~' };

/** The variables of a family, each with its other names. */
const family = (source: keyof typeof ENV_VARIABLES): string =>
  Object.values(ENV_VARIABLES[source])
    .filter(([name]) => name)
    .map((known) => known.map((name: string) => code(name)).join(' or '))
    .join(', ');

const variables = (names: string): string =>
  names
    .split(', ')
    .map((name) => code(name))
    .join(', ');

/** The place of each source, as the program itself reports it. */
const PLACES: Record<(typeof CREDENTIAL_SOURCES)[number], () => string> = {
  stdin: () => `a token, with ${code('--token-stdin')}; nothing else is asked then`,
  profile: () =>
    `with ${code('--profile NAME')}: KooCLI's profile of that name, else that section of ${code(readSdkCredentials(PLACE).where)}; nothing else is asked then`,
  token: () => variables(tokenFromEnv({}).where),
  oidc: () => `${variables(oidcFromEnv({}).where)}, with a domain or project ID`,
  sdk_env: () => family('sdk_env'),
  cloud_sdk_env: () => family('cloud_sdk_env'),
  hw_env: () => family('hw_env'),
  os_env: () => family('os_env'),
  sdk_file: () =>
    `${code(readSdkCredentials(PLACE).where)}, or ${code('HUAWEICLOUD_SDK_CREDENTIALS_FILE')}; sections ${code('[basic]')}, then ${code('[global]')}`,
  koocli: () =>
    `${code(readKooCliConfig(PLACE).where)}, or ${code('HW_SHARED_CONFIG_FILE')}; the profile of ${code('HW_PROFILE')}, else the current one, where it is not encrypted; keys of SSO too`,
  pod: () => variables('HC_CONTAINER_CREDENTIALS_FULL_URI, HC_CONTAINER_AUTHORIZATION_TOKEN_FILE'),
  ecs: () =>
    `on a Huawei Cloud server: temporary keys of its agency, from the metadata service; ${code('SMS_ECS_METADATA')} is 1 to ask always, 0 never; ${code('SMS_METADATA_URL')} is its address`,
};

export function credentials(): string {
  // Absent everywhere, so that each place says where it looked; a source that became another is found out.
  for (const source of ['sdk_env', 'cloud_sdk_env', 'hw_env', 'os_env'] as const) {
    if (credentialsFromEnv({}, source).outcome !== 'absent')
      throw new Error(`${source} finds something in nothing`);
  }
  return table(
    ['#', 'source', 'where'],
    CREDENTIAL_SOURCES.map((source, index) => [
      String(index + 1),
      text().access.sources[source],
      PLACES[source](),
    ]),
  );
}

export function endpoints(): string {
  const usual = resolveEndpoint({}, {}).url;
  return table(
    ['`--region`', 'SMS', 'IAM'],
    REGIONS.map((region) => {
      const { url } = resolveEndpoint({ region }, {});
      return [`${code(region)}${url === usual ? ' (default)' : ''}`, url, String(resolveIamEndpoint(url))];
    }),
  );
}
