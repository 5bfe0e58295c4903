/**
 * Applies the edits of a plan to a task that it wasn't made for: finds elements by the names that people give, never by
 * IDs. Edits without a sure place are skipped and named; the values that the plan was based on don't matter.
 */
import { isObject, type JsonObject } from '../../../json/json.ts';
import { canonicalPath, namedPath } from '../../paths/canonical-path.ts';
import { isUnder, valueAt } from '../../paths/path.ts';
import { carryOver } from '../carry-over.ts';
import { type Correspondence, correspond, isFound } from '../correspondence.ts';
import { baseWithAdditions, type Change, changesOf, type Draft, type Edit, newDraft } from '../draft.ts';
import { plainNameKey } from '../element-identity.ts';
import { overlappingNames } from './name-overlap.ts';
import type { SavedEdit } from './saved-edit.ts';
import { sketch } from './sketch.ts';

/**
 * missing: the task has no such element · ambiguous: it has several · nameless: in the plan's own task only an ID or a
 * place identifies the element, and those mean something else here · exists: an element to be added is there, and
 * differs · overlap: one of its names, old or new, is another element's.
 */
export type SkipReason = 'missing' | 'ambiguous' | 'nameless' | 'exists' | 'overlap';

/** An edit that a transfer skipped, and why. */
export interface SkippedEdit {
  readonly path: string;
  readonly why: SkipReason;
}

/** A plan's edits on another task. */
export interface TransferResult {
  readonly draft: Draft;
  readonly leftOut: readonly SkippedEdit[];
}

/** Returns the path of a change as other tasks know it: with names, if every element has one. */
export const portablePath = (draft: Draft, { keys, path }: Pick<Change, 'keys' | 'path'>): string =>
  namedPath(baseWithAdditions(draft), keys) ?? path;

/** Makes a draft of a plan's edits on another task. Values that the task already has are not edits. */
export function transfer(task: JsonObject, edits: readonly SavedEdit[]): TransferResult {
  const named: SavedEdit[] = [];
  const leftOut: SkippedEdit[] = [];
  for (const edit of edits) {
    if (edit.byName === null) leftOut.push({ path: edit.path, why: 'nameless' });
    else named.push({ path: edit.byName ?? edit.path, kind: edit.kind, value: edit.value });
  }
  const { draft: plan, sources, invalid } = sketch(named, { betweenTasks: true });
  const correspondence = correspond(plan, task, { betweenTasks: true, isUnsent: true });
  const carried = carryOver(plan, task, correspondence, { knowsElements: false });
  const originOf = ({ path }: Edit): string => carried.origins.get(path) ?? path;
  const pending = carried.edits.map(originOf);
  const blocked = new Map<string, SkipReason>();
  const skip = (path: string, why: SkipReason) => {
    if (!blocked.has(path)) leftOut.push({ path: sources.get(path)?.path ?? path, why });
    blocked.set(path, why);
  };
  for (const { path } of invalid) leftOut.push({ path, why: 'missing' });
  const overlaps = [...overlappingNames(named), ...collisions(plan, task, correspondence)];
  for (const { path } of changesOf(plan)) {
    if (overlaps.some((element) => isUnder(path, element))) skip(path, 'overlap');
  }
  for (const element of strangers(plan, task, correspondence)) {
    for (const path of pending) if (isUnder(path, element)) skip(path, 'missing');
  }
  for (const element of carried.arrived.keys()) {
    // An addition that exists with all its values is done; with other values it may be somebody else's.
    if (pending.some((path) => isUnder(path, element))) skip(element, 'exists');
  }
  for (const { kind, path } of carried.conflicts) {
    if (kind === 'gone') skip(path, 'missing');
    if (kind === 'ambiguous') skip(path, 'ambiguous');
  }
  const isBlocked = (path: string): boolean =>
    [...blocked].some(([element, why]) => path === element || (why === 'exists' && isUnder(path, element)));
  const kept = carried.edits.filter((edit) => !isBlocked(originOf(edit)));
  return { draft: { ...newDraft(task), edits: kept }, leftOut };
}

/** Yields the elements that a plan renames, with the current name of each on the task, if it is there. */
function* renamed(plan: Draft, task: JsonObject, correspondence: Correspondence) {
  for (const { kind, keys, field, before, after } of changesOf(plan)) {
    if (kind !== 'set' || field.name !== plainNameKey(field.object)) continue;
    const element = keys.slice(0, -1);
    const place = correspondence.find(element);
    if (typeof element.at(-1) !== 'number' || !isFound(place)) continue;
    yield {
      path: canonicalPath(plan.base, element),
      place,
      before,
      after,
      now: valueAt(task, [...place, field.name]),
      name: field.name,
    };
  }
}

/** Returns the elements whose new name another element of the task already has. */
function collisions(plan: Draft, task: JsonObject, correspondence: Correspondence): string[] {
  return [...renamed(plan, task, correspondence)].flatMap(({ path, place, after, name }) => {
    const list = valueAt(task, place.slice(0, -1));
    const others = Array.isArray(list) ? list.filter((_, at) => at !== place.at(-1)) : [];
    // A cleared name belongs to no element.
    const isTaken = after !== null && others.some((other) => isObject(other) && other[name] === after);
    return isTaken ? [path] : [];
  });
}

/**
 * Returns elements that are known only by their new name: the plan was applied before, if their other values fit too.
 * With any other value, such an element may be a stranger of that name.
 */
const strangers = (plan: Draft, task: JsonObject, correspondence: Correspondence): string[] =>
  [...renamed(plan, task, correspondence)]
    .filter(({ before, after, now }) => now === after && now !== before)
    .map(({ path }) => path);
