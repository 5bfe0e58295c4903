/** Builds the reversal of an update, on the task as it is now. */
import { isObject, type Json, type JsonObject } from '../../../json/json.ts';
import { canonicalPath } from '../../paths/canonical-path.ts';
import { PLACE } from '../../paths/identity.ts';
import { valueAt } from '../../paths/path.ts';
import type { Conflict } from '../carry-over.ts';
import { carryOver, isLost } from '../carry-over.ts';
import { correspond, type Keys } from '../correspondence.ts';
import { diffDocuments } from '../document-diff.ts';
import { type Change, changesOf, currentTask, type Draft, type Edit, isRemoved, newDraft } from '../draft.ts';
import type { SavedEdit } from '../saved/saved-edit.ts';
import { sketch } from '../saved/sketch.ts';
import { hasContent, sharedNames, takenNames, withoutTakenIds } from './collisions.ts';
import { correspondByOrigin, ORIGIN, withOrigins } from './origins.ts';

/**
 * unknown_before: SMS never returned the value that the field had · changed: someone changed it since · missing: it
 * doesn't exist any more · ambiguous: several elements could be meant · exists: another element has the name by now.
 */
export type LeftAloneReason = 'unknown_before' | 'changed' | 'missing' | 'ambiguous' | 'exists';

/** A change that is not undone, and why. */
export interface LeftAlone {
  readonly path: string;
  readonly why: LeftAloneReason;
  /** The current value, if it was changed. */
  readonly now?: Json | undefined;
}

/** A draft that undoes an update, and the changes that it leaves alone. */
export interface ReversalResult {
  readonly draft: Draft;
  readonly leftAlone: readonly LeftAlone[];
}

/** Builds the draft that undoes an update: only values that are still as the update left them. */
export function buildReversal(task: JsonObject, edits: readonly SavedEdit[]): ReversalResult {
  const { draft: forward, sources, invalid } = sketch(edits);
  const { draft: backward, origins, unknownBefore } = invert(forward);
  const carried = carryOver(backward, task, correspond(backward, task), { knowsElements: false });
  const savedPath = (path: string): string => {
    const own = origins.get(path) ?? path;
    return sources.get(own)?.path ?? own;
  };
  const untouchable = new Set(carried.conflicts.flatMap((one) => (isLost(one) ? [] : [one.path])));
  const leftAlone: LeftAlone[] = [
    ...unknownBefore.map((path) => ({ path: savedPath(path), why: 'unknown_before' as const })),
    ...invalid.map(({ path }) => ({ path, why: 'missing' as const })),
    ...carried.conflicts.map((conflict) => leftAloneBy(conflict, carried.origins, savedPath)),
  ];
  // An element of that name is there: the removed one, or somebody else's.
  const kinds = new Map(changesOf(backward).map((change) => [change.path, change]));
  for (const [path, keys] of carried.arrived) {
    const { field, after } = kinds.get(path) as Change;
    const there = valueAt(task, keys);
    if (field.of && isObject(after) && isObject(there) && !hasContent(field.of, there, after))
      leftAlone.push({ path: savedPath(path), why: 'exists' });
  }
  let kept = carried.edits.filter(({ path }) => !untouchable.has(path));
  const onTask = () => ({ ...newDraft(task), edits: kept });
  // SMS itself may have had several elements of one name.
  const shared = sharedNames(forward.base);
  for (let taken = takenNames(onTask(), shared); taken.size > 0; taken = takenNames(onTask(), shared)) {
    for (const path of taken)
      leftAlone.push({ path: savedPath(carried.origins.get(path) ?? path), why: 'exists' });
    kept = kept.filter(({ path }) => !taken.has(path));
  }
  return { draft: { ...newDraft(task), edits: withoutTakenIds(onTask()) }, leftAlone };
}

