/** Filtering a list by part of a name. */
import { isObject, type JsonObject } from '../../json/json.ts';
import { baseWithAdditions } from '../../task/edits/draft.ts';
import { valueAt } from '../../task/paths/path.ts';
import type { State } from '../state.ts';
import { labelOf } from '../text/labels.ts';
import type { Row } from './row.ts';

const NAMES = [
  'name',
  'mount_point',
  'file_system',
  'device_use',
  'disk_id',
  'components',
  'mac',
  'ip',
  'start',
  'end',
];

/** Returns the text that a filter searches: the path, the names of an element, the label of a field. */
function searchText(task: JsonObject, row: Row): string {
  if (row.kind === 'field') return `${row.path} ${labelOf(row.field)}`;
  if (row.kind !== 'element') return '';
  const element = row.element ?? valueAt(task, row.keys);
  if (!isObject(element)) return row.path;
  let words = row.path;
  for (const name of NAMES) {
    const word = element[name];
    if (word) words += ` ${word}`;
  }
  return words;
}

/** The texts of all rows as one string, a line each: 65,535 rows are searched in a few milliseconds. */
interface SearchIndex {
  readonly lines: string;
  /** End offset of each row's line. */
  readonly ends: Uint32Array;
  /** Result of the last search. */
  last?: { readonly typed: string; readonly rows: readonly Row[] };
}
const searchIndexes = new WeakMap<readonly Row[], SearchIndex>();

/** Rows indexed at a time: a few milliseconds' work. */
const CHUNK_ROWS = 2000;

/** Builds the search index of a list step by step, and memoizes it. */
export function* buildSearchIndex(task: JsonObject, rows: readonly Row[]): Generator<undefined, SearchIndex> {
  const before = searchIndexes.get(rows);
  if (before) return before;
  const ends = new Uint32Array(rows.length);
  const lines: string[] = [];
  let end = 0;
  for (const [index, row] of rows.entries()) {
    const text = searchText(task, row).toLowerCase();
    const line = text.includes('\n') ? text.replaceAll('\n', ' ') : text;
    end += line.length + 1;
    ends[index] = end;
    lines.push(line);
    if (index % CHUNK_ROWS === CHUNK_ROWS - 1) yield;
  }
  // A line break added to the joined text would make the first search copy it.
  lines.push('');
  const searched = { lines: lines.join('\n'), ends };
  searchIndexes.set(rows, searched);
  return searched;
}

function searchedOf(task: JsonObject, rows: readonly Row[]): SearchIndex {
  const making = buildSearchIndex(task, rows);
  for (;;) {
    const { done, value } = making.next();
    if (done) return value;
  }
}

/** Returns the row if it is a heading, else the last heading. */
const headingAt = (rows: readonly Row[], index: number, last: Row | undefined): Row | undefined =>
  rows[index]?.kind === 'heading' ? rows[index] : last;

/** Returns the rows that match the filter, below their headings; a heading alone never matches. `typed` must not be empty. */
export function filterRows(state: State, rows: readonly Row[], typed: string): readonly Row[] {
  const searched = searchedOf(baseWithAdditions(state.draft), rows);
  const wanted = typed.toLowerCase();
  if (searched.last?.typed === wanted) return searched.last.rows;
  const { lines, ends } = searched;
  const found: Row[] = [];
  let row = 0;
  let heading: Row | undefined;
  for (let at = lines.indexOf(wanted); at >= 0; at = lines.indexOf(wanted, ends[row])) {
    while ((ends[row] as number) <= at) heading = headingAt(rows, row++, heading);
    if (heading) found.push(heading);
    heading = undefined;
    found.push(rows[row] as Row);
  }
  searched.last = { typed: wanted, rows: found };
  return found;
}
