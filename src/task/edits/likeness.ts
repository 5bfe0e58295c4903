/** The likeness of an element to a handle, an element that a draft knows: the fields of both, compared. */
import type { Json, JsonObject } from '../../json/json.ts';
import { fieldsOf, type ObjectName } from '../fields/catalogue.ts';
import { valuesEqual } from '../fields/equality.ts';

/** One element that a draft knows: as it was read, as it is wanted, or both. */
export interface Handle {
  /** As it was read; undefined for an element that the draft adds. */
  readonly before: JsonObject | undefined;
  /** As the draft has it; undefined for an element that the draft removes. */
  readonly after: JsonObject | undefined;
  /** Its place in the list, from 0; undefined if it isn't known. */
  readonly position: number | undefined;
  /** The length of the list; undefined if it isn't known. */
  readonly listLength: number | undefined;
}

/** Fields that change by themselves, so they don't identify an element. */
const MOVING = new Set(['used_size', 'free_size']);

/** The comparison of an element's content with a handle's. */
export interface Likeness {
  /** The number of fields that both have. */
  readonly compared: number;
  /** The number of fields whose value is neither the handle's before nor its after. */
  readonly different: number;
}

const sizeOf = (list: Json | undefined): number | undefined =>
  Array.isArray(list) ? list.length : undefined;

/** Compares the fields of an element with those of a handle; of lists inside them, only the lengths. */
export function likeness(
  object: ObjectName,
  { before, after }: Handle,
  element: JsonObject,
  skip: ReadonlySet<string>,
): Likeness {
  let [compared, different] = [0, 0];
  for (const field of fieldsOf(object)) {
    if (skip.has(field.name) || MOVING.has(field.name)) continue;
    if (field.of) {
      const [was, now] = [sizeOf(before?.[field.name]), sizeOf(element[field.name])];
      // All contents of a removed element are known.
      if (after || was === undefined) continue;
      compared++;
      if (was !== (now ?? 0)) different++;
      continue;
    }
    const possible = [before?.[field.name], after?.[field.name]].filter(
      (value) => value != null && value !== '',
    );
    if (possible.length === 0) continue;
    const now = element[field.name];
    // An added element may have fields that the service never returns.
    if (now === undefined && !field.returned) continue;
    compared++;
    if (!possible.some((value) => valuesEqual(field, value, now))) different++;
  }
  return { compared, different };
}

/** Returns true if most of an element's content differs, whatever its name. */
export const isMostlyDifferent = ({ compared, different }: Likeness): boolean => different * 2 > compared;
