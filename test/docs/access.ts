/** Tables of what gets a user in: the sources of credentials in their order, and the addresses of the service. */
import { familyIn, tokenIn, VARIABLES } from '../../src/api/credentials/environment.ts';
import { kooCli, sdkFile } from '../../src/api/credentials/files.ts';
import { SOURCES } from '../../src/api/credentials/kinds.ts';
import { endpointFrom, iamFrom, REGIONS } from '../../src/api/endpoint.ts';
import { text } from '../../src/text/text.ts';
import { code, table } from './markdown.ts';

const PLACE = { env: {}, home: '~' };

type Names = 'first' | 'all';

/** The variables of a family; a value that may stand under several names by the first of them, or by all. */
const family = (source: keyof typeof VARIABLES, names: Names): string =>
  Object.values(VARIABLES[source])
    .filter(([name]) => name)
    .map((known) =>
      (names === 'all' ? known : known.slice(0, 1)).map((name: string) => code(name)).join(' or '),
    )
    .join(', ');

/** Where each source is looked for, as the program itself says it. */
const PLACES: Record<(typeof SOURCES)[number], (names: Names) => string> = {
  stdin: () => `a token, with ${code('--token-stdin')}; nothing else is asked then`,
  profile: () =>
    `with ${code('--profile NAME')}: KooCLI's profile of that name, else that section of ${code(sdkFile(PLACE).where)}; nothing else is asked then`,
  token: () =>
    tokenIn({})
      .where.split(', ')
      .map((name) => code(name))
      .join(', '),
  sdk_env: (names) => family('sdk_env', names),
  hw_env: (names) => family('hw_env', names),
  os_env: (names) => family('os_env', names),
  sdk_file: () => `${code(sdkFile(PLACE).where)}, sections ${code('[global]')}, then ${code('[basic]')}`,
  koocli: () => `${code(kooCli(PLACE).where)}, the current profile, where it is not encrypted`,
  ecs: () => 'on a Huawei Cloud server: temporary keys of its agency, from the metadata service',
};

export function credentials(names: Names): string {
  // Absent everywhere, so that each place says where it looked; a source that became another is found out.
  for (const source of ['sdk_env', 'hw_env', 'os_env'] as const) {
    if (familyIn({}, source).outcome !== 'absent') throw new Error(`${source} finds something in nothing`);
  }
  return table(
    ['#', 'source', 'where'],
    SOURCES.map((source, index) => [String(index + 1), text().access.sources[source], PLACES[source](names)]),
  );
}

export function endpoints(): string {
  const usual = endpointFrom({}, {}).url;
  return table(
    ['`--region`', 'SMS', 'IAM'],
    REGIONS.map((region) => {
      const { url } = endpointFrom({ region }, {});
      return [`${code(region)}${url === usual ? ' (default)' : ''}`, url, iamFrom(url, {})];
    }),
  );
}
