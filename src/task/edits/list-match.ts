/**
 * Matches a list that a draft knows with the same list in another document. Certain matches are decided at once; the
 * rest, where names move between elements or elements have no name, is decided together.
 */
import { isObject, type Json, type JsonObject, jsonEquals } from '../../json/json.ts';
import type { ObjectName } from '../fields/catalogue.ts';
import { cheapestPairing } from './assignment.ts';
import { COST, type Judge, newJudge, unmatchedCost } from './evidence.ts';
import type { Handle } from './likeness.ts';

/** A position in the other list, or the reason why there isn't one. */
export type Match = number | 'gone' | 'ambiguous';

/** The result of matching one list. */
export interface ListMatch {
  /** The match of each handle, in order. */
  readonly matches: readonly Match[];
  /** Positions in the other list that no handle matches, ambiguous ones excluded. */
  readonly strangers: readonly number[];
}

/** The circumstances of matching one list. */
export interface ListMatchOptions {
  /** True if the list may have had more elements than there are handles. */
  readonly partial: boolean;
  /** True if the lists are of two tasks, which share no IDs. */
  readonly betweenTasks: boolean;
  /** True if the draft may have been sent before the other list was read. */
  readonly isSent: boolean;
}

/** Two pairings whose costs differ by less than this are equally likely. */
const MARGIN = 0.05;
/** Groups of unnamed elements with more pairs than this are compared by place only. */
const MAX_PAIRS = 4096;

/** Matches the handles of a list with the elements of another reading of it. */
export function matchList(
  object: ObjectName,
  handles: readonly Handle[],
  elements: readonly Json[],
  options: ListMatchOptions,
): ListMatch {
  const placesHold = handles.some(({ listLength }) => listLength === elements.length);
  const judge = newJudge(object, handles, { ...options, placesHold });
  if (isUnchanged(handles, elements, judge)) return { matches: handles.map((_, at) => at), strangers: [] };
  const candidates = candidatesOf(handles, elements, judge);
  const matches: Match[] = handles.map(() => 'gone');
  const ambiguousElements = new Set<number>();
  for (const group of groupsOf(candidates, elements.length)) {
    settle(group, { object, handles, elements, judge, candidates, options, matches, ambiguousElements });
  }
  const matched = new Set(matches);
  const strangers = [...elements.keys()].filter((at) => !matched.has(at) && !ambiguousElements.has(at));
  return { matches, strangers };
}

/** Returns true for the usual case: the same elements in the same places, each with a name of its own. */
function isUnchanged(handles: readonly Handle[], elements: readonly Json[], judge: Judge): boolean {
  if (handles.length !== elements.length) return false;
  const ids = new Set<string>();
  const names = new Set<string>();
  let [identified, named] = [0, 0];
  for (const [at, { before, after }] of handles.entries()) {
    if (!before || !after) return false;
    const own = judge.identityOf(before);
    const its = judge.identityOf(elements[at]);
    if (own.id !== its.id || own.name !== its.name || judge.identityOf(after).name !== own.name) return false;
    if (own.id === undefined && own.name === undefined) return false;
    if (own.id !== undefined) {
      ids.add(own.id);
      identified++;
    }
    if (own.name !== undefined) {
      names.add(own.name);
      named++;
    }
  }
  return ids.size === identified && names.size === named;
}

/** Returns, for each handle, the positions of elements with any evidence: an ID, a name, or that both have none. */
function candidatesOf(handles: readonly Handle[], elements: readonly Json[], judge: Judge): Set<number>[] {
  const byId = new Map<string, number[]>();
  const byName = new Map<string, number[]>();
  const nameless: number[] = [];
  const add = (map: Map<string, number[]>, key: string, at: number) => {
    const others = map.get(key);
    if (others) others.push(at);
    else map.set(key, [at]);
  };
  for (const [at, element] of elements.entries()) {
    if (!isObject(element)) continue;
    const { id, name } = judge.identityOf(element);
    if (id !== undefined) add(byId, id, at);
    if (name !== undefined) add(byName, name, at);
    if (judge.isAnonymous(element)) nameless.push(at);
  }
  const isNameless = ({ before, after }: Handle) =>
    (before !== undefined && judge.isAnonymous(before)) || (after !== undefined && judge.isAnonymous(after));
  const namelessHandles = handles.filter(isNameless).length;
  let rank = 0;
  return handles.map((handle) => {
    const found = new Set<number>();
    for (const face of [handle.before, handle.after]) {
      if (!face) continue;
      const { id, name } = judge.identityOf(face);
      for (const at of limited(id === undefined ? undefined : byId.get(id), handle)) found.add(at);
      for (const at of limited(name === undefined ? undefined : byName.get(name), handle)) found.add(at);
    }
    if (isNameless(handle)) {
      const all = namelessHandles * nameless.length <= MAX_PAIRS;
      for (const at of all ? nameless : nameless.slice(rank, rank + 1)) found.add(at);
      rank++;
    }
    return found;
  });
}

/** Limits very many elements of one name to the one in the same place. */
function limited(positions: readonly number[] | undefined, { position }: Handle): readonly number[] {
  if (!positions || positions.length * positions.length <= MAX_PAIRS) return positions ?? [];
  return positions.filter((at) => at === position);
}

