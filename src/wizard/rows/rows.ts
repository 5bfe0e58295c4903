/** The rows of the screen: of a step, an open element, the list of tasks or a result. */

import { isLost } from '../../task/edits/carry-over.ts';
import { baseWithAdditions, currentTask } from '../../task/edits/draft.ts';
import { fieldsOf, mainFieldOf, type ObjectName } from '../../task/fields/catalogue.ts';
import { memoizeWeak } from '../../task/memoize-weak.ts';
import { fieldValue, locate, tryLocate } from '../../task/paths/path.ts';
import type { State } from '../state.ts';
import { splitEntries } from './delimited-list.ts';
import { filterRows } from './filter.ts';
import { reviewRows } from './review-rows.ts';
import type { ElementRow, Row } from './row.ts';
import { emptyRows, memoRows, rowsOfStep } from './step-rows.ts';
import { taskRows } from './task-rows.ts';

/** Fields in the order in which an element lists them first: those that people change most. */
const FREQUENT_FIELDS = [
  'size',
  'name',
  'device_use',
  'partition_style',
  'relation_name',
  'file_system',
  'mount_point',
  'ip',
  'mac',
];

function openRows(row: ElementRow): Row[] {
  const rank = (name: string) =>
    (FREQUENT_FIELDS.indexOf(name) + FREQUENT_FIELDS.length + 1) % (FREQUENT_FIELDS.length + 1);
  const fields = fieldsOf(row.object).filter((field) => !field.of);
  fields.sort((a, b) => rank(a.name) - rank(b.name));
  return fields.map((field) => ({
    kind: 'field',
    path: `${row.path}.${field.name}`,
    field,
    keys: [...row.keys, field.name],
  }));
}

/** Returns rows for a list that the API keeps in one string. */
function entryRows(state: State, path: string): Row[] {
  const { field, keys } = locate(baseWithAdditions(state.draft), path);
  const entries = splitEntries(field, fieldValue(currentTask(state.draft), field, keys));
  return entries.map((entry, index) => ({ kind: 'entry', path, index, entry }));
}

function stepRows(state: State): readonly Row[] {
  if (state.step !== 'review') return rowsOfStep(baseWithAdditions(state.draft), state.step);
  const rows = reviewRows(state);
  return rows.length ? rows : emptyRows('review');
}

/** Returns the rows of an open element or list; undefined if the element no longer exists. */
function rowsInside(state: State, open: string): readonly Row[] | undefined {
  const task = baseWithAdditions(state.draft);
  const there = tryLocate(task, open);
  if (!there) return undefined;
  const { path, field, keys, element } = there;
  if (!element) return entryRows(state, path);
  const row: ElementRow = { kind: 'element', path, object: field.of as ObjectName, keys };
  return memoRows(task, `open ${path}`, () => openRows(row));
}

function buildRows(state: State): readonly Row[] {
  const { phase, openPath: open } = state;
  if (phase.kind === 'picking') return taskRows(state);
  if (phase.kind === 'result') {
    const { result } = phase;
    if (result.kind !== 'verified') return [];
    return result.verdicts.map((verdict) => ({ kind: 'verdict', path: verdict.change.path, verdict }));
  }
  const inside = open === undefined ? undefined : rowsInside(state, open);
  if (inside) return inside;
  const rows = stepRows(state);
  const wanted = state.filtering?.typed ?? state.filters[state.step];
  return wanted ? filterRows(state, rows, wanted) : rows;
}

/** Returns the rows of what is on the screen now. */
export const rowsOf = memoizeWeak(buildRows);

const rowNumbers = memoizeWeak((rows: readonly Row[]): Uint32Array => {
  const numbers = new Uint32Array(rows.length);
  let number = 0;
  for (let at = 0; at < rows.length; at++) {
    if (rows[at]?.kind !== 'heading') number++;
    numbers[at] = number;
  }
  return numbers;
});

/** Returns the number of a row among those that are no headings, from 1; of a heading that of the row before it. */
export const rowNumber = (rows: readonly Row[], index: number): number => rowNumbers(rows)[index] ?? 0;

/** Returns the path of the field that Enter, reset and help act on; undefined for a row that isn't a field. */
export function editablePath(row: Row | undefined): string | undefined {
  if (!row || row.kind === 'heading' || row.kind === 'task') return undefined;
  // What is gone has no field any more.
  if (row.kind === 'conflict' && isLost(row.conflict)) return undefined;
  if (row.kind !== 'element') return row.path;
  const main = mainFieldOf(row.object);
  return main && `${row.path}.${main.name}`;
}
