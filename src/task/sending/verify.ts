/**
 * Verifies an update: the response to it proves nothing (docs/api-notes.md#silent-no-ops), so the task is read again
 * and compared with the wanted values, field by field.
 */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { correspond, isFound, type Keys, type Place } from '../edits/correspondence.ts';
import { type Change, changesOf, currentTask, type Draft, isAdded, isRemoved } from '../edits/draft.ts';
import { fieldsOf, type ObjectName, objectAt } from '../fields/catalogue.ts';
import { isApplied, valuesEqual } from '../fields/equality.ts';
import { canonicalPath } from '../paths/canonical-path.ts';
import { fieldValue, valueAt } from '../paths/path.ts';

/** unverified: the read doesn't show it, because SMS didn't return the field or several elements could be meant. */
export type Outcome = 'applied' | 'not_applied' | 'unverified';

/** The outcome of one change. */
export interface Verdict {
  readonly change: Change;
  readonly outcome: Outcome;
  /** The current value; undefined if the read doesn't show it. */
  readonly now: Json | undefined;
}

/** Compares each change of a draft with a later read of the task. */
export function verify(draft: Draft, later: JsonObject): Verdict[] {
  const correspondence = correspond(draft, later);
  return changesOf(draft).map((change): Verdict => {
    const place = correspondence.find(change.keys);
    const now = isFound(place) ? fieldValue(later, change.field, place) : undefined;
    return { change, now, outcome: outcomeOf(change, place, now) };
  });
}

function outcomeOf({ kind, field, before, after }: Change, place: Place, now: Json | undefined): Outcome {
  if (place === 'unknown' || place === 'ambiguous') return 'unverified';
  if (kind === 'add') return isFound(place) ? 'applied' : 'not_applied';
  if (kind === 'remove') return isFound(place) ? 'not_applied' : 'applied';
  if (place === 'gone') return 'not_applied';
  if (isApplied(field, after, now, before)) return 'applied';
  return now === undefined ? 'unverified' : 'not_applied';
}

/**
 * A field or element that the update sent unchanged, and that changed or disappeared; or an element beside those that
 * were sent: a service that appends a list to its own makes copies.
 */
export interface SideEffect {
  readonly kind: 'changed' | 'vanished' | 'appeared';
  readonly path: string;
  readonly before: Json | undefined;
  readonly now: Json | undefined;
}

/** Figures that SMS computes: they may follow from a change. */
const COMPUTED = new Set(['used_size', 'free_size']);

/**
 * Compares the unchanged contents of lists that an update sends whole with a later read. Source:
 * docs/api-notes.md#arrays-are-replaced.
 */
export function findSideEffects(draft: Draft, later: JsonObject): SideEffect[] {
  const correspondence = correspond(draft, later);
  const edited = new Set(changesOf(draft).map(({ keys }) => keys.join('\0')));
  const found: SideEffect[] = [];
  const task = currentTask(draft);
  for (const list of sentLists(draft)) {
    const elements = valueAt(task, list);
    const object = objectAt(list);
    if (Array.isArray(elements) && object) visitList(object, elements, list);
  }
  return found;

  function visitList(object: ObjectName, elements: readonly Json[], list: Keys): void {
    for (const there of copiesIn(list, elements)) {
      const path = canonicalPath(later, there);
      found.push({ kind: 'appeared', path, before: undefined, now: valueAt(later, there) });
    }
    for (const [index, element] of elements.entries()) {
      if (isObject(element) && !isRemoved(element)) visitElement(object, element, [...list, index]);
    }
  }

  /** Returns the elements beside those that were sent; none if nothing tells which ones those are. */
  function copiesIn(list: Keys, elements: readonly Json[]): Keys[] {
    const place = correspondence.find(list);
    const there = isFound(place) ? valueAt(later, place) : undefined;
    if (!isFound(place) || !Array.isArray(there)) return [];
    const strangers = correspondence.strangers(list);
    const isClear = strangers.length <= there.length - elements.filter((one) => !isRemoved(one)).length;
    return isClear ? strangers.map((at) => [...place, at]) : [];
  }

  function visitElement(object: ObjectName, element: JsonObject, keys: Keys): void {
    const place = correspondence.find(keys);
    if (place === 'unknown' || place === 'ambiguous') return;
    if (place === 'gone') {
      if (isAdded(element)) return;
      const path = canonicalPath(draft.base, keys);
      found.push({ kind: 'vanished', path, before: valueAt(draft.base, keys), now: undefined });
      return;
    }
    for (const field of fieldsOf(object)) {
      const inner = [...keys, field.name];
      const value = element[field.name];
      if (field.of) {
        if (Array.isArray(value)) visitList(field.of, value, inner);
        continue;
      }
      if (value === undefined || COMPUTED.has(field.name) || edited.has(inner.join('\0')) || isAdded(element))
        continue;
      const now = fieldValue(later, field, [...place, field.name]);
      if (isSame(object, field.name, value, now, field)) continue;
      found.push({ kind: 'changed', path: canonicalPath(draft.base, inner), before: value, now });
    }
  }
}

/** Returns true if two reads mean the same: SMS may assign an ID again, and return an empty field for a missing one. */
function isSame(
  object: ObjectName,
  name: string,
  before: Json,
  now: Json | undefined,
  field: Parameters<typeof valuesEqual>[0],
): boolean {
  const isEmpty = (value: Json | undefined) => value == null || value === '';
  if ((object === 'TargetDisk' || object === 'TargetPhysicalVolumes') && name === 'id') return true;
  return valuesEqual(field, before, now) || (isEmpty(before) && isEmpty(now));
}

/** Returns the lists that an update of the draft sends whole: the first list on the way to each change. */
function sentLists(draft: Draft): Keys[] {
  const lists = new Map<string, Keys>();
  for (const { keys } of changesOf(draft)) {
    const first = keys.findIndex((key) => typeof key === 'number');
    if (first >= 0) lists.set(keys.slice(0, first).join('.'), keys.slice(0, first));
  }
  return [...lists.values()];
}
