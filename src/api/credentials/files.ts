/** Credentials in the files of the official SDKs and of KooCLI. Source: docs/api-notes.md#credential-files. */
import { join } from 'node:path';
import { readGivenFile } from '../../files/given-files.ts';
import { isObject, type JsonObject, parseJson } from '../../json/json.ts';
import { errorCode, reasonOf } from '../../task/errors.ts';
import { text } from '../../text/text.ts';
import type { AccessKeyCredentials, CredentialSource, LookupResult } from './types.ts';

export interface LookupContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Undefined if there is no place for it, as with a relative `HOME`. */
  readonly home: string | undefined;
}

/** Reads `~/.huaweicloud/credentials`: `[basic]` first, as the SDK does for SMS. A named profile is a section. */
export function readSdkCredentials({ env, home }: LookupContext, profile?: string): LookupResult {
  const given = env.HUAWEICLOUD_SDK_CREDENTIALS_FILE?.trim();
  const source: CredentialSource = profile === undefined ? 'sdk_file' : 'profile';
  const file = given || (home && join(home, '.huaweicloud', 'credentials'));
  if (!file) return { outcome: 'absent', source, where: '~/.huaweicloud/credentials' };
  const names = profile === undefined ? ['basic', 'global'] : [profile];
  const wanted = `${file} ${names.map((name) => `[${name}]`).join(' ')}`;
  const read = readTextFile(file);
  // A file that was named on purpose is meant to work.
  if (read.why !== undefined)
    return { outcome: given ? 'broken' : 'unusable', source, where: file, why: read.why };
  if (read.text === undefined) {
    const why = text().access.noFile(file);
    return given
      ? { outcome: 'broken', source, where: file, why }
      : { outcome: 'absent', source, where: file };
  }
  const sections = parseIni(read.text);
  const known = names.filter((name) => sections.has(name));
  const section = known.find((name) => sections.get(name)?.ak || sections.get(name)?.sk) ?? known[0];
  const values = section === undefined ? undefined : sections.get(section);
  if (!values) return { outcome: 'absent', source, where: wanted };
  const where = `${file} [${section}]`;
  const { ak, sk } = values;
  if (!ak && !sk) return { outcome: 'unusable', source, where, why: text().access.noKeys };
  if (!ak || !sk) return { outcome: 'broken', source, where, why: halfSetMessage(ak, ['ak', 'sk']) };
  return {
    outcome: 'found',
    source,
    where,
    credentials: {
      kind: 'keys',
      ak,
      sk,
      ...(values.security_token ? { securityToken: values.security_token } : {}),
      ...(values.domain_id ? { domainId: values.domain_id } : {}),
      ...(values.project_id ? { projectId: values.project_id } : {}),
    },
    ...(values.iam_endpoint ? { iam: { name: where, address: values.iam_endpoint } } : {}),
  };
}

/** Says that only one of two values is set: the first if it is given, else the other. */
const halfSetMessage = (first: string | undefined, [one, other]: readonly [string, string]): string =>
  first ? text().access.halfSet(one, other) : text().access.halfSet(other, one);

