/** Filtering a list by part of a name. */
import { isObject, type JsonObject } from '../json/json.ts';
import { outline } from '../task/draft.ts';
import { valueAt } from '../task/path.ts';
import { labelOf } from './describe.ts';
import type { Row } from './rows.ts';
import type { State } from './state.ts';

const NAMES = ['name', 'mount_point', 'file_system', 'device_use', 'disk_id', 'components', 'mac', 'ip'];

/** What a filter looks through: the path, the names of an element, the label of a field. */
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

/** The texts of all rows as one, a line each: of 65,535 rows it is searched in a few milliseconds. */
interface Searched {
  readonly lines: string;
  /** Where the line of each row ends. */
  readonly ends: Uint32Array;
  /** What was found last. */
  last?: { readonly typed: string; readonly rows: readonly Row[] };
}
const known = new WeakMap<readonly Row[], Searched>();

/** How many rows are put into the text at a stretch: a few milliseconds' worth. */
const STRETCH = 2000;

/** Makes the text of a list, in stretches, and keeps it. */
export function* searchable(task: JsonObject, rows: readonly Row[]): Generator<undefined, Searched> {
  const before = known.get(rows);
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
    if (index % STRETCH === STRETCH - 1) yield;
  }
  const searched = { lines: `${lines.join('\n')}\n`, ends };
  known.set(rows, searched);
  return searched;
}

function searchedOf(task: JsonObject, rows: readonly Row[]): Searched {
  const making = searchable(task, rows);
  for (;;) {
    const { done, value } = making.next();
    if (done) return value;
  }
}

/** Rows that the filter leaves; headings have nothing to be found by. `typed` is not empty. */
export function filtered(state: State, rows: readonly Row[], typed: string): readonly Row[] {
  const searched = searchedOf(outline(state.draft), rows);
  const wanted = typed.toLowerCase();
  if (searched.last?.typed === wanted) return searched.last.rows;
  const { lines, ends } = searched;
  const found: Row[] = [];
  let row = 0;
  for (let at = lines.indexOf(wanted); at >= 0; at = lines.indexOf(wanted, ends[row])) {
    while ((ends[row] as number) <= at) row++;
    found.push(rows[row] as Row);
  }
  searched.last = { typed: wanted, rows: found };
  return found;
}
