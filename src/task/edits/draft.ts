/**
 * A draft: a task as it was read, and edits to it as data. Edits name their field by identity path, so they
 * outlive a new reading of the task, can be stored, replayed, undone and sent to another task.
 */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import { type Field, fieldsOf } from './catalogue.ts';
import { appended, withValue, withValues } from './copies.ts';
import { UsageError } from './errors.ts';
import { ADDED, REMOVED } from './identity.ts';
import { addedOn, fieldValue, isUnder, type Location, locate, namedBy, valueAt } from './path.ts';
import { sameValue } from './same.ts';

/** A field set to a value (null unsets it), an element taken out of its list, or a new one put into it. */
export type Edit =
  | { readonly path: string; readonly value: Json }
  | { readonly path: string; readonly remove: true }
  /** `content`: what the server itself once had there; it goes back as it was, and is not judged. */
  | { readonly path: string; readonly add: true; readonly content?: JsonObject };

export interface Draft {
  /** The task as the server sent it; never changed. */
  readonly base: JsonObject;
  /** At most one edit a path, each differing from the base, in the order they were first made. */
  readonly edits: readonly Edit[];
  /** The source server of the task, where it could be read: what rules and hints know beyond the task. */
  readonly source?: JsonObject;
}

/** One thing that the draft changes. `before` is undefined where the server did not return a value. */
export interface Change {
  readonly kind: 'set' | 'add' | 'remove';
  readonly path: string;
  /** The field; of an added or removed element the list it belongs to. */
  readonly field: Field;
  readonly keys: readonly (string | number)[];
  readonly before: Json | undefined;
  /** Null for a field that is unset and for an element that is removed; of an added one what it starts from. */
  readonly after: Json;
}

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

/** The draft with other edits; its outline grows from the one before where no element that was added went or changed. */
function withEdits(draft: Draft, edits: readonly Edit[]): Draft {
  const next = { ...draft, edits };
  const { outline: before } = kept(draft);
  const [had, has] = [draft.edits.filter(isAdd), edits.filter(isAdd)];
  if (before && had.every((edit, index) => edit === has[index])) {
    kept(next).outline = has.slice(had.length).reduce(withElement, before);
  }
  return next;
}

/** Where a path leads in a draft, added elements (`[+1]`) included. Throws UsageError. */
export function locateIn(draft: Draft, path: string): Location {
  return locate(outline(draft), path);
}

/** Sets one field; null unsets it. Setting the value the server has takes the edit away. Throws UsageError. */
export function setValue(draft: Draft, path: string, value: Json): Draft {
  const { path: canonical, field, keys, element } = locateIn(draft, path);
  // Lists and objects are edited by what is in them: whole, nothing in them would be checked.
  if (field.of || element) throw new UsageError(text().path.noSingleValue(canonical));
  const removed = draft.edits.find((edit) => 'remove' in edit && isUnder(canonical, edit.path));
  if (removed) throw new UsageError(text().path.takenOut(canonical, removed.path));
  const before = fieldValue(draft.base, field, keys);
  if (sameValue(field, before, value)) return resetPath(draft, canonical);
  return withEdit(draft, { path: canonical, value });
}

/** Takes an element out of its list; one that the draft itself added is simply gone again. Throws UsageError. */
export function removeElement(draft: Draft, path: string): Draft {
  const { path: canonical, element } = locateIn(draft, path);
  if (!element) throw new UsageError(text().path.noElementAt(canonical));
  const added = draft.edits.some((edit) => edit.path === canonical && 'add' in edit);
  const without = withEdits(
    draft,
    draft.edits.filter((edit) => !isUnder(edit.path, canonical)),
  );
  return added ? without : withEdit(without, { path: canonical, remove: true });
}

export interface Added {
  readonly draft: Draft;
  /** Where the new element stands: `target_server.networks[+1]`. */
  readonly path: string;
}

