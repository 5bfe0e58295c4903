/**
 * Rules that protect a migration: small functions over a draft. They speak only of what the user touched, or
 * of what a touched value makes wrong; an odd value that nobody touched is never a finding.
 */
import { asInteger, isObject, type Json, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import { isIpv4, isIpv6 } from './address.ts';
import { changesOf, currentTask, type Draft } from './draft.ts';
import { fieldValue, locate } from './path.ts';
import { canonicalPath } from './place.ts';
import { requestFaults } from './request.ts';
import { formatAtLeast, formatSize } from './units.ts';
import { limitsOf } from './values.ts';

export type Severity = 'error' | 'warning' | 'note';

export interface Finding {
  readonly severity: Severity;
  readonly rule: string;
  readonly path: string;
  readonly message: string;
}

type Rule = (draft: Draft) => Finding[];

/** Types, lengths, ranges and enum values of what was edited. Source: the reference page's limits. */
const limits: Rule = (draft) =>
  requestFaults(draft).map(({ keys }) => {
    const path = canonicalPath(currentTask(draft), keys);
    const field = changesOf(draft).find((change) => change.keys.join('\0') === keys.join('\0'))?.field;
    const message = text().problem.forPath(path, text().problem.type, field ? limitsOf(field) : '');
    return { severity: 'error', rule: 'limits', path, message };
  });

/** migration_ip is IPv6 exactly when use_ipv6 is true. Source: the reference page on migration_ip. */
const addressFamily: Rule = (draft) => {
  const touched = changesOf(draft).map((change) => change.path);
  const path = ['migration_ip', 'use_ipv6'].find((name) => touched.includes(name));
  const ip = currentTask(draft).migration_ip;
  if (!path || typeof ip !== 'string' || ip === '') return [];
  const wantsIpv6 = currentTask(draft).use_ipv6;
  const say = text().rules;
  const message =
    wantsIpv6 === true && !isIpv6(ip)
      ? say.ipv6Wanted(ip)
      : wantsIpv6 === false && !isIpv4(ip)
        ? say.ipv4Wanted(ip)
        : undefined;
  return message ? [{ severity: 'error', rule: 'address_family', path: 'migration_ip', message }] : [];
};

const sizeOf = (element: JsonObject): bigint | undefined => asInteger(element.size);
const nameOf = (element: JsonObject, position: number): string =>
  typeof element.name === 'string' && element.name !== '' ? element.name : `#${position + 1}`;

/** What the elements of an array take together, in bytes; elements without a size count nothing. */
export function sumOfSizes(elements: Json | undefined): bigint {
  if (!Array.isArray(elements)) return 0n;
  return elements.filter(isObject).reduce((sum, element) => sum + (sizeOf(element) ?? 0n), 0n);
}

/** The containers (disks, volume groups) in which something was edited, by their position. */
function touchedElements(draft: Draft, array: 'disks' | 'volume_groups'): Map<number, JsonObject> {
  const server = currentTask(draft).target_server;
  const elements = isObject(server) && Array.isArray(server[array]) ? server[array] : [];
  const touched = new Map<number, JsonObject>();
  for (const { keys } of changesOf(draft)) {
    const [, list, position] = keys;
    const element = list === array && typeof position === 'number' ? elements[position] : undefined;
    if (isObject(element)) touched.set(position as number, element);
  }
  return touched;
}

function tooSmall(
  draft: Draft,
  array: 'disks' | 'volume_groups',
  inner: string,
  rule: string,
  say: (name: string, size: string, volumes: string, missing: string) => string,
): Finding[] {
  return [...touchedElements(draft, array)].flatMap(([position, element]): Finding[] => {
    const size = sizeOf(element);
    const volumes = sumOfSizes(element[inner]);
    if (size === undefined || volumes <= size) return [];
    const path = canonicalPath(draft.base, ['target_server', array, position, 'size']);
    const missing = formatAtLeast(volumes - size);
    const message = say(nameOf(element, position), formatSize(size), formatSize(volumes), missing);
    return [{ severity: 'error', rule, path, message }];
  });
}

/** A target disk holds at least the sum of its partitions. Source: API facts §6 (documented). */
const diskHoldsVolumes: Rule = (draft) =>
  tooSmall(draft, 'disks', 'physical_volumes', 'disk_holds_volumes', text().rules.diskTooSmall);

/** A volume group holds at least its logical volumes. Source: what LVM is. */
const groupHoldsVolumes: Rule = (draft) =>
  tooSmall(draft, 'volume_groups', 'logical_volumes', 'group_holds_volumes', text().rules.groupTooSmall);

const RULES: readonly Rule[] = [limits, addressFamily, diskHoldsVolumes, groupHoldsVolumes];
const RANK: Record<Severity, number> = { error: 0, warning: 1, note: 2 };
const known = new WeakMap<Draft, readonly Finding[]>();

/** What the rules have to say about a draft, errors first. Computed once a draft. */
export function findingsOf(draft: Draft): readonly Finding[] {
  let findings = known.get(draft);
  if (!findings) {
    findings = RULES.flatMap((rule) => rule(draft)).sort((a, b) => RANK[a.severity] - RANK[b.severity]);
    known.set(draft, findings);
  }
  return findings;
}

/** The findings that a value would newly cause at a path, for showing while it is typed. */
export function findingsFor(draft: Draft, path: string): Finding[] {
  return findingsOf(draft).filter((finding) => finding.path === path);
}

/** The value of a field in a draft, edits included. */
export function valueIn(draft: Draft, path: string): Json | undefined {
  const { field, keys } = locate(draft.base, path);
  return fieldValue(currentTask(draft), field, keys);
}
