/**
 * A draft: a task as it was read, and edits to it as data. Edits name their field by identity path, so they outlive a
 * later read of the task, and can be saved, replayed, undone and sent to another task.
 */

import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { UsageError } from '../errors.ts';
import { type Field, fieldsOf } from '../fields/catalogue.ts';
import { valuesEqual } from '../fields/equality.ts';
import { memoizeWeak } from '../memoize-weak.ts';
import { ADDED, REMOVED } from '../paths/identity.ts';
import {
  fieldValue,
  isUnder,
  type Location,
  locate,
  newElementPrefixes,
  resolveField,
  splitSelector,
  valueAt,
} from '../paths/path.ts';
import { valueFromSource } from './source-values.ts';
import { append, setAll, setIn } from './structural-sharing.ts';

/**
 * A field set to a value (null clears it), an element removed from its list, or a new one added. `restores`: SMS itself
 * had that value there, so it isn't checked.
 */
export type Edit =
  | { readonly path: string; readonly value: Json; readonly restores?: true }
  | { readonly path: string; readonly remove: true }
  /** `content`: the element as SMS once had it; it goes back unchanged and unchecked. */
  | { readonly path: string; readonly add: true; readonly content?: JsonObject };

/** A task as it was read, and the edits to it. Immutable. */
export interface Draft {
  /** The task as SMS sent it; never changed. */
  readonly base: JsonObject;
  /** At most one edit for each path, each differing from the base, in the order they were first made. */
  readonly edits: readonly Edit[];
  /** The source server of the task, if it could be read. Rules and hints use it. */
  readonly source?: JsonObject;
  /** True if figures that follow from a resize are sent as they were. */
  readonly keepsFigures?: true;
  /** True if the base has only what is known from saved edits: lists may have had more elements. */
  readonly partial?: true;
}

/** One thing that the draft changes. `before` is undefined if SMS didn't return a value. */
export interface Change {
  readonly kind: 'set' | 'add' | 'remove';
  readonly path: string;
  /** The field; of an added or removed element, its list. */
  readonly field: Field;
  readonly keys: readonly (string | number)[];
  readonly before: Json | undefined;
  /** Null for a cleared field and for a removed element; of an added element, its initial content. */
  readonly after: Json;
  /** The value before, if SMS didn't return it and the source server has it. */
  readonly known?: Json;
  /** True if SMS itself had the value there. */
  readonly restores?: true;
}

/** Returns a draft without edits. */
export function newDraft(base: JsonObject, source?: JsonObject): Draft {
  return source ? { base, edits: [], source } : { base, edits: [] };
}

function withEdit(draft: Draft, edit: Edit): Draft {
  const known = draft.edits.some((other) => other.path === edit.path);
  const edits = known
    ? draft.edits.map((other) => (other.path === edit.path ? edit : other))
    : [...draft.edits, edit];
  return withEdits(draft, edits);
}

const isAdd = (edit: Edit): boolean => 'add' in edit;

/** Returns the draft with other edits. Reuses the previous outline if no added element was removed or changed. */
function withEdits(draft: Draft, edits: readonly Edit[]): Draft {
  const next = { ...draft, edits };
  const { outline: before } = memoOf(draft);
  const [had, has] = [draft.edits.filter(isAdd), edits.filter(isAdd)];
  if (before && had.every((edit, index) => edit === has[index])) {
    memoOf(next).outline = has.slice(had.length).reduce(withElement, before);
  }
  return next;
}

/** Follows a path in a draft, added elements (`[+1]`) included. Throws UsageError if it leads nowhere. */
export function locateIn(draft: Draft, path: string): Location {
  return locate(baseWithAdditions(draft), path);
}

/**
 * Sets one field; null clears it. Setting the base's value removes the edit. Throws UsageError if the path or the value
 * is invalid.
 */
export function setValue(draft: Draft, path: string, value: Json): Draft {
  const { path: canonical, field, keys, element } = locateIn(draft, path);
  // Reject edits of whole lists and objects: their fields would not be checked.
  if (field.of || element) throw new UsageError(text().path.noSingleValue(canonical));
  const removed = draft.edits.find((edit) => 'remove' in edit && isUnder(canonical, edit.path));
  if (removed) throw new UsageError(text().path.takenOut(canonical, removed.path));
  const returned = fieldValue(draft.base, field, keys);
  const before = returned === undefined ? valueFromSource(draft, keys) : returned;
  if (valuesEqual(field, before, value)) return revertPath(draft, canonical);
  return withEdit(draft, { path: canonical, value });
}

