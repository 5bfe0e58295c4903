/**
 * Finds the elements that a draft knows in another document: a later read of the task, or another task. This is the one
 * place that answers the question; rebase, verify, replay, transfer and undo are policies on top of it.
 *
 * An element is known by its place in the draft (`Keys`), which never changes while the draft lives. Evidence,
 * strongest first: ID and name together, either of them, unchanged content, the place. The draft's own renames,
 * removals and additions are part of the question. An element that can't be decided is `ambiguous`, never guessed.
 */

import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { fieldOf, type ObjectName } from '../fields/catalogue.ts';
import { memoizeWeak } from '../memoize-weak.ts';
import { PLACE } from '../paths/identity.ts';
import { currentTask, type Draft, isRemoved, newDraft } from './draft.ts';
import type { Handle } from './likeness.ts';
import { type ListMatch, matchList } from './list-match.ts';

/** Object keys and array positions (from 0) from the top of a document. */
export type Keys = readonly (string | number)[];

/**
 * Keys in the other document · `gone`: the list is there, the element isn't · `unknown`: the other document doesn't have
 * the list, or not as objects · `ambiguous`: several elements could be meant.
 */
export type Place = Keys | 'gone' | 'unknown' | 'ambiguous';

/** The answers of one comparison of a draft with another document. */
export interface Correspondence {
  /** Finds keys of the draft, such as those of a change, in the other document. */
  find(keys: Keys): Place;
  /**
   * Returns the positions of elements in the other document's list that the draft doesn't know. Empty for an unknown
   * list.
   */
  strangers(list: Keys): readonly number[];
}

/** Returns true if a place is keys, so that the element was found. */
export const isFound = (place: Place): place is Keys => typeof place !== 'string';

/** The circumstances of a comparison. */
export interface CorrespondenceOptions {
  /** The other document is another task, which shares no IDs and no MACs with this one. */
  readonly betweenTasks?: boolean;
  /** The draft hasn't been sent: changes that look like its work are somebody else's. */
  readonly isUnsent?: boolean;
}

const correspondencesOf = memoizeWeak((before: JsonObject) =>
  memoizeWeak((after: JsonObject) => correspond(newDraft(before), after)),
);

/** Matches two documents without any edits. Remembered for each pair. */
export const correspondDocuments = (before: JsonObject, after: JsonObject): Correspondence =>
  correspondencesOf(before)(after);

/**
 * The position of a walk through the three documents: the draft's base, the task with the edits, and the other
 * document.
 */
interface Cursor {
  readonly object: ObjectName;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly later: Json | undefined;
}

/** Matches a draft with another document. Lists are matched when they are first asked about. */
export function correspond(
  draft: Draft,
  later: JsonObject,
  options: CorrespondenceOptions = {},
): Correspondence {
  const lists = new Map<string, ListMatch | undefined>();
  const { partial = false } = draft;
  const { betweenTasks = false, isUnsent = false } = options;

  function matchOf(keys: string, { object, before, after, later: there }: Cursor): ListMatch | undefined {
    let match = lists.get(keys);
    if (match === undefined && !lists.has(keys)) {
      const elements = elementsOf(there);
      match =
        elements &&
        matchList(object, handlesOf(before, after, partial), elements, {
          partial,
          betweenTasks,
          isSent: !isUnsent,
        });
      lists.set(keys, match);
    }
    return match;
  }

  function walk(keys: Keys): { readonly place: Place; readonly cursor: Cursor } {
    let cursor: Cursor = { object: 'PutTaskReq', before: draft.base, after: currentTask(draft), later };
    const found: (string | number)[] = [];
    for (const [depth, key] of keys.entries()) {
      if (typeof key === 'string') {
        cursor = into(cursor, key, isUnsent);
        found.push(key);
        continue;
      }
      const match = matchOf(keys.slice(0, depth).join('.'), cursor);
      if (!match) return { place: 'unknown', cursor };
      const at = match.matches[key] ?? 'gone';
      if (typeof at === 'string') return { place: at, cursor };
      const pick = (list: Json | undefined, position: number) =>
        Array.isArray(list) ? list[position] : undefined;
      cursor = {
        object: cursor.object,
        before: pick(cursor.before, key),
        after: pick(cursor.after, key),
        later: pick(cursor.later, at),
      };
      found.push(at);
    }
    return { place: found, cursor };
  }

  return {
    find: (keys) => walk(keys).place,
    strangers(list) {
      const { place, cursor } = walk(list);
      if (!isFound(place)) return [];
      return matchOf(list.join('.'), cursor)?.strangers ?? [];
    },
  };
}

function into({ object, before, after, later }: Cursor, key: string, isUnsent: boolean): Cursor {
  const inside = (value: Json | undefined) => (isObject(value) ? value[key] : undefined);
  const [wanted, there] = [inside(after), inside(later)];
  // As a cleared field, a list that was emptied may not come back at all.
  const isEmptied = !isUnsent && isObject(later) && Array.isArray(wanted) && wanted.every(isRemoved);
  return {
    object: fieldOf(object, key)?.of ?? object,
    before: inside(before),
    after: wanted,
    later: there === undefined && isEmptied ? null : there,
  };
}

/**
 * Returns the elements of a list; a list may come as null once it is empty. Undefined for one of scalars only, as GET's
 * `btrfs_list` of strings: nothing tells which objects they are.
 */
function elementsOf(list: Json | undefined): readonly Json[] | undefined {
  if (list === null) return [];
  if (!Array.isArray(list)) return undefined;
  const isComparable = list.length === 0 || list.some((element) => element === null || isObject(element));
  return isComparable ? list : undefined;
}

function placeOf(element: Json | undefined): Pick<Handle, 'position' | 'listLength'> {
  const [position, listLength] =
    (element as { [PLACE]?: readonly [number, number] } | undefined)?.[PLACE] ?? [];
  return { position, listLength };
}

function handlesOf(before: Json | undefined, after: Json | undefined, partial: boolean): Handle[] {
  const base: readonly Json[] = Array.isArray(before) ? before : [];
  const current: readonly Json[] = Array.isArray(after) ? after : [];
  return current.map((element, position): Handle => {
    const was = base[position];
    return {
      before: isObject(was) ? was : undefined,
      after: isObject(element) && !isRemoved(element) ? element : undefined,
      // Saved edits alone don't tell an element's place, unless an edit noted it.
      ...(partial ? placeOf(was) : { position, listLength: base.length }),
    };
  });
}