/** The sections of an INI file, its keys in lower case. */
function parseIni(content: string): Map<string, Record<string, string>> {
  const sections = new Map<string, Record<string, string>>();
  let current: Record<string, string> | undefined;
  for (const line of content.split(/\r?\n/)) {
    const head = /^\s*\[([^\]]+)\]\s*(?:[#;].*)?$/.exec(line)?.[1];
    const [, key, value] = /^\s*([^#;=:\s][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (head !== undefined) {
      current = Object.create(null) as Record<string, string>;
      sections.set(head.trim(), current);
    } else if (current && key && value !== undefined) {
      current[key.toLowerCase()] = value.replace(/^(["'])(.*)\1$/, '$2');
    }
  }
  return sections;
}

/**
 * Reads KooCLI's profile of that name, else that of HW_PROFILE, else its current one; HW_SHARED_CONFIG_FILE names the file.
 * An encrypted profile is reported as unusable, with the next step.
 */
export function readKooCliConfig({ env, home }: LookupContext, name?: string): LookupResult {
  const given = env.HW_SHARED_CONFIG_FILE?.trim();
  const profile = name ?? (env.HW_PROFILE?.trim() || undefined);
  const source: CredentialSource = name === undefined ? 'koocli' : 'profile';
  const file = given || (home && join(home, '.hcloud', 'config.json'));
  if (!file) return { outcome: 'absent', source, where: '~/.hcloud/config.json' };
  const broken = (why: string, where = file): LookupResult => ({ outcome: 'broken', source, where, why });
  // A file or a profile that was named on purpose is meant to work.
  const unusable = (why: string, where = file): LookupResult =>
    given || (profile && name === undefined)
      ? broken(why, where)
      : { outcome: 'unusable', source, where, why };
  const read = readTextFile(file);
  if (read.why !== undefined) return unusable(read.why);
  if (read.text === undefined && given) return broken(text().access.noFile(file));
  if (read.text === undefined || read.text.trim() === '') return { outcome: 'absent', source, where: file };
  const config = jsonOf(read.text);
  const profiles = (config && Array.isArray(config.profiles) ? config.profiles : []).filter(isObject);
  if (!config) return unusable(text().access.encrypted);
  const wanted = profile ?? (config.current || profiles[0]?.name);
  const chosen = profiles.find(({ name }) => name === wanted);
  if (!chosen && name === undefined && profile) return broken(text().access.noProfile(profile));
  if (!chosen && profile === undefined && wanted) return unusable(text().access.noProfile(String(wanted)));
  if (!chosen) return { outcome: 'absent', source, where: file };
  const where = `${file}, ${text().access.profile(String(chosen.name))}`;
  const field = (key: string, from: JsonObject = chosen) =>
    typeof from[key] === 'string' ? from[key].trim() : '';
  // With SSO the keys stand apart, and are temporary.
  const stsToken =
    isObject(chosen.ssoAuth) && isObject(chosen.ssoAuth.stsToken) ? chosen.ssoAuth.stsToken : {};
  const keysIn = field('accessKeyId') || field('secretAccessKey') ? chosen : stsToken;
  const [ak, sk] = [field('accessKeyId', keysIn), field('secretAccessKey', keysIn)];
  const agencyName = field('agencyName');
  const otherMode = text().access.otherMode(field('mode') || '?');
  // Credentials of another source don't lead to this agency.
  if (!ak && !sk) return agencyName ? broken(otherMode, where) : unusable(otherMode, where);
  if (!ak || !sk) return broken(halfSetMessage(ak, ['accessKeyId', 'secretAccessKey']), where);
  if (!isPlain(ak) || !isPlain(sk)) return unusable(text().access.encrypted, where);
  const agencyDomain = {
    ...(field('agencyDomainName') ? { domainName: field('agencyDomainName') } : {}),
    ...(field('agencyDomainId') ? { domainId: field('agencyDomainId') } : {}),
  };
  if (agencyName && Object.keys(agencyDomain).length === 0)
    return broken(text().access.halfSet('agencyName', 'agencyDomainName'), where);
  const keys: AccessKeyCredentials = {
    kind: 'keys',
    ak,
    sk,
    ...(field('securityToken', keysIn) ? { securityToken: field('securityToken', keysIn) } : {}),
    ...(field('domainId') ? { domainId: field('domainId') } : {}),
    ...(field('projectId') ? { projectId: field('projectId') } : {}),
  };
  return {
    outcome: 'found',
    source,
    where,
    credentials: keys,
    ...(agencyName ? { agency: { name: agencyName, ...agencyDomain } } : {}),
    ...(field('region') ? { region: field('region') } : {}),
  };
}

/** Returns true for a plain key. Those of the service have 20 or 40 letters and digits; encrypted ones are longer. */
const isPlain = (key: string): boolean => /^[A-Za-z0-9-]{8,40}$/.test(key);

function jsonOf(content: string): JsonObject | undefined {
  try {
    const config = parseJson(content);
    return isObject(config) ? config : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a file in UTF-8 or, as PowerShell writes it, UTF-16. `text` is undefined if there is none; `why` is an error. */
export function readTextFile(
  file: string,
): { text: string | undefined; why?: never } | { why: string; text?: never } {
  try {
    const bytes = readGivenFile(file);
    const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
    return { text: bytes.toString(wide ? 'utf16le' : 'utf8').replace(/^\ufeff/, '') };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { text: undefined };
    if (code === 'NO_FILE') return { why: text().access.noRegularFile };
    return { why: text().access.unreadable(reasonOf(error)) };
  }
}
