/** The reverse of an update, on the task as it is today. */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { type Draft, locateIn, newDraft, removeElement, restoreElement, setValue } from './draft.ts';
import { UsageError } from './errors.ts';
import { findSame, positionsOf } from './identity.ts';
import { fieldValue, locate, stepInto, valueAt } from './path.ts';
import type { Replayable } from './replay.ts';
import { sameValue } from './same.ts';

export interface Undone {
  readonly draft: Draft;
  /** Fields whose value before was never known. */
  readonly cannot: readonly string[];
  /** Fields that someone changed since, with what they are now. */
  readonly changedSince: readonly { readonly path: string; readonly now: Json | undefined }[];
  readonly gone: readonly string[];
}

/** Builds the draft that takes an update back: only what still is as the update left it. */
export function reversal(task: JsonObject, edits: readonly Replayable[]): Undone {
  const cannot: string[] = [];
  const gone: string[] = [];
  const changedSince: { path: string; now: Json | undefined }[] = [];
  let draft = newDraft(task);
  const list = (path: string) => path.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]$/, '');
  for (const edit of edits) {
    try {
      if (edit.kind === 'add') draft = withoutAdded(draft, list(edit.path), edit.value);
      else if (edit.kind === 'remove' && isObject(edit.before))
        draft = restoreElement(draft, list(edit.path), edit.before);
      else if (!/\[\+\d+\]/.test(edit.path)) {
        const path = pathNow(task, edit, edits);
        const { field, keys } = locate(task, path);
        const now = fieldValue(task, field, keys);
        if (edit.before === undefined) cannot.push(edit.path);
        else if (!sameValue(field, now, edit.value)) {
          if (!sameValue(field, now, edit.before)) changedSince.push({ path, now });
        } else draft = setValue(draft, path, edit.before);
      }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      gone.push(edit.path);
    }
  }
  return { draft, cannot, changedSince, gone };
}

/** Where a field stands today: an element that the same update renamed is found under its new name. */
function pathNow(task: JsonObject, edit: Replayable, edits: readonly Replayable[]): string {
  const renamed = edits.find(
    ({ path, kind }) =>
      kind === 'set' && /\]\.(name|mac|id)$/.test(path) && edit.path.startsWith(path.replace(/\.\w+$/, '.')),
  );
  if (!renamed) return edit.path;
  const element = renamed.path.replace(/\.\w+$/, '');
  const listPath = element.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]$/, '');
  const { field, keys } = locate(task, listPath);
  const elements = valueAt(task, keys);
  if (!field.of || !Array.isArray(elements)) return edit.path;
  const [position] = positionsOf(field.of, elements, String(renamed.value));
  if (position === undefined) return edit.path;
  return listPath + stepInto(field.of, elements, position) + edit.path.slice(element.length);
}

/** Takes the element that an update added out again, found by what it is known by. */
function withoutAdded(draft: Draft, list: string, added: Json): Draft {
  const { field, keys, path } = locateIn(draft, list);
  const elements = valueAt(draft.base, keys);
  if (!field.of || !isObject(added) || !Array.isArray(elements)) throw new UsageError(list);
  const position = findSame(field.of, added, [added], elements);
  if (position < 0) throw new UsageError(list);
  return removeElement(draft, path + stepInto(field.of, elements, position));
}
