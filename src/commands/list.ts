/** `sms-wizard list`: all tasks of the account as a table or a lossless document. */

import { marks, printable, printableAll } from '../cli/ascii.ts';
import type { Command, OptionValues } from '../cli/command-line.ts';
import { printDocument } from '../cli/documents.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { exitOnInterrupt } from '../cli/interrupt.ts';
import { printResult, printStatus, resultWidth } from '../cli/output.ts';
import { parseServiceOptions } from '../cli/service-options.ts';
import { isObject, type Json } from '../json/json.ts';
import { filterText, listAllTasks, parseTaskFilter, type Query } from '../session/list-all-tasks.ts';
import { openService, printRetry } from '../session/session.ts';
import { UsageError } from '../task/errors.ts';
import { withFailure } from '../task/task-failure.ts';
import {
  summarizeTask,
  TASK_COLUMNS,
  type TaskColumn,
  type TaskSummary,
  taskCells,
} from '../task/task-summary.ts';
import { renderTable } from '../terminal/text/table.ts';
import { closest } from '../text/suggest.ts';
import { text } from '../text/text.ts';

interface ColumnFit {
  readonly minWidth?: number;
  readonly dropPriority?: number;
}

/** The columns, and how they shrink on a narrow terminal. The ID is never cut: it gets copied. */
const COLUMNS: Readonly<Record<TaskColumn, ColumnFit>> = {
  id: {},
  name: { minWidth: 12 },
  state: { minWidth: 9, dropPriority: 0 },
  os: { dropPriority: 1 },
  source: { minWidth: 8, dropPriority: 2 },
  servers: { minWidth: 8, dropPriority: 2 },
  progress: { dropPriority: 4 },
  speed: { dropPriority: 5 },
  age: { dropPriority: 3 },
  error: { minWidth: 24, dropPriority: 6 },
};
const DEFAULT_COLUMNS: readonly TaskColumn[] = [
  'id',
  'name',
  'state',
  'os',
  'servers',
  'progress',
  'speed',
  'age',
  'error',
];

/** Default columns that are left out if no task has a value for them. */
const OPTIONAL: readonly TaskColumn[] = ['speed', 'error'];

type SortKey = (task: TaskSummary) => string | number;

const percentOf = ({ progress }: TaskSummary): number =>
  progress ? progress.at + (progress.percent ?? 0) / 100 : -1;

/** Values to sort by. The newest tasks come first by age. */
const SORT_KEYS: Readonly<Record<TaskColumn, SortKey>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  state: ({ state }) => state,
  os: ({ os }) => os,
  source: ({ source }) => source,
  servers: ({ source }) => source,
  progress: percentOf,
  speed: ({ speed }) => speed ?? -1,
  age: ({ createdAt }) => -(createdAt ?? 0),
  error: ({ failure }) => (failure === undefined ? 1 : 0),
};

interface ListOptions {
  readonly query: Query;
  readonly columns: readonly TaskColumn[];
  readonly sort?: { readonly column: TaskColumn; readonly descends: boolean };
  readonly limit: number;
}

/** Throws UsageError. */
function parseListOptions(values: OptionValues): ListOptions {
  const { columns, sort, limit } = values;
  return {
    query: parseTaskFilter(values),
    columns: columns === undefined ? DEFAULT_COLUMNS : columns.split(',').map(parseColumn),
    limit: parseLimit(limit),
    ...(sort !== undefined && {
      sort: { column: parseColumn(sort.replace(/^-/, '')), descends: sort.startsWith('-') },
    }),
  };
}

function parseColumn(given: string): TaskColumn {
  const name = given.trim().toLowerCase();
  if (Object.hasOwn(COLUMNS, name)) return name as TaskColumn;
  throw new UsageError(
    text().tasks.unknownColumn(name, TASK_COLUMNS.join(', '), closest(name, TASK_COLUMNS)),
  );
}

function parseLimit(given: string | undefined): number {
  if (given === undefined) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d{0,6}$/.test(given)) throw new UsageError(text().cli.errors.wholeNumber('limit', 1, given));
  return Number(given);
}

export const list: Command = async (line) => {
  exitOnInterrupt();
  const options = parseListOptions(line.values);
  const service = await openService(parseServiceOptions(line), printRetry, { waits: true });
  try {
    const { tasks: all, count } = await listAllTasks(service, options.query);
    const tasks = chosenTasks(all, options);
    if (line.values.json) {
      const rows = tasks.map((task) => (isObject(task) ? withFailure(task) : task));
      printDocument({ count: count ?? all.length, tasks: rows }, rows);
    } else printTable(tasks, options);
    return EXIT.done;
  } finally {
    await service.close();
  }
};

/** Sorts the tasks and takes the first of them. Without an order they stay in that of SMS. */
function chosenTasks(tasks: readonly Json[], { sort, limit }: ListOptions): readonly Json[] {
  if (!sort) return tasks.slice(0, limit);
  const keyOf = SORT_KEYS[sort.column];
  const sign = sort.descends ? -1 : 1;
  return tasks
    .map((task) => ({ task, key: keyOf(summarizeTask(task)) }))
    .sort((a, b) => sign * compare(a.key, b.key))
    .slice(0, limit)
    .map(({ task }) => task);
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');

function printTable(tasks: readonly Json[], { query, columns: shown }: ListOptions): void {
  const now = Date.now();
  const summaries = tasks.map(summarizeTask);
  const rows = summaries.map((task) => taskCells(task, now));
  const isDefault = shown === DEFAULT_COLUMNS;
  const isOptional = (cell: TaskColumn) => isDefault && OPTIONAL.includes(cell);
  const words = text().tasks;
  if (rows.length === 0) {
    printStatus([query.states || query.name ? words.noneLike(filterText(query)) : words.none]);
    return;
  }
  const columns = shown
    .filter((cell) => !isOptional(cell) || rows.some((row) => row[cell] !== words.unknown))
    .map((cell) => ({
      // Columns that were asked for are shown, if need be on more than one row.
      ...(isDefault ? COLUMNS[cell] : { ...COLUMNS[cell], dropPriority: -1 }),
      title: printable(words.columns[cell]),
      cells: printableAll(rows.map((row) => row[cell])),
    }));
  printResult(renderTable(columns, resultWidth(), marks().cut));
}