/** Removes an element from its list. An element that the draft added disappears without an edit. Throws UsageError. */
export function removeElement(draft: Draft, path: string): Draft {
  const { path: canonical, element, field, keys } = locateIn(draft, path);
  if (!element) throw new UsageError(text().path.noElementAt(canonical));
  // A null is never sent: there is nothing to remove, and nothing by which to see that it is gone.
  const there = valueAt(baseWithAdditions(draft), keys);
  if (!isObject(there)) throw new UsageError(text().path.notAnObject(canonical, field.name, String(there)));
  const added = draft.edits.some((edit) => edit.path === canonical && 'add' in edit);
  const without = withEdits(
    draft,
    draft.edits.filter((edit) => !isUnder(edit.path, canonical)),
  );
  return added ? without : withEdit(without, { path: canonical, remove: true });
}

/** A draft with a new element, and the element's path. */
export interface AddedElement {
  readonly draft: Draft;
  /** The path of the new element: `target_server.networks[+1]`. */
  readonly path: string;
}

/** Adds an element to a list, with its known fields and the lists inside it. Throws UsageError. */
export function addElement(draft: Draft, list: string, known: JsonObject = {}): AddedElement {
  const { path: canonical, field } = locateIn(draft, list);
  const path = newPath(draft, canonical);
  let next = addElementAt(draft, path);
  for (const inner of field.of ? fieldsOf(field.of) : []) {
    const value = known[inner.name];
    if (inner.type === 'array' && Array.isArray(value)) {
      for (const item of value.filter(isObject)) next = addElement(next, `${path}.${inner.name}`, item).draft;
    } else if (!inner.of && value !== undefined && value !== null) {
      next = setValue(next, `${path}.${inner.name}`, value);
    }
  }
  return { draft: next, path };
}

/** Returns the first free `[+n]` of a list. */
function newPath(draft: Draft, list: string): string {
  const taken = new Set(draft.edits.map((edit) => edit.path));
  let number = 1;
  while (taken.has(`${list}[+${number}]`)) number++;
  return `${list}[+${number}]`;
}

/** Adds an element that SMS once had back to its list, unchanged. Throws UsageError. */
export function restoreElement(draft: Draft, list: string, content: JsonObject): Draft {
  const { path: canonical } = locateIn(draft, list);
  return addElementAt(draft, newPath(draft, canonical), content);
}

/** Adds an element at a path that names it: `target_server.networks[+1]`. Throws UsageError. */
export function addElementAt(draft: Draft, path: string, content?: JsonObject): Draft {
  if (!resolveField(path).element || !newElementPrefixes(path).includes(path))
    throw new UsageError(text().path.noNewElement(path));
  const { list, selector } = splitSelector(path);
  // The list may have several names; the new element is the same.
  const { path: canonical } = locateIn(draft, list);
  const removed = draft.edits.find((edit) => 'remove' in edit && isUnder(canonical, edit.path));
  if (removed) throw new UsageError(text().path.takenOut(canonical, removed.path));
  const element = `${canonical}[${selector}]`;
  const next = withEdit(
    draft,
    content ? { path: element, add: true, content } : { path: element, add: true },
  );
  baseWithAdditions(next);
  return next;
}

/** Removes every edit at a path: a set field, a removal, or an added element with all its contents. */
export function revertPath(draft: Draft, path: string): Draft {
  const added = draft.edits.some((edit) => edit.path === path && 'add' in edit);
  const stays = (edit: Edit) => (added ? !isUnder(edit.path, path) : edit.path !== path);
  const edits = draft.edits.filter(stays);
  return edits.length === draft.edits.length ? draft : withEdits(draft, edits);
}

interface Memo {
  outline?: JsonObject;
  changes?: readonly Change[];
  /** The source server that the changes were computed with. */
  source?: JsonObject | undefined;
  /** Weak: undo keeps many drafts, and each of them may hold a copy of a long list. */
  current?: WeakRef<JsonObject>;
  changed?: ReadonlySet<string>;
}
const memosOf = memoizeWeak((_edits: readonly Edit[]) => memoizeWeak((_base: JsonObject): Memo => ({})));

/** Returns the results remembered for a base and its edits. */
const memoOf = ({ base, edits }: Draft): Memo => memosOf(edits)(base);

