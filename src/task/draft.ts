/**
 * A draft: a task as it was read, and edits to it as data. Edits name their field by identity path, so they
 * outlive a new reading of the task, can be stored, replayed, undone and sent to another task.
 */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import type { Field } from './catalogue.ts';
import { fieldValue, locate } from './path.ts';
import { sameValue } from './same.ts';

export interface Edit {
  /** Canonical path in the base task. */
  readonly path: string;
  readonly value: Json;
}

export interface Draft {
  /** The task as the server sent it; never changed. */
  readonly base: JsonObject;
  /** At most one edit a path, each differing from the base, in the order they were first made. */
  readonly edits: readonly Edit[];
}

/** One field that the draft changes. `before` is undefined where the server did not return a value. */
export interface Change {
  readonly path: string;
  readonly field: Field;
  readonly keys: readonly (string | number)[];
  readonly before: Json | undefined;
  readonly after: Json;
}

export function newDraft(base: JsonObject): Draft {
  return { base, edits: [] };
}

/** Sets one field. Setting the value the server has takes the edit away. Throws UsageError on a bad path. */
export function setValue(draft: Draft, path: string, value: Json): Draft {
  const { path: canonical, field, keys } = locate(draft.base, path);
  const before = fieldValue(draft.base, field, keys);
  if (sameValue(field, before, value)) return resetValue(draft, canonical);
  const edit: Edit = { path: canonical, value };
  const known = draft.edits.some((other) => other.path === canonical);
  const edits = known
    ? draft.edits.map((other) => (other.path === canonical ? edit : other))
    : [...draft.edits, edit];
  return { ...draft, edits };
}

/** Takes the edit of a field away, so that it has the server's value again. */
export function resetValue(draft: Draft, path: string): Draft {
  const edits = draft.edits.filter((edit) => edit.path !== path);
  return edits.length === draft.edits.length ? draft : { ...draft, edits };
}

export function editAt(draft: Draft, path: string): Edit | undefined {
  return draft.edits.find((edit) => edit.path === path);
}

const known = new WeakMap<Draft, { changes?: readonly Change[]; current?: JsonObject }>();

function kept(draft: Draft) {
  let entry = known.get(draft);
  if (!entry) {
    entry = {};
    known.set(draft, entry);
  }
  return entry;
}

/** What the draft changes, in the order of the document. Computed once a draft. */
export function changesOf(draft: Draft): readonly Change[] {
  const entry = kept(draft);
  entry.changes ??= draft.edits
    .map((edit): Change => {
      const { field, keys } = locate(draft.base, edit.path);
      return {
        path: edit.path,
        field,
        keys,
        before: fieldValue(draft.base, field, keys),
        after: edit.value,
      };
    })
    .sort(byPlace);
  return entry.changes;
}

/** Top-level fields first, then element by element; fields of one element stay in the order they were edited. */
function byPlace(a: Change, b: Change): number {
  const inA = a.keys.slice(0, -1);
  const inB = b.keys.slice(0, -1);
  for (let index = 0; index < Math.min(inA.length, inB.length); index++) {
    const [left, right] = [inA[index], inB[index]];
    if (typeof left === 'number' && typeof right === 'number' && left !== right) return left - right;
    if (left !== right) return String(left) < String(right) ? -1 : 1;
  }
  return inA.length - inB.length;
}

/** The task as it would be with the edits: a new document that shares all that they do not touch. */
export function currentTask(draft: Draft): JsonObject {
  const entry = kept(draft);
  entry.current ??= changesOf(draft).reduce<JsonObject>(
    (task, change) => withValue(task, change.keys, change.after) as JsonObject,
    draft.base,
  );
  return entry.current;
}

function withValue(container: Json | undefined, keys: readonly (string | number)[], value: Json): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const elements = Array.isArray(container) ? container : [];
    return elements.with(key, withValue(elements[key], rest, value));
  }
  const object = isObject(container) ? container : {};
  return { ...object, [key]: withValue(object[key], rest, value) };
}
