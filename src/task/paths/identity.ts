/**
 * How the elements of an array are told apart. Disks and partitions have a numeric id; volume groups,
 * logical volumes and Btrfs file systems have a name, NICs a mac. Source: API facts §3.
 */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import type { ObjectName } from './catalogue.ts';

/** The keys that identify an element, the surest first. */
export const IDENTITY: Partial<Record<ObjectName, readonly string[]>> = {
  TargetDisk: ['id', 'name'],
  TargetPhysicalVolumes: ['id', 'name'],
  VolumeGroups: ['name'],
  LogicalVolumes: ['name'],
  NetWork: ['mac', 'name'],
  BtrfsFileSystem: ['name', 'uuid'],
  BtrfsSubvolumn: ['subvol_id', 'subvol_name'],
};

/** Marks an element that a draft adds, with the name it goes by until it has one: `+1`. Not part of the JSON. */
export const ADDED = Symbol('added');
/** Marks an element that a draft takes out of its list. Not part of the JSON. */
export const REMOVED = Symbol('removed');

/** The name that a new element goes by; undefined for others. */
export const addedName = (element: Json | undefined): string | undefined =>
  isObject(element) ? (element as { [ADDED]?: string })[ADDED] : undefined;

type Positions = ReadonlyMap<string, readonly number[]>;
const indexes = new WeakMap<readonly Json[], Map<string, Positions>>();

/** The text by which an element is known under a key; undefined where it has none. */
export function nameUnder(element: Json | undefined, key: string): string | undefined {
  const value = isObject(element) ? element[key] : undefined;
  if (value === undefined || value === null || value === '' || typeof value === 'object') return undefined;
  return String(value);
}

/** Where each value of a key stands in an array; made once for each array, as documents never change in place. */
function positionsBy(key: string, elements: readonly Json[]): Positions {
  let byKey = indexes.get(elements);
  if (!byKey) {
    byKey = new Map();
    indexes.set(elements, byKey);
  }
  let positions = byKey.get(key);
  if (!positions) {
    const made = new Map<string, number[]>();
    elements.forEach((element, position) => {
      const name = nameUnder(element, key);
      if (name === undefined) return;
      const known = made.get(name);
      if (known) known.push(position);
      else made.set(name, [position]);
    });
    positions = made;
    byKey.set(key, positions);
  }
  return positions;
}

/** The first element with a name. */
export function named(elements: readonly Json[], name: string): JsonObject | undefined {
  const [position] = positionsBy('name', elements).get(name) ?? [];
  return position === undefined ? undefined : (elements[position] as JsonObject);
}

/** True where several elements have this value of a key; new ones do not count. */
export const isShared = (key: string, elements: readonly Json[], name: string): boolean => {
  const found = positionsBy(key, elements).get(name) ?? [];
  return found.length > 1 && found.filter((at) => addedName(elements[at]) === undefined).length > 1;
};

/**
 * The positions of the elements that a selector means: by the first identity key under which any has it; `+1` may be
 * a new element, unless it is a name.
 */
export function positionsOf(
  object: ObjectName,
  elements: readonly Json[],
  selector: string,
  mayBeNew = false,
): readonly number[] {
  if (mayBeNew && /^\+\d+$/.test(selector)) {
    const added = elements.findIndex((element) => addedName(element) === selector);
    if (added >= 0) return [added];
  }
  for (const key of IDENTITY[object] ?? []) {
    const found = positionsBy(key, elements).get(selector);
    if (!found) continue;
    // A new element has a selector of its own; it never makes that of another one ambiguous.
    const known = found.filter((position) => addedName(elements[position]) === undefined);
    return known.length ? known : found;
  }
  return [];
}

/** The shortest selector that means this element alone; undefined where only its position tells it apart. */
export function selectorOf(
  object: ObjectName,
  elements: readonly Json[],
  position: number,
): string | undefined {
  const added = addedName(elements[position]);
  if (added !== undefined) return added;
  const keys = IDENTITY[object] ?? [];
  for (const key of keys) {
    const name = nameUnder(elements[position], key);
    if (name === undefined) continue;
    // Under the surest key no other can come before it.
    if (key === keys[0] && positionsBy(key, elements).get(name)?.length === 1) return name;
    const found = positionsOf(object, elements, name);
    if (found.length === 1 && found[0] === position) return name;
  }
  return undefined;
}

/**
 * Finds in another reading of an array the element that is the same as `element` of `source`; −1 where it is
 * gone, or where nothing that it has tells it from the others of its own array.
 */
export function findSame(
  object: ObjectName,
  element: JsonObject,
  source: readonly Json[],
  target: readonly Json[],
): number {
  for (const key of IDENTITY[object] ?? []) {
    const name = nameUnder(element, key);
    if (name === undefined || positionsBy(key, source).get(name)?.length !== 1) continue;
    const found = positionsBy(key, target).get(name);
    if (found?.length === 1) return found[0] as number;
  }
  return -1;
}