/** Returns the base with the added elements, still empty: the elements that a list shows. */
export function baseWithAdditions(draft: Draft): JsonObject {
  const entry = memoOf(draft);
  entry.outline ??= draft.edits.reduce(withElement, draft.base);
  return entry.outline;
}

function withElement(task: JsonObject, edit: Edit): JsonObject {
  if (!('add' in edit)) return task;
  const [, list = '', name = ''] = /^(.*)\[(\+\d+)\]$/s.exec(edit.path) ?? [];
  const { keys } = locate(task, list);
  const elements = valueAt(task, keys);
  const element = { ...edit.content, [ADDED]: name } as unknown as JsonObject;
  return setIn(task, keys, append(Array.isArray(elements) ? elements : [], element)) as JsonObject;
}

/** Returns the changes of a draft, in the order of the document. Computed once for each draft. */
export function changesOf(draft: Draft): readonly Change[] {
  const entry = memoOf(draft);
  if (entry.changes && entry.source === draft.source) return entry.changes;
  entry.source = draft.source;
  entry.changes = draft.edits
    .map((edit): Change => {
      const { field, keys } = locateIn(draft, edit.path);
      const place = { path: edit.path, field, keys };
      if ('value' in edit) {
        const before = fieldValue(draft.base, field, keys);
        const known = before === undefined ? valueFromSource(draft, keys) : undefined;
        const set = { ...place, kind: 'set' as const, before, after: edit.value };
        const change = known === undefined ? set : { ...set, known };
        return edit.restores ? { ...change, restores: edit.restores } : change;
      }
      const element = valueAt(draft.base, keys);
      if ('remove' in edit) return { ...place, kind: 'remove', before: element, after: null };
      const added = { ...place, kind: 'add' as const, before: undefined, after: edit.content ?? {} };
      return edit.content ? { ...added, restores: true } : added;
    })
    .sort(byPlace);
  return entry.changes;
}

/** Returns the paths of `changesOf`, as a set. */
export function changedPaths(draft: Draft): ReadonlySet<string> {
  const entry = memoOf(draft);
  entry.changed ??= new Set(draft.edits.map(({ path }) => path));
  return entry.changed;
}

/**
 * Compares two changes: top-level fields first, then element by element; fields of one element in the order they were
 * edited.
 */
function byPlace(a: Change, b: Change): number {
  const inA = a.kind === 'set' ? a.keys.slice(0, -1) : a.keys;
  const inB = b.kind === 'set' ? b.keys.slice(0, -1) : b.keys;
  for (let index = 0; index < Math.min(inA.length, inB.length); index++) {
    const [left, right] = [inA[index], inB[index]];
    if (typeof left === 'number' && typeof right === 'number' && left !== right) return left - right;
    if (left !== right) return String(left) < String(right) ? -1 : 1;
  }
  return inA.length - inB.length || Number(a.kind === 'set') - Number(b.kind === 'set');
}

/**
 * Returns the task with the edits: a new document that shares all untouched parts with the base. Removed elements keep
 * their place, marked with `REMOVED`, so that positions are those of `baseWithAdditions`.
 */
export function currentTask(draft: Draft): JsonObject {
  const entry = memoOf(draft);
  const before = entry.current?.deref();
  if (before) return before;
  const task = baseWithAdditions(draft);
  const placed = changesOf(draft)
    .filter(({ kind }) => kind !== 'add')
    .map(({ kind, keys, after }) => {
      const removed = () => ({ ...(valueAt(task, keys) as JsonObject), [REMOVED]: true }) as Json;
      return { keys, value: kind === 'set' ? after : removed() };
    });
  const current = setAll(task, placed) as JsonObject;
  entry.current = new WeakRef(current);
  return current;
}

/** Returns true for an element of `currentTask` that the draft removes. */
export const isRemoved = (element: Json | undefined): boolean => isObject(element) && REMOVED in element;
/** Returns true for an element of `currentTask` that the draft adds. */
export const isAdded = (element: Json | undefined): boolean => isObject(element) && ADDED in element;

/** Counts the elements of a list with the edits; removed ones aren't counted. */
export function elementCount(draft: Draft, list: readonly (string | number)[]): number {
  const elements = valueAt(currentTask(draft), list);
  const isIn = ({ kind, keys }: Change) =>
    kind === 'remove' && keys.length === list.length + 1 && list.every((key, depth) => keys[depth] === key);
  return Array.isArray(elements) ? elements.length - changesOf(draft).filter(isIn).length : 0;
}