/** Builds the draft that takes several updates back, the newest first, as one. */
export function buildReversalOf(
  task: JsonObject,
  updates: readonly (readonly SavedEdit[])[],
): ReversalResult {
  const [newest = [], ...older] = updates;
  if (older.length === 0) return buildReversal(task, newest);
  let document = withOrigins(task) as JsonObject;
  const leftAlone: LeftAlone[] = [];
  for (const edits of updates) {
    const step = buildReversal(document, edits);
    leftAlone.push(...step.leftAlone);
    document = settled(currentTask(step.draft)) as JsonObject;
  }
  const correspondence = correspondByOrigin(document);
  return { draft: diffDocuments(task, document, { restores: true, correspondence }).draft, leftAlone };
}

const REASONS: Readonly<Record<Conflict['kind'], LeftAloneReason>> = {
  changed: 'changed',
  within: 'changed',
  gone: 'missing',
  ambiguous: 'ambiguous',
};

function leftAloneBy(
  conflict: Conflict,
  origins: ReadonlyMap<string, string>,
  savedPath: (path: string) => string,
): LeftAlone {
  const { kind, path, theirs } = conflict;
  // Without a sure place on the task it has the draft's own path, which may be another element's there.
  const own = isLost(conflict) ? path : (origins.get(path) as string);
  return { path: savedPath(own), why: REASONS[kind], now: theirs };
}

interface Inverse {
  readonly draft: Draft;
  /** The forward path of each backward path. */
  readonly origins: ReadonlyMap<string, string>;
  readonly unknownBefore: readonly string[];
}

/** Returns the draft that leads back from a draft's wanted values to those of its base. */
function invert(draft: Draft): Inverse {
  const current = currentTask(draft);
  const base = settled(current) as JsonObject;
  const origins = new Map<string, string>();
  const unknownBefore: string[] = [];
  const edits = backwards(draft).flatMap((change): Edit[] => {
    const keys = settledKeys(change.keys, current);
    if (change.kind === 'remove') {
      const list = canonicalPath(base, keys.slice(0, -1));
      const path = `${list}[+${Number(change.keys.at(-1)) + 1}]`;
      origins.set(path, change.path);
      return isObject(change.before) ? [{ path, add: true, content: change.before }] : [];
    }
    const path = canonicalPath(base, keys);
    origins.set(path, change.path);
    if (change.kind === 'add') return [{ path, remove: true }];
    if (change.before === undefined) {
      unknownBefore.push(path);
      return [];
    }
    return [{ path, value: change.before, restores: true }];
  });
  return { draft: { ...draft, base, edits }, origins, unknownBefore };
}

/** Returns the changes to undo, without those inside an added element. */
function backwards(draft: Draft): Change[] {
  const changes = changesOf(draft);
  const added = changes.filter(({ kind }) => kind === 'add');
  const isInside = (keys: Keys) =>
    added.some((one) => one.keys.length < keys.length && one.keys.every((key, depth) => keys[depth] === key));
  return changes.filter(({ keys }) => !isInside(keys));
}

/** Copies a document without marks: removed elements are gone, added ones are elements like others. */
function settled(value: Json): Json {
  if (Array.isArray(value)) return value.filter((element) => !isRemoved(element)).map(settled);
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, settled(inner)]));
  return Object.assign(copy, marksOf(value)) as JsonObject;
}

/** Returns the marks of an element that outlive an update. */
const marksOf = (value: object): object =>
  Object.fromEntries(
    [PLACE, ORIGIN].filter((mark) => mark in value).map((mark) => [mark, value[mark as never]]),
  );

/** Returns keys as they are once the removed elements before them are gone. */
function settledKeys(keys: Keys, task: JsonObject): (string | number)[] {
  return keys.map((key, depth) => {
    if (typeof key === 'string') return key;
    const list = valueAt(task, keys.slice(0, depth));
    return Array.isArray(list) ? key - list.slice(0, key).filter(isRemoved).length : key;
  });
}
