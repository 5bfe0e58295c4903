/** Lists all tasks of an account by state and name, page by page. */

import type { SmsClient } from '../api/client.ts';
import type { OptionValues } from '../cli/command-line.ts';
import { printNote, printStatus } from '../cli/output.ts';
import { isObject, type Json } from '../json/json.ts';
import { UsageError } from '../task/errors.ts';
import { MAX_OFFSET, nextOffset, PAGE_SIZE } from '../task/paging.ts';
import { TASK_STATES } from '../task/task-summary.ts';
import { closest } from '../text/suggest.ts';
import { text } from '../text/text.ts';

/** Connection to SMS that can list tasks. */
export interface ListingService {
  readonly client: SmsClient;
}

export interface Query {
  /** One of these states; undefined for any. */
  readonly states?: readonly string[];
  readonly name?: string;
}

/** Makes a query of the options of the same names. SMS writes states in capitals. Throws UsageError for an unknown state. */
export const parseTaskFilter = ({ state, name }: Pick<OptionValues, 'state' | 'name'>): Query => ({
  ...(state !== undefined && {
    states: [...new Set(state.flatMap((words) => words.split(',')).map(parseState))],
  }),
  ...(name !== undefined && { name: name.trim() }),
});

function parseState(given: string): string {
  const state = given.trim().toUpperCase();
  if ((TASK_STATES as readonly string[]).includes(state)) return state;
  throw new UsageError(
    text().tasks.unknownState(given.trim(), TASK_STATES.join(', '), closest(state, TASK_STATES)),
  );
}

/** Describes a query in words. */
export const filterText = ({ states = [], name = '' }: Query): string =>
  text().tasks.wanted(states.join(', '), name);

/** Number of tasks between two progress messages. */
const PROGRESS_EVERY = 2000;

export interface TaskListing {
  readonly tasks: readonly Json[];
  /** Number of tasks by SMS; undefined if it doesn't say. */
  readonly count: number | undefined;
}

/** Maximum number of passes over a list that changes while it is read. */
const MAX_PASSES = 4;

/** Reads all tasks, state by state if there are several. Throws ServiceError. */
export async function listAllTasks(
  service: ListingService,
  { states = [], ...query }: Query,
  signal?: AbortSignal,
): Promise<TaskListing> {
  if (states.length < 2)
    return listTasks(service, { ...query, ...(states[0] && { state: states[0] }) }, signal);
  const listings: TaskListing[] = [];
  for (const state of states) listings.push(await listTasks(service, { ...query, state }, signal));
  const tasks = withoutDuplicates(listings.flatMap((listing) => listing.tasks));
  return { tasks, count: tasks.length };
}

/** Conditions that SMS itself can filter by. */
interface SmsQuery {
  readonly state?: string;
  readonly name?: string;
}

/**
 * Reads all tasks, page after page. If tasks come or go meanwhile, pages shift and one may be missed, so the list is read
 * again. Throws ServiceError.
 */
async function listTasks(
  service: ListingService,
  query: SmsQuery,
  signal?: AbortSignal,
): Promise<TaskListing> {
  const words = text().tasks;
  const earlier: Json[] = [];
  for (let pass = 1; ; pass++) {
    const { tasks, count, end, isStable } = await readPages(service, query, signal);
    if (isStable) {
      if (count !== undefined && count > tasks.length)
        printStatus([(end > MAX_OFFSET ? words.beyond : words.short)(tasks.length, count)]);
      return { tasks, count };
    }
    // What this pass missed, an earlier one may have seen.
    earlier.unshift(...tasks);
    if (pass < MAX_PASSES) continue;
    const all = withoutDuplicates(earlier);
    printStatus([words.unstable(all.length)]);
    return { tasks: all, count };
  }
}

/** Keeps the first task of each ID, and all tasks without an ID. */
function withoutDuplicates(tasks: readonly Json[]): Json[] {
  const seen = new Set<string>();
  return tasks.filter((task) => {
    const id = isObject(task) && typeof task.id === 'string' ? task.id : '';
    if (id !== '' && seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

async function readPages({ client }: ListingService, query: SmsQuery, signal: AbortSignal | undefined) {
  const tasks: Json[] = [];
  let end = 0;
  let count: number | undefined;
  let isStable = true;
  for (let offset: number | undefined = 0; offset !== undefined; ) {
    const page = await client.listTasks({ ...query, limit: PAGE_SIZE, offset }, signal);
    if (offset > 0 && page.count !== count) isStable = false;
    const before = tasks.length;
    tasks.push(...page.tasks);
    count = page.count;
    end = offset + page.tasks.length;
    offset = nextOffset({ offset, received: page.tasks.length, count });
    const due = Math.floor(tasks.length / PROGRESS_EVERY) > Math.floor(before / PROGRESS_EVERY);
    if (offset !== undefined && due && process.stderr.isTTY)
      printNote([text().tasks.read(tasks.length, count)]);
  }
  return { tasks, count, end, isStable };
}