interface Group {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Yields groups of handles and elements that compete with each other, directly or through others. */
function* groupsOf(candidates: readonly ReadonlySet<number>[], elementCount: number): Generator<Group> {
  const handlesAt: number[][] = Array.from({ length: elementCount }, () => []);
  for (const [row, positions] of candidates.entries()) for (const at of positions) handlesAt[at]?.push(row);
  const seen = new Set<number>();
  for (const [first, positions] of candidates.entries()) {
    if (seen.has(first) || positions.size === 0) continue;
    const rows = [first];
    const columns = new Set<number>();
    seen.add(first);
    for (const row of rows) {
      for (const at of candidates[row] ?? []) {
        if (columns.has(at)) continue;
        columns.add(at);
        for (const other of handlesAt[at] ?? []) {
          if (seen.has(other)) continue;
          seen.add(other);
          rows.push(other);
        }
      }
    }
    yield { rows, columns: [...columns] };
  }
}

interface Settling {
  readonly object: ObjectName;
  readonly handles: readonly Handle[];
  readonly elements: readonly Json[];
  readonly judge: Judge;
  readonly candidates: readonly ReadonlySet<number>[];
  readonly options: ListMatchOptions;
  readonly matches: Match[];
  readonly ambiguousElements: Set<number>;
}

function settle({ rows, columns }: Group, all: Settling): void {
  const { handles, elements, judge, candidates, options, matches, ambiguousElements } = all;
  const handleOf = (row: number) => handles[rows[row] as number] as Handle;
  const elementOf = (column: number) => elements[columns[column] as number] as JsonObject;
  const cache = new Map<number, number | undefined>();
  const pair = (row: number, column: number): number | undefined => {
    const at = columns[column] as number;
    if (!candidates[rows[row] as number]?.has(at)) return undefined;
    const key = row * columns.length + column;
    if (!cache.has(key)) cache.set(key, judge.cost(handleOf(row), elementOf(column), at));
    return cache.get(key);
  };
  const rowAlone = (row: number) => unmatchedCost(handleOf(row), options.isSent);
  const columnAlone = () => (options.partial ? COST.strangerUnknown : COST.stranger);
  const costs = { rows: rows.length, columns: columns.length, pair, rowAlone, columnAlone };
  const paired = cheapestPairing(costs).columns;
  const ambiguous = doubtful(costs, paired, (a, b) => jsonEquals(elementOf(a), elementOf(b)));
  const isRowNameless = (row: number) => judge.isUnnamed(handleOf(row).before);
  const rowAt = new Map(paired.map((column, row) => [column, row]));
  /** True for an element that no handle matches for sure. */
  const isUnsure = (column: number) => {
    const row = rowAt.get(column);
    return row === undefined || (pair(row, column) ?? 0) >= COST.otherContent;
  };
  const isLeftOver = (row: number) =>
    columns.some((at, column) => isUnsure(column) && candidates[rows[row] as number]?.has(at));
  for (const [row, column] of paired.entries()) {
    const handle = rows[row] as number;
    if (
      ambiguous.has(row) ||
      isGuess(handleOf(row), column < 0 ? undefined : pair(row, column), isRowNameless(row), isLeftOver(row))
    ) {
      matches[handle] = 'ambiguous';
      if (column >= 0) ambiguousElements.add(columns[column] as number);
    } else if (column >= 0) matches[handle] = columns[column] as number;
  }
}

/**
 * Returns true if removing an unnamed element is a guess: if the remaining list has other content, the element there
 * may be that element, changed, or another one. `cost`: of its partner, if it has one.
 */
const isGuess = (
  { after }: Handle,
  cost: number | undefined,
  isNameless: boolean,
  isLeftOver: boolean,
): boolean =>
  !after && isNameless && (cost === undefined ? isLeftOver : cost >= COST.stillThere + COST.otherContent);

interface Costs {
  readonly columns: number;
  pair(row: number, column: number): number | undefined;
  rowAlone(row: number): number;
  columnAlone(column: number): number;
}

/** Returns the rows whose partner could as well be another one, by exchanging two; unless the result is the same. */
function doubtful(
  { columns, pair, rowAlone, columnAlone }: Costs,
  paired: readonly number[],
  isSame: (a: number, b: number) => boolean,
): Set<number> {
  const found = new Set<number>();
  const own = (row: number) => {
    const column = paired[row] as number;
    return column < 0 ? rowAlone(row) : (pair(row, column) ?? Number.POSITIVE_INFINITY);
  };
  const other = (row: number, column: number) =>
    column < 0 ? rowAlone(row) : (pair(row, column) ?? Number.POSITIVE_INFINITY);
  const limit = Math.min(paired.length, 200);
  for (let a = 0; a < limit; a++) {
    for (let b = a + 1; b < limit; b++) {
      const [columnA, columnB] = [paired[a] as number, paired[b] as number];
      if (columnA < 0 && columnB < 0) continue;
      const difference = other(a, columnB) + other(b, columnA) - own(a) - own(b);
      if (difference >= MARGIN) continue;
      if (columnA >= 0 && columnB >= 0 && isSame(columnA, columnB)) continue;
      found.add(a).add(b);
    }
  }
  const taken = new Set(paired);
  for (const [row, column] of paired.entries()) {
    for (let free = 0; free < columns && column >= 0; free++) {
      if (taken.has(free) || isSame(column, free)) continue;
      const difference = other(row, free) + columnAlone(column) - own(row) - columnAlone(free);
      if (difference < MARGIN) found.add(row);
    }
  }
  return found;
}
