/** Credentials in the files of the official SDKs and of KooCLI. Source: API facts §8. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject, readJson } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import type { Keys, Looked, SourceName } from './kinds.ts';

export interface Place {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** `~/.huaweicloud/credentials`: `[global]` first, as SMS is a global service. A named profile is a section. */
export function sdkFile({ env, home }: Place, profile?: string): Looked {
  const given = env.HUAWEICLOUD_SDK_CREDENTIALS_FILE?.trim();
  const file = given || join(home, '.huaweicloud', 'credentials');
  const source: SourceName = profile === undefined ? 'sdk_file' : 'profile';
  const names = profile === undefined ? ['global', 'basic'] : [profile];
  const wanted = `${file} ${names.map((name) => `[${name}]`).join(' ')}`;
  const read = contentOf(file);
  // A file that was named on purpose is meant to work.
  if ('why' in read) return { outcome: given ? 'broken' : 'unusable', source, where: file, why: read.why };
  if (read.text === undefined) {
    const why = text().access.noFile(file);
    return given
      ? { outcome: 'broken', source, where: file, why }
      : { outcome: 'absent', source, where: file };
  }
  const sections = sectionsOf(read.text);
  const known = names.filter((name) => sections.has(name));
  const section = known.find((name) => sections.get(name)?.ak || sections.get(name)?.sk) ?? known[0];
  const values = section === undefined ? undefined : sections.get(section);
  if (!values) return { outcome: 'absent', source, where: wanted };
  const where = `${file} [${section}]`;
  const { ak, sk } = values;
  if (!ak && !sk) return { outcome: 'unusable', source, where, why: text().access.noKeys };
  if (!ak || !sk) return { outcome: 'broken', source, where, why: half(ak, ['ak', 'sk']) };
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
    ...(values.iam_endpoint ? { iam: values.iam_endpoint } : {}),
  };
}

/** That of two values only one is set, the first where it is there. */
const half = (first: string | undefined, [one, other]: readonly [string, string]): string =>
  first ? text().access.halfSet(one, other) : text().access.halfSet(other, one);

/** The sections of an INI file, its keys in lower case. */
function sectionsOf(content: string): Map<string, Record<string, string>> {
  const sections = new Map<string, Record<string, string>>();
  let current: Record<string, string> | undefined;
  for (const line of content.split(/\r?\n/)) {
    const head = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1];
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

/** KooCLI's profile of that name, else its current one. An encrypted profile is told with a way on. */
export function kooCli({ home }: Place, profile?: string): Looked {
  const file = join(home, '.hcloud', 'config.json');
  const source: SourceName = profile === undefined ? 'koocli' : 'profile';
  const unusable = (why: string, where = file): Looked => ({ outcome: 'unusable', source, where, why });
  const read = contentOf(file);
  if ('why' in read) return unusable(read.why);
  if (read.text === undefined) return { outcome: 'absent', source, where: file };
  if (read.text.trim() === '') return { outcome: 'absent', source, where: file };
  const config = jsonOf(read.text);
  const profiles = (config && Array.isArray(config.profiles) ? config.profiles : []).filter(isObject);
  if (!config) return unusable(text().access.encrypted);
  const wanted = profile ?? (config.current || profiles[0]?.name);
  const chosen = profiles.find(({ name }) => name === wanted);
  if (!chosen && profile === undefined && wanted) return unusable(text().access.noProfile(String(wanted)));
  if (!chosen) return { outcome: 'absent', source, where: file };
  const where = `${file}, ${text().access.profile(String(chosen.name))}`;
  const said = (key: string) => (typeof chosen[key] === 'string' ? chosen[key].trim() : '');
  const [ak, sk] = [said('accessKeyId'), said('secretAccessKey')];
  if (!ak && !sk) return unusable(text().access.otherMode(said('mode') || '?'), where);
  if (!ak || !sk) {
    return { outcome: 'broken', source, where, why: half(ak, ['accessKeyId', 'secretAccessKey']) };
  }
  if (!isPlain(ak) || !isPlain(sk)) return unusable(text().access.encrypted, where);
  const keys: Keys = {
    kind: 'keys',
    ak,
    sk,
    ...(said('securityToken') ? { securityToken: said('securityToken') } : {}),
    ...(said('domainId') ? { domainId: said('domainId') } : {}),
    ...(said('projectId') ? { projectId: said('projectId') } : {}),
  };
  return {
    outcome: 'found',
    source,
    where,
    credentials: keys,
    ...(said('region') ? { region: said('region') } : {}),
  };
}

/** Keys as the service gives them out are letters and digits, 20 and 40 of them; what is encrypted is longer or odd. */
const isPlain = (key: string): boolean => /^[A-Za-z0-9-]{8,40}$/.test(key);

function jsonOf(content: string): JsonObject | undefined {
  try {
    const config = readJson(content);
    return isObject(config) ? config : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a file, in UTF-8 or, as PowerShell writes it, UTF-16. */
function contentOf(file: string): { text: string | undefined } | { why: string } {
  try {
    // A pipe that nobody writes to would never end.
    if (!statSync(file).isFile()) return { why: text().access.noRegularFile };
    const bytes = readFileSync(file);
    const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
    return { text: bytes.toString(wide ? 'utf16le' : 'utf8').replace(/^\ufeff/, '') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { text: undefined };
    return { why: text().access.unreadable(code ?? '') };
  }
}
