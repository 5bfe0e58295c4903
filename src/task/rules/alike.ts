/** Rules about elements that a draft makes alike: by name, ID, MAC, or mount point. */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import type { Keys } from '../edits/correspondence.ts';
import type { Draft } from '../edits/draft.ts';
import type { FieldKey, ObjectName } from '../fields/catalogue.ts';
import { memoizeWeak } from '../memoize-weak.ts';
import { IDENTITY, identityValue, positionsWith } from '../paths/identity.ts';
import { valueAt } from '../paths/path.ts';
import { fieldPath, textOf, typedPaths } from './fault.ts';
import type { Rule, Violation } from './rule.ts';
import { elementsIn, nameOf, standingAt, type Touched, touchedBy, touchedOf } from './touched.ts';

type ValueIn = (element: JsonObject) => string | undefined;

interface Collision {
  readonly part: Touched;
  readonly value: string;
  readonly otherKeys: Keys;
}

/** Returns parts that get a value from the draft which another element has, or which an earlier part gets. */
function collisionsOf(
  draft: Draft,
  parts: readonly Touched[],
  valueIn: ValueIn,
  inBase: (value: string) => readonly Keys[],
): Collision[] {
  const given = new Map<string, Keys>();
  return parts.flatMap((part): Collision[] => {
    const value = part.now && valueIn(part.now);
    if (value === undefined || value === (part.before && valueIn(part.before))) return [];
    const others = [given.get(value) ?? [], ...inBase(value)];
    given.set(value, part.keys);
    const otherKeys = others.find((keys) => {
      const other = keys.length > 0 ? standingAt(draft, keys) : undefined;
      return other !== undefined && valueIn(other) === value;
    });
    return otherKeys ? [{ part, value, otherKeys }] : [];
  });
}

/** The keys whose values are unique in a list. */
const UNIQUE: Partial<Record<ObjectName, readonly string[]>> = {
  ...IDENTITY,
  NetWork: ['mac', 'id', 'name'],
};

const valueUnder =
  (key: string): ValueIn =>
  (element) =>
    identityValue(element, key);

/** Returns the keys of the elements of a list that have a value of an identity key. */
function keysWith(elements: Json | undefined, list: Keys, key: string, value: string): Keys[] {
  if (!Array.isArray(elements)) return [];
  return positionsWith(key, elements, value).map((position) => [...list, position]);
}

/** Returns the parts whose value the user gave. Undo gives back only a name that no other element has, or that several had. */
const typed = (draft: Draft, parts: readonly Touched[], key: string): Touched[] =>
  parts.filter((part) => !part.isRestored && (!part.before || typedPaths(draft).has(fieldPath(part, key))));

function duplicates(draft: Draft): Violation[] {
  const byList = new Map<string, Touched[]>();
  for (const part of touchedBy(draft)) {
    if (!UNIQUE[part.object]) continue;
    const list = part.keys.slice(0, -1).join('.');
    byList.set(list, [...(byList.get(list) ?? []), part]);
  }
  return [...byList.values()].flatMap((parts) => {
    const [{ object, keys }] = parts as [Touched];
    const list = keys.slice(0, -1);
    const elements = valueAt(draft.base, list);
    return (UNIQUE[object] ?? []).flatMap((key) =>
      collisionsOf(draft, typed(draft, parts, key), valueUnder(key), (value) =>
        keysWith(elements, list, key, value),
      ).map(({ part, value }) => ({
        path: fieldPath(part, key),
        message: text().rules.duplicate(String(list.at(-1)), key, value),
      })),
    );
  });
}

const NO_MOUNT_POINT = /^(?:|swap|\[swap\]|none)$/i;

/** Returns the mount point of a volume; undefined if it isn't mounted, such as swap. */
function mountPointOf({ mount_point, file_system }: JsonObject): string | undefined {
  const point = textOf(mount_point).trim();
  if (NO_MOUNT_POINT.test(point) || NO_MOUNT_POINT.test(textOf(file_system) || 'ext4')) return undefined;
  return point.replace(/(?<=.)\/+$/, '');
}

/** The keys of the volumes that are mounted at each point. Computed once. */
const mountPointsOf = memoizeWeak((server: JsonObject): ReadonlyMap<string, Keys[]> => {
  const index = new Map<string, Keys[]>();
  const lists = [
    ['disks', 'physical_volumes'],
    ['volume_groups', 'logical_volumes'],
  ] as const;
  for (const [list, inner] of lists) {
    for (const [position, outer] of elementsIn(server, list).entries()) {
      for (const [at, volume] of elementsIn(outer, inner).entries()) {
        const point = isObject(volume) ? mountPointOf(volume) : undefined;
        if (point === undefined) continue;
        const keys = ['target_server', list, position, inner, at];
        const known = index.get(point);
        if (known) known.push(keys);
        else index.set(point, [keys]);
      }
    }
  }
  return index;
});

function sharedMountPoints(draft: Draft): Violation[] {
  const volumes = touchedOf(draft, 'TargetPhysicalVolumes', 'LogicalVolumes');
  const server = draft.base.target_server;
  const inBase = (point: string) => (isObject(server) ? (mountPointsOf(server).get(point) ?? []) : []);
  return collisionsOf(draft, volumes, mountPointOf, inBase).map(({ part, value, otherKeys }) => ({
    path: fieldPath(part, 'mount_point'),
    message: text().rules.sharedMountPoint(value, nameOf(standingAt(draft, otherKeys), otherKeys), part.name),
  }));
}

const IDENTITY_FIELDS = Object.entries(UNIQUE).flatMap(([object, keys]) =>
  keys.map((key) => `${object}.${key}` as FieldKey),
);

/** Rules about elements that are too much alike. */
export const ALIKE_RULES: readonly Rule[] = [
  {
    name: 'duplicate_identity',
    severity: 'error',
    source: { basis: 'inferred', note: 'identity-of-elements' },
    fields: IDENTITY_FIELDS,
    check: duplicates,
  },
  {
    name: 'shared_mount_point',
    severity: 'error',
    source: { basis: 'standard', reference: 'fstab(5)' },
    fields: ['TargetPhysicalVolumes.mount_point', 'LogicalVolumes.mount_point'],
    check: sharedMountPoints,
  },
];
