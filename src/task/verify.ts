/**
 * What took: the answer to an update proves nothing (the service documents silent no-ops, API facts §3), so
 * the task is read again and compared, field by field, with what was asked for.
 */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { fieldOf, type ObjectName } from './catalogue.ts';
import { withValues } from './copies.ts';
import { type Change, changesOf, currentTask, type Draft, isRemoved } from './draft.ts';
import { findSame } from './identity.ts';
import { fieldValue, valueAt } from './path.ts';
import { hasTaken } from './same.ts';

export type Outcome = 'took' | 'did_not_take' | 'not_returned';

export interface Verdict {
  readonly change: Change;
  readonly outcome: Outcome;
  /** What the server has now; undefined where it did not say. */
  readonly now: Json | undefined;
}

/** Compares each change of a draft with a later reading of the task. */
export function verdictsOf(draft: Draft, later: JsonObject): Verdict[] {
  const wanted = wantedTask(draft);
  return changesOf(draft).map((change) => {
    const there = findAgain(change.keys, draft, later);
    const now = Array.isArray(there) ? fieldValue(later, change.field, there) : undefined;
    if (change.kind === 'set') return { change, now, outcome: outcomeOf(change, now, there) };
    if (there === 'unknown') return { change, now, outcome: 'not_returned' };
    if (change.kind === 'add')
      return { change, now, outcome: Array.isArray(there) ? 'took' : 'did_not_take' };
    // Under the old name there may stand another element by now: one that was renamed or added.
    const gone = !Array.isArray(there) || Array.isArray(translate(there, later, wanted));
    return { change, now, outcome: gone ? 'took' : 'did_not_take' };
  });
}

const wantedTasks = new WeakMap<JsonObject, JsonObject>();

/** The task as it should become; removed elements keep their place and lose their names. Made once a draft. */
export function wantedTask(draft: Draft): JsonObject {
  const current = currentTask(draft);
  let wanted = wantedTasks.get(current);
  if (!wanted) {
    const removed = changesOf(draft).filter(({ kind }) => kind === 'remove');
    const placed = removed.map(({ keys }) => ({ keys, value: {} }));
    wanted = withValues(current, placed) as JsonObject;
    wantedTasks.set(current, wanted);
  }
  return wanted;
}

/** Places after the removed elements before them have gone. */
function closedUp(keys: Change['keys'], task: JsonObject): (string | number)[] {
  return keys.map((key, index) => {
    if (typeof key === 'string') return key;
    const list = valueAt(task, keys.slice(0, index));
    return Array.isArray(list) ? key - list.slice(0, key).filter(isRemoved).length : key;
  });
}

/**
 * Where a change of a draft stands in a later reading: by the identity its element had; where that is gone (a
 * renamed volume group) by the one it was given. Where the draft gave the old name to another element (two names
 * swapped), only the place tells the two apart.
 */
export function findAgain(keys: Change['keys'], draft: Draft, later: JsonObject): Translated {
  const wanted = wantedTask(draft);
  const namesake = translate(keys, draft.base, wanted);
  const swapped = Array.isArray(namesake) && namesake.some((key, index) => key !== keys[index]);
  const removed = isRemoved(valueAt(currentTask(draft), keys));
  if (swapped && !removed) return closedUp(keys, currentTask(draft));
  const before = translate(keys, draft.base, later);
  return Array.isArray(before) ? before : translate(keys, wanted, later);
}

function outcomeOf({ field, before, after }: Change, now: Json | undefined, there: Translated): Outcome {
  if (there === 'gone') return 'did_not_take';
  if (hasTaken(field, after, now, before)) return 'took';
  return now === undefined ? 'not_returned' : 'did_not_take';
}

/** Keys and positions in the other reading; `gone`: the list is there, the element is not; `unknown`: no list. */
export type Translated = (string | number)[] | 'gone' | 'unknown';

/**
 * Follows keys and positions of one document into another reading of the task, element by element by
 * identity. The service may give a disk a new id, its name stays.
 */
export function translate(keys: readonly (string | number)[], from: JsonObject, to: JsonObject): Translated {
  const found: (string | number)[] = [];
  let object: ObjectName = 'PutTaskReq';
  let source: Json | undefined = from;
  let target: Json | undefined = to;
  for (const key of keys) {
    if (typeof key === 'string') {
      object = fieldOf(object, key)?.of ?? object;
      source = isObject(source) ? source[key] : undefined;
      target = isObject(target) ? target[key] : undefined;
      found.push(key);
      continue;
    }
    const element: Json | undefined = Array.isArray(source) ? source[key] : undefined;
    if (!Array.isArray(target) || target.some((item) => !isObject(item))) return 'unknown';
    if (!isObject(element)) return 'gone';
    const position = samePosition(object, element, key, source as Json[], target);
    if (position < 0) return 'gone';
    source = element;
    target = target[position];
    found.push(position);
  }
  return found;
}

/** Elements without any name of their own are told apart by their place, while their number is the same. */
function samePosition(
  object: ObjectName,
  element: JsonObject,
  position: number,
  source: readonly Json[],
  target: readonly Json[],
): number {
  const found = findSame(object, element, source, target);
  if (found >= 0) return found;
  const nameless = findSame(object, element, source, source) < 0;
  return nameless && source.length === target.length ? position : -1;
}
