/** The task list: its loaded part, and the pending request. */
import { TASK_STATES, type TaskSummary } from '../task/task-summary.ts';
import type { FailureDetails } from '../text/failure-text.ts';

/** The query sent to SMS; an empty string means all. */
export interface TaskQuery {
  readonly state: string;
  readonly name: string;
}

/** A requested page. */
export interface PageRequest {
  readonly offset: number;
  /** The tasks before the page. */
  readonly base: readonly TaskSummary[];
  /** Minimum number of tasks to load: a list that is read again doesn't get shorter. */
  readonly want: number;
  /** Number of tasks when the pages before this one were read. */
  readonly count?: number | undefined;
  /** Number of restarts because tasks were added or removed meanwhile. */
  readonly restarts?: number;
  /** Notice that the request is being retried, and when. */
  readonly retry?: string;
  /** True for a reading in the background: it keeps the rows fresh. */
  readonly isQuiet?: boolean;
}

export interface TaskList {
  readonly ask: TaskQuery;
  readonly tasks: readonly TaskSummary[];
  /** Number of tasks that SMS has; undefined if unknown. */
  readonly count?: number | undefined;
  /** Offset of the next page; undefined if there is none. */
  readonly next?: number | undefined;
  /** Time of the read, in ms since 1970: ages count from it. */
  readonly now: number;
  readonly reading?: PageRequest | undefined;
  /** The page that couldn't be read, and the reason. */
  readonly failed?:
    | { readonly reading: PageRequest; readonly failure: FailureDetails; readonly denied: boolean }
    | undefined;
  /** Time until the next reading while the rows are kept fresh, in ms; undefined while they aren't. */
  readonly freshMs?: number | undefined;
  /** The filter on the loaded tasks. */
  readonly filter: string;
  /** Index of the chosen state while one is being picked. */
  readonly choosing?: number | undefined;
}

export const FROM_THE_START: PageRequest = { offset: 0, base: [], want: 0 };

/** Returns a list whose first page is requested. */
export const newTaskList = (ask: TaskQuery = { state: '', name: '' }): TaskList => ({
  ask,
  tasks: [],
  now: 0,
  reading: FROM_THE_START,
  filter: '',
});

/** Key of the cursor position in the task list. */
export const TASK_LIST_VIEW = 'tasks';

/** Returns true if SMS has tasks that aren't loaded. */
export const hasMore = ({ next, count, tasks }: TaskList): boolean =>
  next !== undefined || (count ?? 0) > tasks.length;

/** Returns the states to choose from, any state first: documented ones, then others that occur. */
export function stateChoices({ ask, tasks }: TaskList): readonly string[] {
  return ['', ...new Set([...TASK_STATES, ask.state, ...tasks.map(({ state }) => state)])].filter(
    (state, index) => index === 0 || state !== '',
  );
}
