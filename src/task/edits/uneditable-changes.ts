/** Finds what an edited document of a task changes and an update can't. */
import { isObject, type Json, type JsonObject, jsonEquals } from '../../json/json.ts';
import { fieldsByName, type ObjectName } from '../fields/catalogue.ts';
import { canonicalPath } from '../paths/canonical-path.ts';
import { correspondDocuments, isFound, type Keys } from './correspondence.ts';

export interface UneditableChanges {
  /** Paths of values that were changed or added, and that no update can set. */
  readonly refused: readonly string[];
  /** Keys of the task whose values SMS itself changes while the task runs, so that a copy is soon out of date. */
  readonly moving: readonly string[];
}

/** Keys that SMS changes while a task runs. Source: docs/api-notes.md. */
const MOVING = new Set([
  'state',
  'estimate_complete_time',
  'connected',
  'start_date',
  'finish_date',
  'migrate_speed',
  'compress_rate',
  'error_json',
  'total_time',
  'remain_seconds',
  'log_collect_status',
  'sub_tasks',
  'network_check_info',
  'source_server',
]);

/** Keys that `show` adds to a task. */
const ADDED = new Set(['failure']);

/** Compares a task with an edited copy. Keys that the copy doesn't have, and values that an update can set, don't count. */
export function uneditableChanges(task: JsonObject, edited: JsonObject): UneditableChanges {
  const correspondence = correspondDocuments(task, edited);
  const refused: string[] = [];
  const moving: string[] = [];
  visit('PutTaskReq', task, edited, '', []);
  return { refused, moving };

  function visit(object: ObjectName, before: JsonObject, after: JsonObject, path: string, keys: Keys): void {
    const fields = fieldsByName(object);
    for (const [key, value] of Object.entries(after)) {
      const field = fields.get(key);
      const [was, here] = [before[key], path ? `${path}.${key}` : key];
      if (!field) noteUnlessSame(was, value, here);
      else if (field.of && isObject(value))
        visit(field.of, isObject(was) ? was : {}, value, here, [...keys, key]);
      else if (field.of && Array.isArray(value))
        visitList(field.of, Array.isArray(was) ? was : [], value, here, [...keys, key]);
      else if (field.of) noteUnlessSame(was, value, here);
    }
  }

  function visitList(
    object: ObjectName,
    before: readonly Json[],
    after: readonly Json[],
    path: string,
    keys: Keys,
  ): void {
    for (const [index, element] of before.entries()) {
      const place = correspondence.find([...keys, index]);
      const there = isFound(place) ? after[place.at(-1) as number] : undefined;
      if (!isObject(element) || !isObject(there)) continue;
      visit(object, element, there, canonicalPath(task, [...keys, index]), [...keys, index]);
    }
    const strangers = before.length ? correspondence.strangers(keys) : after.keys();
    for (const index of strangers) {
      const added = after[index] as Json;
      // What SMS itself has in place of an element may stay.
      if (!isObject(added)) {
        if (!before.some((other) => jsonEquals(other, added))) refused.push(`${path}[${index}]`);
      } else visitAdded(object, added, `${path}[+]`);
    }
  }

  /** An element that the copy adds can hold fields only. */
  function visitAdded(object: ObjectName, added: JsonObject, path: string): void {
    const fields = fieldsByName(object);
    for (const key of Object.keys(added)) if (!fields.has(key)) refused.push(`${path}.${key}`);
  }

  function noteUnlessSame(was: Json | undefined, is: Json, path: string): void {
    if (ADDED.has(path) || (was !== undefined && jsonEquals(was, is))) return;
    (MOVING.has(path) && was !== undefined ? moving : refused).push(path);
  }
}
