/** Carries the edits of a draft over to another document: a later read, the task of a saved draft, another task. */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import type { Field } from '../fields/catalogue.ts';
import { isCleared, valuesEqual } from '../fields/equality.ts';
import { canonicalPath } from '../paths/canonical-path.ts';
import { placeholderName } from '../paths/identity.ts';
import { fieldValue, isUnder, tryLocate, valueAt } from '../paths/path.ts';
import { type Correspondence, isFound, type Keys, type Place } from './correspondence.ts';
import { baseWithAdditions, type Change, changesOf, type Draft, type Edit } from './draft.ts';
import { changedWithin } from './moved-paths.ts';

/**
 * changed: someone else gave the field another value · gone: the element doesn't exist any more · ambiguous: several
 * elements could be meant, so none is touched · within: someone else changed an element that is to be removed.
 */
export type ConflictKind = 'changed' | 'gone' | 'ambiguous' | 'within';

/** An edit that collides with a change by someone else. */
export interface Conflict {
  readonly kind: ConflictKind;
  /** The path in the later read; of an element without a sure place there, the draft's own path. */
  readonly path: string;
  readonly base: Json | undefined;
  /** The value in the later read; undefined if the element has no sure place there. */
  readonly theirs: Json | undefined;
  readonly ours: Json;
  /** The paths that changed in an element that is to be removed. */
  readonly within?: readonly string[];
}

/** Returns true for a conflict whose edit isn't in the rebased draft, because it has no sure place there. */
export const isLost = ({ kind }: Conflict): boolean => kind === 'gone' || kind === 'ambiguous';

/** A draft's edits on another document. */
export interface CarriedOver {
  readonly edits: readonly Edit[];
  readonly conflicts: readonly Conflict[];
  /** The draft's path of each edit, by its path in the other document. */
  readonly origins: ReadonlyMap<string, string>;
  /** Added elements that the other document already has: the draft's path, and their keys there. */
  readonly arrived: ReadonlyMap<string, Keys>;
}

/** The circumstances of carrying edits over. */
export interface CarryOptions {
  /** False if elements to be removed are only partly known: their other fields don't count as changed. */
  readonly knowsElements?: boolean;
}

/** Carries the edits of a draft over to another document, by a correspondence. */
export function carryOver(
  draft: Draft,
  later: JsonObject,
  correspondence: Correspondence,
  { knowsElements = true }: CarryOptions = {},
): CarriedOver {
  const edits: Edit[] = [];
  const conflicts: Conflict[] = [];
  const origins = new Map<string, string>();
  const arrived = new Map<string, Keys>();
  const put = (edit: Edit, change: Change) => {
    edits.push(edit);
    origins.set(edit.path, change.path);
  };
  const lost = (kind: 'gone' | 'ambiguous', { path, before, after }: Change) =>
    conflicts.push({ kind, path, base: before, theirs: undefined, ours: after });
  const lostAdditions: string[] = [];
  for (const change of inEditOrder(draft)) {
    // Edits inside an addition go with it.
    if (lostAdditions.some((element) => change.path !== element && isUnder(change.path, element))) continue;
    const target = targetOf(change.keys, draft, later, correspondence);
    if ('lost' in target) {
      // An element to be removed that is missing is already the wanted result.
      if (change.kind === 'remove' && target.lost === 'gone') continue;
      lost(target.lost === 'ambiguous' ? 'ambiguous' : 'gone', change);
      if (change.kind === 'add') lostAdditions.push(change.path);
      continue;
    }
    const { path, keys } = target;
    if (change.kind === 'add') {
      if (keys) arrived.set(change.path, keys);
      else put(contentOf(change, path), change);
    } else if (change.kind === 'remove') {
      const within = keys ? changedWithin(change, later, keys, correspondence, knowsElements) : [];
      put({ path, remove: true }, change);
      if (within.length && keys) {
        const theirs = valueAt(later, keys);
        conflicts.push({ kind: 'within', path, base: change.before, theirs, ours: null, within });
      }
    } else if (!keys) {
      put(settingOf(change, path), change);
    } else {
      const { field, before, after } = change;
      const theirs = fieldValue(later, field, keys);
      if (isThere(field, theirs, after, before)) continue;
      put(settingOf(change, path), change);
      // If someone else added the same element, its empty fields are free to be set.
      const isTheirs = !isInAddition(draft, change.keys) || (theirs != null && theirs !== '');
      // What an update cleared may have come back as 0.
      if (change.restores && before === null && isCleared(field, theirs, after)) continue;
      if (isTheirs && !isSameReading(field, theirs, before))
        conflicts.push({ kind: 'changed', path, base: before, theirs, ours: after });
    }
  }
  return { edits, conflicts, origins, arrived };
}

