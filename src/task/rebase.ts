/**
 * When the task changed while it was edited: the edits are carried over to the newer reading, and what
 * clashes is shown, never overwritten unseen. There is no version in the API, so two readings are compared.
 */
import { isObject, type Json, type JsonObject, sameJson } from '../json/json.ts';
import { fieldOf, type ObjectName } from './catalogue.ts';
import { type Change, changesOf, type Draft, removeElement, setValue, withAdded } from './draft.ts';
import { findSame } from './identity.ts';
import { fieldValue, isInAdded, stepInto } from './path.ts';
import { canonicalPath } from './place.ts';
import { sameValue } from './same.ts';
import { findAgain, translate, wantedTask } from './verify.ts';

/** What moves by itself while a task runs; two readings that differ in these alone are the same. API facts §2. */
const VOLATILE = new Set([
  'state',
  'estimate_complete_time',
  'create_date',
  'start_date',
  'finish_date',
  'sub_tasks',
  'connected',
  'migrate_speed',
  'compress_rate',
  'total_time',
  'remain_seconds',
  'network_check_info',
  'syncing',
  'subtask_info',
  'total_cpu_usage',
  'agent_cpu_usage',
  'total_mem_usage',
  'agent_mem_usage',
  'total_disk_io',
  'agent_disk_io',
  'error_json',
  'source_server',
]);

export interface Conflict {
  readonly path: string;
  readonly was: Json | undefined;
  /** Undefined where the element is gone. */
  readonly theirs: Json | undefined;
  readonly yours: Json;
  readonly gone: boolean;
  /** Of an element that is to be taken out: what in it changed. */
  readonly within?: readonly string[];
}

export interface Rebased {
  readonly draft: Draft;
  /** Fields that someone else and the user both changed, and not to the same value. */
  readonly conflicts: readonly Conflict[];
  /** Where the task changed elsewhere. */
  readonly moved: readonly string[];
}

/**
 * Carries a draft over to a newer reading. Conflicting edits stay in the draft; what cannot be placed any more is
 * named as gone, never dropped in silence. An added element that is there by now is no longer added.
 */
export function rebase(draft: Draft, later: JsonObject): Rebased {
  const conflicts: Conflict[] = [];
  let rebased: Draft = { ...draft, base: later, edits: [] };
  const edited = new Set<string>();
  const gone = ({ path, before, after }: Change) =>
    conflicts.push({ path, was: before, theirs: undefined, yours: after, gone: true });
  for (const change of changesOf(draft)) {
    const { kind, field, keys, before, after } = change;
    const there = findAgain(keys, draft, later);
    if (kind === 'add' || (kind === 'set' && !Array.isArray(there) && isInAdded(change.path))) {
      const isThere =
        kind === 'add' && Array.isArray(there) && !Array.isArray(translate(there, later, draft.base));
      if (isThere) continue;
      const next = replayed(rebased, draft, change);
      if (next) rebased = next;
      else gone(change);
      continue;
    }
    if (!Array.isArray(there)) {
      // A removed element that is gone already is what was wanted.
      if (kind === 'set' || there === 'unknown') gone(change);
      continue;
    }
    const laterPath = canonicalPath(later, there);
    edited.add(laterPath);
    if (kind === 'remove') {
      if (!Array.isArray(translate(there, later, wantedTask(draft))))
        rebased = removeElement(rebased, laterPath);
      continue;
    }
    const theirs = fieldValue(later, field, there);
    const moved = !sameValue(field, theirs, before) && !sameValue(field, theirs, after);
    // Where someone else added the same element, what they left empty is nobody's.
    const isTheirs = !isInAdded(change.path) || (theirs != null && theirs !== '');
    if (moved && isTheirs)
      conflicts.push({ path: laterPath, was: before, theirs, yours: after, gone: false });
    if (!sameValue(field, theirs, after)) rebased = setValue(rebased, laterPath, after);
  }
  const moved = movedPaths(draft.base, later).filter((path) => !edited.has(path));
  return { draft: rebased, conflicts, moved };
}

/** A change of an added element, on another base; undefined where what it stood in is no longer there. */
function replayed(rebased: Draft, draft: Draft, { kind, path, keys, after }: Change): Draft | undefined {
  const mark = path.lastIndexOf('[+');
  const element = path.slice(0, path.indexOf(']', mark) + 1);
  const list = keys.slice(
    0,
    keys.findLastIndex((key) => typeof key === 'number'),
  );
  const there = findAgain(list, draft, rebased.base);
  try {
    // The list may stand in an element that goes by another name now; in a new one it has no other place.
    const outer = Array.isArray(there) ? canonicalPath(rebased.base, there) : path.slice(0, mark);
    const now = outer + path.slice(mark, element.length);
    if (kind === 'set') return setValue(rebased, now + path.slice(element.length), after);
    const content = isObject(after) && Object.keys(after).length ? after : undefined;
    return withAdded(rebased, now, content);
  } catch {
    return undefined;
  }
}

/** The paths in which two readings of a task differ, volatile fields aside. */
export function movedPaths(base: JsonObject, later: JsonObject): string[] {
  const moved: string[] = [];
  compareObjects(base, later, 'PutTaskReq', '', moved);
  return moved;
}

function compareObjects(a: JsonObject, b: JsonObject, object: ObjectName, at: string, moved: string[]): void {
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (at === '' && VOLATILE.has(key)) continue;
    const field = fieldOf(object, key);
    compare(a[key], b[key], field?.of, `${at}${at && '.'}${key}`, moved);
  }
}

function compare(
  a: Json | undefined,
  b: Json | undefined,
  of: ObjectName | undefined,
  at: string,
  moved: string[],
): void {
  if (sameJson(a, b)) return;
  if (of && isObject(a) && isObject(b)) {
    compareObjects(a, b, of, at, moved);
    return;
  }
  if (!of || !Array.isArray(a) || !Array.isArray(b) || !a.every(isObject) || !b.every(isObject)) {
    moved.push(at);
    return;
  }
  for (const [position, element] of a.entries()) {
    const found = findSame(of, element, a, b);
    if (found < 0) moved.push(at + stepInto(of, a, position));
    else compareObjects(element, b[found] as JsonObject, of, at + stepInto(of, a, position), moved);
  }
  for (const [position, element] of b.entries()) {
    if (findSame(of, element, b, a) < 0) moved.push(at + stepInto(of, b, position));
  }
}
