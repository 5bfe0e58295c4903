/** The reverse of an update, on the task as it is today. */
import { isObject, type Json, type JsonObject, sameJson } from '../json/json.ts';
import {
  currentTask,
  type Draft,
  locateIn,
  newDraft,
  removeElement,
  restoreElement,
  setValue,
} from './draft.ts';
import { UsageError } from './errors.ts';
import { findSame } from './identity.ts';
import { fieldValue, isInAdded, locate, stepInto, valueAt } from './path.ts';
import { pathNow, splitElement } from './renamed.ts';
import type { Replayable } from './replay.ts';
import { hasTaken, sameValue } from './same.ts';

export interface Undone {
  readonly draft: Draft;
  /** Fields whose value before was never known. */
  readonly cannot: readonly string[];
  /** Fields and elements that someone changed since, with what they are now. */
  readonly changedSince: readonly { readonly path: string; readonly now: Json | undefined }[];
  readonly gone: readonly string[];
}

/** Builds the draft that takes an update back: only what still is as the update left it. */
export function reversal(task: JsonObject, edits: readonly Replayable[]): Undone {
  const undone = {
    draft: newDraft(task),
    cannot: [] as string[],
    changedSince: [] as { path: string; now: Json | undefined }[],
    gone: [] as string[],
  };
  // What was removed comes back last, so that its names do not stand in the way of what was renamed.
  const order = [...edits].sort((a, b) => Number(a.kind === 'remove') - Number(b.kind === 'remove'));
  for (const edit of order) {
    try {
      undone.draft = taken(task, undone, edit, edits);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      undone.gone.push(edit.path);
    }
  }
  return undone;
}

type Building = { draft: Draft; cannot: string[]; changedSince: { path: string; now: Json | undefined }[] };

function taken(task: JsonObject, undone: Building, edit: Replayable, edits: readonly Replayable[]): Draft {
  const { draft } = undone;
  if (edit.kind === 'remove') return restored(draft, edit);
  if (edit.kind === 'add') return withoutAdded(undone, edit);
  if (isInAdded(edit.path)) return draft;
  const path = pathNow(task, edit.path, edits);
  const { field, keys } = locate(task, path);
  const now = fieldValue(task, field, keys);
  if (edit.before === undefined) undone.cannot.push(edit.path);
  else if (hasTaken(field, edit.value, now, edit.before)) return setValue(draft, path, edit.before);
  else if (!sameValue(field, now, edit.before)) undone.changedSince.push({ path, now });
  return draft;
}

/** Puts a removed element back, unless it is there: the removal may never have taken. */
function restored(draft: Draft, { path, before }: Replayable): Draft {
  const { list } = splitElement(path);
  const { field, keys } = locateIn(draft, list);
  const elements = valueAt(currentTask(draft), keys);
  if (!field.of || !isObject(before) || !Array.isArray(elements)) throw new UsageError(list);
  return findSame(field.of, before, [before], elements) >= 0 ? draft : restoreElement(draft, list, before);
}

/** Takes the element that an update added out again, where it still is as it was added. */
function withoutAdded(undone: Building, { path, value: added }: Replayable): Draft {
  const { list } = splitElement(path);
  const { field, keys, path: canonical } = locateIn(undone.draft, list);
  const elements = valueAt(undone.draft.base, keys);
  if (!field.of || !isObject(added) || !Array.isArray(elements)) throw new UsageError(list);
  const position = findSame(field.of, added, [added], elements);
  const now = elements[position];
  if (!isObject(now)) throw new UsageError(list);
  const element = canonical + stepInto(field.of, elements, position);
  const same = Object.entries(added).every(
    ([key, value]) => Array.isArray(value) || sameJson(now[key], value),
  );
  if (same) return removeElement(undone.draft, element);
  undone.changedSince.push({ path: element, now: String(now.name ?? now.id ?? '') });
  return undone.draft;
}
