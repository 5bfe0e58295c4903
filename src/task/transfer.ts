/**
 * The edits of a plan on a task that it was not made for: by path, with names in place of ids. What has no sure place
 * there is left out and named; what the plan was based on does not matter.
 */
import { asInteger, isObject, type Json, type JsonObject, sameJson } from '../json/json.ts';
import {
  type Change,
  type Draft,
  locateIn,
  newDraft,
  outline,
  removeElement,
  setValue,
  withAdded,
} from './draft.ts';
import { AmbiguousError, UsageError } from './errors.ts';
import { findSame } from './identity.ts';
import { namingOf, overlapping } from './overlap.ts';
import { fieldValue, isInAdded, isUnder, type Location, valueAt } from './path.ts';
import { pathByName } from './place.ts';
import type { PlanEdit } from './plan.ts';
import { splitElement } from './renamed.ts';
import type { Replayable } from './replay.ts';
import { sameValue } from './same.ts';

/**
 * missing: the task has no such element · ambiguous: it has several · nameless: in the plan's own task only an id or a
 * place tells the element, and here they mean something else · exists: what is to be added is there, and differs ·
 * overlap: one of its names, old or new, is another element's.
 */
export type LeftOutWhy = 'missing' | 'ambiguous' | 'nameless' | 'exists' | 'overlap';

export interface LeftOut {
  readonly path: string;
  readonly why: LeftOutWhy;
}

export interface Transferred {
  readonly draft: Draft;
  readonly leftOut: readonly LeftOut[];
}

/** The path of a change as other tasks know it: with names, where every element has one. */
export const sharedPath = (draft: Draft, { keys, path }: Pick<Change, 'keys' | 'path'>): string =>
  pathByName(outline(draft), keys) ?? path;

/** Makes a draft of a plan's edits on another task. What is so already is no edit. */
export function transfer(task: JsonObject, edits: readonly PlanEdit[]): Transferred {
  const leftOut: LeftOut[] = edits
    .filter(({ byName }) => byName === null)
    .map(({ path }) => ({ path, why: 'nameless' }));
  const named: Replayable[] = edits
    .filter(({ byName }) => byName !== null)
    .map(({ path, byName, kind, value }) => ({ path: byName ?? path, kind, value }));
  const there: string[] = [];
  const start = newDraft(task);
  const overlaps = [...overlapping(named, (element) => isIn(start, element))];
  let draft = start;
  for (const edit of named) {
    if (overlaps.some((element) => isUnder(edit.path, element))) {
      leftOut.push({ path: edit.path, why: 'overlap' });
      continue;
    }
    const isInside = (element: string) => edit.path.startsWith(`${element}.`);
    if (there.some(isInside) || leftOut.some(({ path }) => isInside(path))) continue;
    const placed = place(draft, edit, named);
    if (placed === 'there') there.push(edit.path);
    else if (typeof placed === 'string') leftOut.push({ path: edit.path, why: placed });
    else draft = placed;
  }
  return { draft, leftOut };
}

/** The draft with one more edit; or why it is left out; `there` for an element to be added that is there just so. */
function place(draft: Draft, edit: Replayable, edits: readonly Replayable[]): Draft | LeftOutWhy | 'there' {
  try {
    if (edit.kind === 'add') return added(draft, edit);
    const found = find(draft, edit.path);
    if (edit.kind === 'remove') return found ? removeElement(draft, found.path) : draft;
    if (found) return setValue(draft, found.path, edit.value);
    return isSoUnderNewName(draft, edit, edits) ? draft : 'missing';
  } catch (error) {
    if (error instanceof AmbiguousError) return 'ambiguous';
    if (error instanceof UsageError) return 'missing';
    throw error;
  }
}

/** True where an element goes by this path, or several do. */
function isIn(draft: Draft, element: string): boolean {
  try {
    return find(draft, element) !== undefined;
  } catch {
    return true;
  }
}

/** Where a path by names leads; undefined where no element goes by that name. Throws AmbiguousError. */
function find(draft: Draft, path: string): Location | undefined {
  try {
    const found = locateIn(draft, path);
    const byName = pathByName(outline(draft), found.keys);
    if (byName === undefined) throw new AmbiguousError(path);
    // A name may look like another element's id.
    return byName === path ? found : undefined;
  } catch (error) {
    if (error instanceof UsageError && !(error instanceof AmbiguousError)) return undefined;
    throw error;
  }
}

/**
 * True where the plan renames the element and another one has the new name, with the wanted value: the plan was
 * carried out before. With any other value it may as well be a stranger of that name.
 */
function isSoUnderNewName(draft: Draft, { path, value }: Replayable, edits: readonly Replayable[]): boolean {
  return edits.some((edit) => {
    const naming = edit.kind === 'set' ? namingOf(edit) : undefined;
    if (!naming || !isUnder(path, naming.element)) return false;
    const found = find(draft, naming.now + path.slice(naming.element.length));
    return (
      found !== undefined && sameValue(found.field, fieldValue(draft.base, found.field, found.keys), value)
    );
  });
}

/** Puts a new element into its list, unless one of its name is there. Throws UsageError where the list is not. */
function added(draft: Draft, { path, value }: Replayable): Draft | LeftOutWhy | 'there' {
  const { list } = splitElement(path);
  const found = find(draft, list);
  if (!found?.field.of) return 'missing';
  const elements = valueAt(draft.base, found.keys);
  if (isInAdded(list) || !Array.isArray(elements) || !isObject(value)) return withAdded(draft, path);
  const position = findSame(found.field.of, value, [value], elements);
  if (position < 0) return withAdded(draft, path);
  return holds(elements[position], value) ? 'there' : 'exists';
}

/** True where a value has all that is wanted of it; of a list, an entry for each. */
function holds(has: Json | undefined, wanted: Json): boolean {
  if (Array.isArray(wanted)) {
    return wanted.every((entry) => Array.isArray(has) && has.some((other) => holds(other, entry)));
  }
  if (isObject(wanted)) {
    return Object.entries(wanted).every(([key, value]) => isObject(has) && holds(has[key], value));
  }
  const number = asInteger(wanted);
  return sameJson(has, wanted) || (number !== undefined && asInteger(has) === number);
}
