/** Edits that were kept (in a draft, in the history) on today's task. */

import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import type { ObjectName } from './catalogue.ts';
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
import { findSame, IDENTITY, nameUnder, positionsOf } from './identity.ts';
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
export const replay = (task: JsonObject, edits: readonly Replayable[], source?: JsonObject): Replayed =>
  replayed(newDraft(task, source), edits, false);

/** The same for a plan: as days may have passed, an element that is to be taken out has to be what it was. */
export const replayPlan = (task: JsonObject, edits: readonly Replayable[]): Replayed =>
  replayed(newDraft(task), edits, true);

function replayed(start: Draft, edits: readonly Replayable[], wary: boolean): Replayed {
  const task = start.base;
  const conflicts: Conflict[] = [];
  /** Where added elements stand that are there by now, and what is added to them, by the path of the edit. */
  const arrived = new Map<string, string>();
  const placeOf = (path: string): string => {
    const element = [...arrived.keys()].findLast((one) => path.startsWith(`${one}.`));
    return element === undefined ? path : (arrived.get(element) as string) + path.slice(element.length);
  };
  let draft = start;
  for (const { path, kind, value, before } of edits) {
    try {
      if (kind === 'add') {
        const place = placeOf(path);
        const there = arrivedAt(draft, place, value, edits);
        if (there === undefined) draft = withAdded(draft, place);
        if (there !== undefined || place !== path) arrived.set(path, there ?? place);
      } else if (kind === 'remove') {
        const there = whereNow(draft, path, before);
        if (there === undefined) continue;
        draft = removeElement(draft, there);
        const within = wary ? changedWithin(task, there, before) : [];
        const theirs = valueAt(task, locate(task, there).keys);
        if (within.length)
          conflicts.push({ path: there, was: before, theirs, yours: null, gone: false, within });
      } else {
        const place = placeOf(path);
        // A new element has its place in the draft; on the task its `[+1]` might be another one's name.
        const now = place !== path || isInAdded(path) ? place : pathNow(task, path, edits);
        draft = setValue(draft, now, value);
        if (isInAdded(now)) continue;
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

/** What in an element is not as it was, usage aside. */
function changedWithin(task: JsonObject, path: string, was: Json | undefined): string[] {
  if (was === undefined) return [];
  const before = withValue(task, locate(task, path).keys, was) as JsonObject;
  return movedPaths(before, task).filter((moved) => !USAGE.test(moved));
}

/** Where an element that was to be added stands already; undefined where it does not. */
function arrivedAt(
  draft: Draft,
  path: string,
  added: Json,
  edits: readonly Replayable[],
): string | undefined {
  const { list } = splitElement(path);
  const { field, keys, path: canonical } = locateIn(draft, list);
  const elements = valueAt(draft.base, keys);
  if (!field.of || !isObject(added) || !Array.isArray(elements)) return undefined;
  const position = findSame(field.of, added, [added], elements);
  if (position < 0) return undefined;
  const there = canonical + stepInto(field.of, elements, position);
  // One that the same edits rename, and did not yet, only has the name for now.
  const renaming = edits.find((edit) => edit.kind === 'set' && edit.path === `${there}.name`);
  const isRenamed = renaming && positionsOf(field.of, elements, String(renaming.value)).length > 0;
  return renaming && !isRenamed ? undefined : there;
}

/**
 * Where an element that is to be removed stands today; undefined where it is gone, which is what was wanted. It is known
 * by the key that it was known by: another one may have for a name what was its id. Throws AmbiguousError.
 */
function whereNow(draft: Draft, path: string, was: Json | undefined): string | undefined {
  try {
    const { list, selector } = splitElement(path);
    const { field, keys, path: canonical } = locateIn(draft, list);
    const elements = valueAt(draft.base, keys);
    const known = (IDENTITY[field.of as ObjectName] ?? []).find((key) => nameUnder(was, key) === selector);
    if (!field.of || !known || !Array.isArray(elements)) return locateIn(draft, path).path;
    const named = [...elements.keys()].filter((at) => nameUnder(elements[at], known) === selector);
    const { of } = field;
    const steps = named.map((at) => stepInto(of, elements, at));
    if (steps.length > 1) throw new AmbiguousError(text().path.ambiguous(path, selector, steps));
    return steps[0] === undefined ? undefined : canonical + steps[0];
  } catch (error) {
    if (error instanceof UsageError && !(error instanceof AmbiguousError)) return undefined;
    throw error;
  }
}
