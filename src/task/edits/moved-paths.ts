/** The paths at which two reads of a task differ, apart from what changes by itself. */
import { isObject, type Json, type JsonObject, jsonEquals } from '../../json/json.ts';
import { fieldsOf, type ObjectName, objectAt } from '../fields/catalogue.ts';
import { valuesEqual } from '../fields/equality.ts';
import { canonicalPath } from '../paths/canonical-path.ts';
import { fieldValue, valueAt } from '../paths/path.ts';
import { type Correspondence, isFound, type Keys } from './correspondence.ts';
import { type Change, changesOf, type Draft } from './draft.ts';
import { hasIds } from './element-identity.ts';

/**
 * Usage changes by itself, at any depth, and SMS may assign IDs again: two reads that differ only in these are the same.
 */
const isVolatile = (object: ObjectName, name: string): boolean =>
  name === 'used_size' || name === 'free_size' || (name === 'id' && hasIds(object));

/**
 * Returns the paths that someone else changed in an element that is to be removed. `knowsElements`: false if only the
 * fields of the draft are known.
 */
export function changedWithin(
  { keys, before }: Change,
  later: JsonObject,
  there: Keys,
  correspondence: Correspondence,
  knowsElements: boolean,
): string[] {
  const found: string[] = [];
  const visit = (object: ObjectName, was: JsonObject, own: Keys, place: Keys): void => {
    const is = valueAt(later, place);
    if (!isObject(is)) return;
    for (const field of fieldsOf(object)) {
      const { name, of } = field;
      if (isVolatile(object, name) || (!knowsElements && was[name] === undefined)) continue;
      const at = canonicalPath(later, [...place, name]);
      const [old, now] = [was[name], is[name]];
      if (!of) {
        if (!valuesEqual(field, old, now) && !(old == null && now == null)) found.push(at);
      } else if (!visitList(of, old ?? [], now ?? [], [...own, name])) found.push(at);
    }
  };
  /** Returns false if the lists don't have the same elements. */
  const visitList = (object: ObjectName, old: Json, now: Json, own: Keys): boolean => {
    if (!Array.isArray(old) || !Array.isArray(now)) return jsonEquals(old, now);
    const places = old.map((_, index) => correspondence.find([...own, index]));
    if (old.length !== now.length || !places.every(isFound)) return jsonEquals(old, now);
    for (const [index, element] of old.entries())
      if (isObject(element)) visit(object, element, [...own, index], places[index] as Keys);
    return true;
  };
  const object = objectAt(keys);
  if (isObject(before) && object) visit(object, before, keys, there);
  return found;
}

/** Returns the paths at which a later read differs from the draft's base, except for the draft's own edits. */
export function movedPaths(draft: Draft, later: JsonObject, correspondence: Correspondence): string[] {
  const edited = new Set<string>();
  for (const { kind, keys } of changesOf(draft)) {
    edited.add(keys.join('\0'));
    if (kind === 'remove') edited.add(`${keys.join('\0')}\0`);
  }
  const moved: string[] = [];
  const visit = (object: ObjectName, before: JsonObject, now: JsonObject, keys: Keys, there: Keys): void => {
    if (before === now) return;
    for (const field of fieldsOf(object)) {
      const { name, of } = field;
      const inner = [...keys, name];
      if (isVolatile(object, name) || edited.has(inner.join('\0'))) continue;
      const [was, is] = [fieldValue(before, field, [name]), fieldValue(now, field, [name])];
      if (jsonEquals(was, is)) continue;
      const at = [...there, name];
      if (of && isObject(was) && isObject(is)) visit(of, was, is, inner, at);
      else if (of && Array.isArray(was) && Array.isArray(is)) lists(of, was, is, inner, at);
      else if (of || !valuesEqual(field, was, is)) moved.push(canonicalPath(later, at));
    }
  };
  const lists = (
    of: ObjectName,
    was: readonly Json[],
    is: readonly Json[],
    keys: Keys,
    there: Keys,
  ): void => {
    for (const [index, element] of was.entries()) {
      const own = [...keys, index];
      if (edited.has(`${own.join('\0')}\0`) || !isObject(element)) continue;
      const place = correspondence.find(own);
      if (place === 'unknown') {
        moved.push(canonicalPath(later, there));
        return;
      }
      const now = isFound(place) ? valueAt(later, place) : undefined;
      if (isFound(place) && isObject(now)) visit(of, element, now, own, place);
      else moved.push(canonicalPath(draft.base, own));
    }
    for (const at of correspondence.strangers(keys)) {
      if (isObject(is[at])) moved.push(canonicalPath(later, [...there, at]));
    }
  };
  visit('PutTaskReq', draft.base, later, [], []);
  return moved;
}