/** Puts a new element into a list, with the fields that are known of it, lists inside it included. */
export function addElement(draft: Draft, list: string, known: JsonObject = {}): Added {
  const { path: canonical, field } = locateIn(draft, list);
  const path = newPath(draft, canonical);
  let next = withEdit(draft, { path, add: true });
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

/** The first `[+n]` of a list that is free. */
function newPath(draft: Draft, list: string): string {
  const taken = new Set(draft.edits.map((edit) => edit.path));
  let number = 1;
  while (taken.has(`${list}[+${number}]`)) number++;
  return `${list}[+${number}]`;
}

/** Puts an element that the server once had back into its list, just as it was. Throws UsageError. */
export function restoreElement(draft: Draft, list: string, content: JsonObject): Draft {
  const { path: canonical } = locateIn(draft, list);
  return withAdded(draft, newPath(draft, canonical), content);
}

/** Puts a new element at a path that names it: `target_server.networks[+1]`. Throws UsageError. */
export function withAdded(draft: Draft, path: string, content?: JsonObject): Draft {
  if (!namedBy(path).element || !addedOn(path).includes(path))
    throw new UsageError(text().path.noNewElement(path));
  const next = withEdit(draft, content ? { path, add: true, content } : { path, add: true });
  outline(next);
  return next;
}

/** Takes every edit at a path away: a set field, a removal, or an added element with all that is in it. */
export function resetPath(draft: Draft, path: string): Draft {
  const added = draft.edits.some((edit) => edit.path === path && 'add' in edit);
  const stays = (edit: Edit) => (added ? !isUnder(edit.path, path) : edit.path !== path);
  const edits = draft.edits.filter(stays);
  return edits.length === draft.edits.length ? draft : withEdits(draft, edits);
}

interface Known {
  outline?: JsonObject;
  changes?: readonly Change[];
  /** Drafts that undo goes back to are many, and each of these may hold a copy of a long list. */
  current?: WeakRef<JsonObject>;
  changed?: ReadonlySet<string>;
}
const known = new WeakMap<readonly Edit[], WeakMap<JsonObject, Known>>();

/** What was worked out of a base and its edits before. */
function kept({ base, edits }: Draft): Known {
  const byBase = known.get(edits) ?? new WeakMap<JsonObject, Known>();
  known.set(edits, byBase);
  const entry = byBase.get(base) ?? {};
  byBase.set(base, entry);
  return entry;
}

/** The base with the elements that the draft adds, still empty: what there is to list. */
export function outline(draft: Draft): JsonObject {
  const entry = kept(draft);
  entry.outline ??= draft.edits.reduce(withElement, draft.base);
  return entry.outline;
}

function withElement(task: JsonObject, edit: Edit): JsonObject {
  if (!('add' in edit)) return task;
  const [, list = '', name = ''] = /^(.*)\[(\+\d+)\]$/s.exec(edit.path) ?? [];
  const { keys } = locate(task, list);
  const elements = valueAt(task, keys);
  const element = { ...edit.content, [ADDED]: name } as unknown as JsonObject;
  return withValue(task, keys, appended(Array.isArray(elements) ? elements : [], element)) as JsonObject;
}

/** What the draft changes, in the order of the document. Computed once a draft. */
export function changesOf(draft: Draft): readonly Change[] {
  const entry = kept(draft);
  entry.changes ??= draft.edits
    .map((edit): Change => {
      const { field, keys } = locateIn(draft, edit.path);
      const place = { path: edit.path, field, keys };
      if ('value' in edit) {
        return { ...place, kind: 'set', before: fieldValue(draft.base, field, keys), after: edit.value };
      }
      const element = valueAt(draft.base, keys);
      if ('remove' in edit) return { ...place, kind: 'remove', before: element, after: null };
      return { ...place, kind: 'add', before: undefined, after: edit.content ?? {} };
    })
    .sort(byPlace);
  return entry.changes;
}

/** The paths of `changesOf`, for asking about one quickly. */
export function changedPaths(draft: Draft): ReadonlySet<string> {
  const entry = kept(draft);
  entry.changed ??= new Set(draft.edits.map(({ path }) => path));
  return entry.changed;
}

/** Top-level fields first, then element by element; fields of one element stay in the order they were edited. */
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
 * The task as it would be with the edits: a new document that shares all that they do not touch. Removed
 * elements keep their place in it, under a mark, so that positions stay what they are in the outline.
 */
export function currentTask(draft: Draft): JsonObject {
  const entry = kept(draft);
  const before = entry.current?.deref();
  if (before) return before;
  const task = outline(draft);
  const placed = changesOf(draft)
    .filter(({ kind }) => kind !== 'add')
    .map(({ kind, keys, after }) => {
      const removed = () => ({ ...(valueAt(task, keys) as JsonObject), [REMOVED]: true }) as Json;
      return { keys, value: kind === 'set' ? after : removed() };
    });
  const current = withValues(task, placed) as JsonObject;
  entry.current = new WeakRef(current);
  return current;
}

/** True for an element of `currentTask` that the draft takes out of its list. */
export const isRemoved = (element: Json | undefined): boolean => isObject(element) && REMOVED in element;
/** True for an element of `currentTask` that the draft puts into its list. */
export const isAdded = (element: Json | undefined): boolean => isObject(element) && ADDED in element;

/** How many elements a list has with the edits: those that are taken out do not count. */
export function countOf(draft: Draft, list: readonly (string | number)[]): number {
  const elements = valueAt(currentTask(draft), list);
  const isIn = ({ kind, keys }: Change) =>
    kind === 'remove' && keys.length === list.length + 1 && list.every((key, depth) => keys[depth] === key);
  return Array.isArray(elements) ? elements.length - changesOf(draft).filter(isIn).length : 0;
}
