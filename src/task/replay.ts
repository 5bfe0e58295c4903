/** Edits that were kept (in a draft, in the history) on today's task. */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { withValue } from './copies.ts';
import {
  changesOf,
  currentTask,
  type Draft,
  locateIn,
  newDraft,
  removeElement,
  setValue,
  withAdded,
} from './draft.ts';
import { AmbiguousError, UsageError } from './errors.ts';
import { findSame } from './identity.ts';
import { fieldValue, isInAdded, locate, stepInto, valueAt } from './path.ts';
import { type Conflict, movedPaths } from './rebase.ts';
import { pathNow, splitElement } from './renamed.ts';
import { sameValue } from './same.ts';

/** One edit as it is kept: a field and its value, an added element, a removed one; and what it was based on. */
export interface Replayable {
  readonly path: string;
  readonly kind: 'set' | 'add' | 'remove';
  /** The value of a set field; of an added element what was known of it. */
  readonly value: Json;
  /** Absent where the server did not return a value. */
  readonly before?: Json;
}

/** The edits of a draft, as they are kept in files. */
export function keptEdits(draft: Draft): Replayable[] {
  const now = currentTask(draft);
  return changesOf(draft).map(({ kind, path, keys, before, after }) => ({
    path,
    kind,
    value: kind === 'set' ? after : kind === 'add' ? ((valueAt(now, keys) as Json) ?? null) : null,
    ...(before === undefined ? {} : { before }),
  }));
}

export interface Replayed {
  readonly draft: Draft;
  /** Fields that are no longer what the edit was based on, and what is gone. */
  readonly conflicts: readonly Conflict[];
}

/** Makes a draft of kept edits on a task as it is now. What is so already is no edit any more. */
export function replay(task: JsonObject, edits: readonly Replayable[], source?: JsonObject): Replayed {
  const conflicts: Conflict[] = [];
  /** Added elements that are there by now, by the path they were added under. */
  const arrived = new Map<string, string>();
  let draft = newDraft(task, source);
  for (const edit of edits) {
    const { path, kind, value, before } = edit;
    try {
      if (kind === 'add') {
        const there = arrivedAt(draft, path, value);
        if (there === undefined) draft = withAdded(draft, path);
        else arrived.set(path, there);
      } else if (kind === 'remove') draft = removed(draft, edit);
      else {
        const added = [...arrived.keys()].find((element) => path.startsWith(`${element}.`));
        const now = added
          ? (arrived.get(added) as string) + path.slice(added.length)
          : pathNow(task, path, edits);
        draft = setValue(draft, now, value);
        if (added || isInAdded(now)) continue;
        const { path: canonical, field, keys } = locate(task, now);
        const theirs = fieldValue(task, field, keys);
        const moved = !sameValue(field, theirs, before) && !sameValue(field, theirs, value);
        if (moved) conflicts.push({ path: canonical, was: before, theirs, yours: value, gone: false });
      }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      conflicts.push({ path, was: before, theirs: undefined, yours: value, gone: true });
    }
  }
  return { draft, conflicts };
}

/** What moves by itself inside of an element. */
const USAGE = /\.(used_size|free_size)$/;

/**
 * The edits of a plan on its own task, as `replay` has them; an element that is to be taken out has to be what it was,
 * too, as days may have passed.
 */
export function replayPlan(task: JsonObject, edits: readonly Replayable[]): Replayed {
  const { draft, conflicts } = replay(task, edits);
  const removals = changesOf(draft).filter(({ kind }) => kind === 'remove');
  const changed = removals.flatMap(({ path, keys, before: theirs }): Conflict[] => {
    const was = edits.find((edit) => edit.path === path)?.before;
    if (was === undefined || theirs === undefined) return [];
    const within = movedPaths(withValue(task, keys, was) as JsonObject, task).filter(
      (one) => !USAGE.test(one),
    );
    return within.length ? [{ path, was, theirs, yours: null, gone: false, within }] : [];
  });
  return { draft, conflicts: [...conflicts, ...changed] };
}

/** Where an element that was to be added stands already; undefined where it does not. */
function arrivedAt(draft: Draft, path: string, added: Json): string | undefined {
  const { list } = splitElement(path);
  const { field, keys, path: canonical } = locateIn(draft, list);
  const elements = valueAt(draft.base, keys);
  if (!field.of || !isObject(added) || !Array.isArray(elements)) return undefined;
  const position = findSame(field.of, added, [added], elements);
  return position < 0 ? undefined : canonical + stepInto(field.of, elements, position);
}

/** A removal of what is gone already is done. Throws UsageError where several elements go by its name by now. */
function removed(draft: Draft, { path }: Replayable): Draft {
  try {
    return removeElement(draft, path);
  } catch (error) {
    if (error instanceof UsageError && !(error instanceof AmbiguousError)) return draft;
    throw error;
  }
}
