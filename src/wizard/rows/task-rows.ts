/** The rows of the list of tasks. */
import { memoizeWeak } from '../../task/memoize-weak.ts';
import type { TaskSummary } from '../../task/task-summary.ts';
import type { State } from '../state.ts';
import type { Row } from './row.ts';

interface FilteredRows {
  readonly filter: string;
  readonly rows: readonly Row[];
}

/** The last rows of each list: the filter changes with each typed letter. */
const lastRows = memoizeWeak((_tasks: readonly TaskSummary[]): { last?: FilteredRows } => ({}));

/** Returns the rows of the list: the loaded tasks that hold every word of the filter. */
export function taskRows({ picker, filtering }: State): readonly Row[] {
  if (!picker) return [];
  const filter = (filtering?.typed ?? picker.filter).toLowerCase();
  const cache = lastRows(picker.tasks);
  if (cache.last?.filter === filter) return cache.last.rows;
  const words = filter.split(/\s+/).filter(Boolean);
  const rows = picker.tasks
    .filter(({ search }) => words.every((word) => search.includes(word)))
    .map((task): Row => ({ kind: 'task', path: task.id, task }));
  cache.last = { filter, rows };
  return rows;
}
