/**
 * What took: the answer to an update proves nothing (the service documents silent no-ops, API facts §3), so
 * the task is read again and compared, field by field, with what was asked for.
 */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import type { Field, ObjectName } from './catalogue.ts';
import { fieldOf } from './catalogue.ts';
import { type Change, changesOf, currentTask, type Draft } from './draft.ts';
import { findSame } from './identity.ts';
import { fieldValue } from './path.ts';
import { sameValue } from './same.ts';

export type Outcome = 'took' | 'did_not_take' | 'not_returned';

export interface Verdict {
  readonly change: Change;
  readonly outcome: Outcome;
  /** What the server has now; undefined where it did not say. */
  readonly now: Json | undefined;
}

/** Compares each change of a draft with a later reading of the task. */
export function verdictsOf(draft: Draft, later: JsonObject): Verdict[] {
  const wanted = currentTask(draft);
  return changesOf(draft).map((change) => {
    // By the identity it had; only where that is gone (a renamed volume group) by the one it was given.
    const keys = translate(change.keys, draft.base, later) ?? translate(change.keys, wanted, later);
    const now = keys && fieldValue(later, change.field, keys);
    return { change, outcome: outcomeOf(change.field, change.after, now), now };
  });
}

function outcomeOf(field: Field, wanted: Json, now: Json | undefined): Outcome {
  if (now === undefined) return 'not_returned';
  return sameValue(field, wanted, now) ? 'took' : 'did_not_take';
}

/**
 * Follows keys and positions of one document into another reading of the task, element by element by
 * identity; undefined where an element is gone. The service may give a disk a new id, its name stays.
 */
export function translate(
  keys: readonly (string | number)[],
  from: JsonObject,
  to: JsonObject,
): (string | number)[] | undefined {
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
    if (!isObject(element) || !Array.isArray(target)) return undefined;
    const position = samePosition(object, element, key, source as Json[], target);
    if (position < 0) return undefined;
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
