/** The effects of a draft on volume groups: on the groups themselves, and through their disks and partitions. */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import type { Keys } from '../edits/correspondence.ts';
import { changedPaths, type Draft } from '../edits/draft.ts';
import { memoizeWeak } from '../memoize-weak.ts';
import { canonicalPath } from '../paths/canonical-path.ts';
import { valueAt } from '../paths/path.ts';
import { componentsOf, sizeOf } from './edited-storage.ts';
import { elementsIn, nameOf, standingAt, type Touched, touchedOf } from './touched.ts';

/** A disk or partition that a group no longer has. */
export interface LostPart {
  readonly name: string;
  readonly size: bigint | undefined;
  /** The path of the removed element, or of the components that no longer name it. */
  readonly path: string;
}

/** A disk or partition whose name is no longer the one in its group. */
export interface RenamedPart {
  readonly from: string;
  /** Undefined if its name is cleared. */
  readonly to: string | undefined;
  readonly path: string;
}

/** The effect of a draft on one volume group. */
export interface GroupChange {
  readonly path: string;
  readonly name: string;
  readonly before: JsonObject | undefined;
  readonly now: JsonObject;
  readonly lost: readonly LostPart[];
  readonly renamed: readonly RenamedPart[];
  /** Components that the draft names and that are no disk or partition. */
  readonly unknown: readonly string[];
  /** The size of all components, in bytes; undefined if one isn't known. */
  readonly partsBefore: bigint | undefined;
  readonly partsNow: bigint | undefined;
  /** The path of the changed size that makes the group fit or not. */
  readonly sizePath: string;
}

const nameIn = (element: JsonObject | undefined): string | undefined =>
  typeof element?.name === 'string' && element.name !== '' ? element.name : undefined;

/** Returns the disks and partitions of the base by name; of two with one name, the first. */
const partsByName = memoizeWeak((disks: readonly Json[]): ReadonlyMap<string, Keys> => {
  const found = new Map<string, Keys>();
  const add = (element: Json, keys: Keys) => {
    const name = isObject(element) ? nameIn(element) : undefined;
    if (name !== undefined && !found.has(name)) found.set(name, keys);
  };
  for (const [position, disk] of disks.entries()) {
    const keys = ['target_server', 'disks', position];
    add(disk, keys);
    for (const [inner, partition] of elementsIn(disk, 'physical_volumes').entries())
      add(partition, [...keys, 'physical_volumes', inner]);
  }
  return found;
});

/** Returns the positions of the base's groups by the components that they name. */
const groupsByComponent = memoizeWeak((groups: readonly Json[]): ReadonlyMap<string, readonly number[]> => {
  const found = new Map<string, number[]>();
  for (const [position, group] of groups.entries()) {
    for (const name of isObject(group) ? componentsOf(group) : [])
      found.set(name, [...(found.get(name) ?? []), position]);
  }
  return found;
});

const baseList = (draft: Draft, list: string): readonly Json[] => elementsIn(draft.base.target_server, list);

/** Returns the old and new names of a touched disk or partition, with those of all partitions of a removed disk. */
function namesOf({ before, now }: Touched): string[] {
  const inner = before && !now ? elementsIn(before, 'physical_volumes') : [];
  const all = [before, now, ...inner.filter(isObject)];
  return all.map(nameIn).filter((name) => name !== undefined);
}

/** Returns the effect of a draft on each group that it touches, itself or through a disk or partition. */
export const groupChangesOf = memoizeWeak((draft: Draft): readonly GroupChange[] => {
  const parts = touchedOf(draft, 'TargetDisk', 'TargetPhysicalVolumes');
  const groups = touchedOf(draft, 'VolumeGroups');
  const positions = new Set(groups.map(({ keys }) => Number(keys[2])));
  const byComponent = groupsByComponent(baseList(draft, 'volume_groups'));
  for (const name of parts.flatMap(namesOf))
    for (const position of byComponent.get(name) ?? []) positions.add(position);
  return [...positions].sort((a, b) => a - b).flatMap((position) => changeOf(draft, position, parts));
});

function changeOf(draft: Draft, position: number, parts: readonly Touched[]): GroupChange[] {
  const keys = ['target_server', 'volume_groups', position];
  const now = standingAt(draft, keys);
  if (!now) return [];
  const was = valueAt(draft.base, keys);
  const before = isObject(was) ? was : undefined;
  const touched = touchedOf(draft, 'VolumeGroups').find((group) => group.keys[2] === position);
  const path = touched?.path ?? canonicalPath(draft.base, keys);
  const [old, names] = [new Set(componentsOf(before)), new Set(componentsOf(now))];
  const inBase = partsByName(baseList(draft, 'disks'));

  const lost: LostPart[] = [];
  const renamed: RenamedPart[] = [];
  for (const name of old) {
    const partKeys = inBase.get(name);
    if (!partKeys) continue;
    const size = sizeOf(valueAt(draft.base, partKeys) as JsonObject);
    const standing = standingAt(draft, partKeys);
    const to = nameIn(standing);
    const holder = holderOf(parts, partKeys)?.path ?? '';
    if (!standing) lost.push({ name, size, path: holder });
    else if (to !== undefined && names.has(to)) continue;
    else if (names.has(name)) renamed.push({ from: name, to, path: `${holder}.name` });
    else lost.push({ name, size, path: `${path}.components` });
  }

  const partNow = (name: string): JsonObject | undefined => {
    const known = inBase.get(name);
    const standing = known && standingAt(draft, known);
    if (nameIn(standing) === name) return standing;
    return parts.find((part) => nameIn(part.now) === name)?.now;
  };
  return [
    {
      path,
      name: nameOf(now, keys),
      before,
      now,
      lost,
      renamed,
      unknown: [...names].filter((name) => !old.has(name) && !partNow(name)),
      partsBefore: sumOf([...old], (name) => valueAt(draft.base, inBase.get(name) ?? [])),
      partsNow: sumOf([...names], partNow),
      sizePath: sizePathOf(draft, path, [...names], parts),
    },
  ];
}

/** Returns the touched element at keys: itself, or the disk that contains it. */
const holderOf = (parts: readonly Touched[], keys: Keys): Touched | undefined =>
  parts.find((part) => part.keys.join('.') === keys.join('.')) ??
  parts.find((part) => part.keys.join('.') === keys.slice(0, 3).join('.'));

/** Returns the total size of some components; undefined without components, or if a size isn't known. */
function sumOf(names: readonly string[], find: (name: string) => Json | undefined): bigint | undefined {
  const sizes = names.map((name) => {
    const part = find(name);
    return isObject(part) && nameIn(part) === name ? sizeOf(part) : undefined;
  });
  if (sizes.length === 0 || sizes.includes(undefined)) return undefined;
  return sizes.reduce<bigint>((sum, size) => sum + (size ?? 0n), 0n);
}

function sizePathOf(draft: Draft, path: string, names: readonly string[], parts: readonly Touched[]): string {
  const isChanged = (candidate: string) => changedPaths(draft).has(candidate);
  const own = [`${path}.size`, `${path}.components`].find(isChanged);
  const part = parts.find(
    ({ now, path: at }) => names.includes(nameIn(now) ?? '') && isChanged(`${at}.size`),
  );
  return own ?? `${part?.path ?? path}.size`;
}
