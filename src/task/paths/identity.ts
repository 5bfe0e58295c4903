/**
 * Identifies the elements of an array. Disks and partitions have a numeric ID; volume groups, logical volumes and Btrfs
 * file systems have a name, NICs a MAC, rate windows a start. Source: docs/api-notes.md#identity-of-elements.
 */

import { asInteger, isExactNumber, isObject, type Json, type JsonObject } from '../../json/json.ts';
import type { ObjectName } from '../fields/catalogue.ts';
import { normalMac } from '../fields/ip-address.ts';
import { normalTime } from '../fields/time-of-day.ts';
import { memoizeWeak } from '../memoize-weak.ts';

/** The keys that identify an element, the surest first. */
export const IDENTITY: Partial<Record<ObjectName, readonly string[]>> = {
  TargetDisk: ['id', 'name'],
  TargetPhysicalVolumes: ['id', 'name'],
  VolumeGroups: ['name'],
  LogicalVolumes: ['name'],
  NetWork: ['mac', 'name'],
  BtrfsFileSystem: ['name', 'uuid'],
  BtrfsSubvolumn: ['subvol_id', 'subvol_name'],
  RateWindow: ['start'],
};

/** Marks an element that a draft adds, with its placeholder name: `+1`. Not part of the JSON. */
export const ADDED = Symbol('added');
/** Marks an element that a draft removes. Not part of the JSON. */
export const REMOVED = Symbol('removed');

/** Marks an element that is known from a saved edit alone, with its place in its list. Not part of the JSON. */
export const PLACE = Symbol('place');

/** Returns the placeholder name of a new element; undefined for others. */
export const placeholderName = (element: Json | undefined): string | undefined =>
  isObject(element) ? (element as { [ADDED]?: string })[ADDED] : undefined;

type Positions = ReadonlyMap<string, readonly number[]>;
const positionsByKey = memoizeWeak((_elements: readonly Json[]) => new Map<string, Positions>());

/** Returns an element's value of an identity key as text; undefined if it has none. */
export function identityValue(element: Json | undefined, key: string): string | undefined {
  const value = isObject(element) ? element[key] : undefined;
  // 701.0 and 7.01E2 are the ID 701.
  if (isExactNumber(value)) return String(asInteger(value) ?? value.value);
  if (value === undefined || value === null || value === '' || typeof value === 'object') return undefined;
  return spelled(key, String(value));
}

/** Returns the one spelling of a name: a time may be written as `8:00`, a MAC in capitals or with hyphens. */
function spelled(key: string, name: string): string {
  if (key === 'start') return normalTime(name) ?? name;
  return key === 'mac' ? (normalMac(name) ?? name) : name;
}

/**
 * Returns the positions of each value of a key in an array. Computed once for each array, because documents never
 * change in place.
 */
function positionsBy(key: string, elements: readonly Json[]): Positions {
  const byKey = positionsByKey(elements);
  let positions = byKey.get(key);
  if (!positions) {
    const made = new Map<string, number[]>();
    elements.forEach((element, position) => {
      const name = identityValue(element, key);
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

/** Returns the positions of the elements with a value of an identity key. */
export const positionsWith = (key: string, elements: readonly Json[], name: string): readonly number[] =>
  positionsBy(key, elements).get(name) ?? [];

/** Returns the first element with a name; undefined if none has it. */
export function findByName(elements: readonly Json[], name: string): JsonObject | undefined {
  const [position] = positionsWith('name', elements, name);
  return position === undefined ? undefined : (elements[position] as JsonObject);
}

/** Returns true if several elements have this value of a key; new ones don't count. */
export const isSharedValue = (key: string, elements: readonly Json[], name: string): boolean => {
  const found = positionsWith(key, elements, name);
  return found.length > 1 && found.filter((at) => placeholderName(elements[at]) === undefined).length > 1;
};

/**
 * Returns the positions of the elements that a selector means: by the first identity key under which any element
 * matches. `+1` may be a new element, unless it is a name.
 */
export function matchSelector(
  object: ObjectName,
  elements: readonly Json[],
  selector: string,
  mayBeNew = false,
): readonly number[] {
  if (mayBeNew && /^\+\d+$/.test(selector)) {
    const added = elements.findIndex((element) => placeholderName(element) === selector);
    if (added >= 0) return [added];
  }
  for (const key of IDENTITY[object] ?? []) {
    const found = positionsBy(key, elements).get(spelled(key, selector));
    if (!found) continue;
    // A new element has its own selector; it never makes another element's ambiguous.
    const known = found.filter((position) => placeholderName(elements[position]) === undefined);
    return known.length ? known : found;
  }
  return [];
}

/** Returns the shortest selector that means this element alone; undefined if only its position identifies it. */
export function selectorOf(
  object: ObjectName,
  elements: readonly Json[],
  position: number,
): string | undefined {
  const added = placeholderName(elements[position]);
  if (added !== undefined) return added;
  const keys = IDENTITY[object] ?? [];
  for (const key of keys) {
    const name = identityValue(elements[position], key);
    if (name === undefined) continue;
    // Nothing comes before the surest key.
    if (key === keys[0] && positionsBy(key, elements).get(name)?.length === 1) return name;
    const found = matchSelector(object, elements, name);
    if (found.length === 1 && found[0] === position) return name;
  }
  return undefined;
}

/**
 * Finds the counterpart of `element` of `source` in another read of the array; −1 if it is missing, or if nothing tells
 * it from the others of its own array.
 */
export function findCounterpart(
  object: ObjectName,
  element: JsonObject,
  source: readonly Json[],
  target: readonly Json[],
): number {
  for (const key of IDENTITY[object] ?? []) {
    const name = identityValue(element, key);
    if (name === undefined || positionsBy(key, source).get(name)?.length !== 1) continue;
    const found = positionsBy(key, target).get(name);
    if (found?.length === 1) return found[0] as number;
  }
  return -1;
}
