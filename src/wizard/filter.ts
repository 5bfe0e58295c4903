/** Filtering a list by part of a name. */
import { isObject, type JsonObject } from '../json/json.ts';
import { outline } from '../task/draft.ts';
import { valueAt } from '../task/path.ts';
import { labelOf } from './describe.ts';
import type { Row } from './rows.ts';
import type { State } from './state.ts';
import { once } from './steps.ts';

const NAMES = ['name', 'mount_point', 'file_system', 'device_use', 'disk_id', 'components', 'mac', 'ip'];

/** What a filter looks through: the path, the names of an element, the label of a field. */
function searchText(task: JsonObject, row: Row): string {
  if (row.kind === 'field') return `${row.path} ${labelOf(row.field)}`.toLowerCase();
  if (row.kind !== 'element') return '';
  const element = valueAt(task, row.keys);
  const names = NAMES.map((name) => (isObject(element) ? element[name] : '')).filter(Boolean);
  return `${row.path} ${names.join(' ')}`.toLowerCase();
}

/** Rows that the filter leaves, headings aside. */
export function filtered(state: State, rows: readonly Row[], typed: string): readonly Row[] {
  const task = outline(state.draft);
  const wanted = typed.toLowerCase();
  return once(task, `${state.step}/${wanted}`, () =>
    rows.filter((row) => searchText(task, row).includes(wanted)),
  );
}