/** Returns true if the read already has the wanted value; for a field to be cleared, if it was cleared meanwhile. */
const isThere = (field: Field, now: Json | undefined, wanted: Json, before: Json | undefined): boolean =>
  valuesEqual(field, now, wanted) ||
  (wanted === null && !isSameReading(field, now, before) && isCleared(field, now, before));

/** Returns the changes in the order in which they were edited: an element is added before its fields are set. */
function inEditOrder(draft: Draft): Change[] {
  const order = new Map(draft.edits.map(({ path }, index) => [path, index]));
  return [...changesOf(draft)].sort((a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0));
}

const contentOf = ({ after }: Change, path: string): Edit =>
  isObject(after) && Object.keys(after).length ? { path, add: true, content: after } : { path, add: true };

const settingOf = ({ after, restores }: Change, path: string): Edit =>
  restores ? { path, value: after, restores } : { path, value: after };

/** Returns true if two reads of a field mean the same: a missing value may be null, empty or absent. */
const isSameReading = (field: Field, a: Json | undefined, b: Json | undefined): boolean =>
  valuesEqual(field, a, b) || (isEmpty(a) && isEmpty(b));

const isEmpty = (value: Json | undefined): boolean => value == null || value === '';

function isInAddition(draft: Draft, keys: Keys): boolean {
  const outline = baseWithAdditions(draft);
  return keys.some(
    (key, depth) =>
      typeof key === 'number' && placeholderName(valueAt(outline, keys.slice(0, depth + 1))) !== undefined,
  );
}

/**
 * A path for a draft on the other document; `keys` if the document has the place, otherwise it is inside an addition.
 */
type Target =
  | { readonly path: string; readonly keys?: Keys }
  | { readonly lost: 'gone' | 'ambiguous' | 'unknown' };

/**
 * Finds the place of keys of a draft in the other document. An added element that isn't there yet keeps its `[+n]`, in
 * the list that the correspondence finds.
 */
function targetOf(keys: Keys, draft: Draft, later: JsonObject, correspondence: Correspondence): Target {
  const outline = baseWithAdditions(draft);
  let place: Place = [];
  for (let depth = 0; depth < keys.length; depth++) {
    if (typeof keys[depth] !== 'number') continue;
    const element = keys.slice(0, depth + 1);
    const found = correspondence.find(element);
    if (isFound(found)) {
      place = found;
      continue;
    }
    const isAddition = placeholderName(valueAt(outline, element)) !== undefined;
    if (!isAddition || found === 'ambiguous') return { lost: found };
    const list = [...place, ...keys.slice(place.length, depth)];
    return { path: canonicalPath(later, list) + pathInAddition(outline, keys, depth) };
  }
  const all = [...place, ...keys.slice(place.length)];
  return { path: canonicalPath(later, all), keys: all };
}

/** Returns the rest of a path from an added element: `[+1].physical_volumes[+1].size`. */
function pathInAddition(outline: JsonObject, keys: Keys, from: number): string {
  return keys
    .slice(from)
    .map((key, index) =>
      typeof key === 'number'
        ? `[${placeholderName(valueAt(outline, keys.slice(0, from + index + 1)))}]`
        : `.${key}`,
    )
    .join('');
}

/** Returns the path in the other document of a path in the draft; undefined if it has no sure place there. */
export function pathOn(
  own: string,
  draft: Draft,
  later: JsonObject,
  correspondence: Correspondence,
): string | undefined {
  const location = tryLocate(baseWithAdditions(draft), own);
  const target = location && targetOf(location.keys, draft, later, correspondence);
  return target && 'path' in target ? target.path : undefined;
}
