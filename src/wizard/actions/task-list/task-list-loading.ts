/** Loads the list of tasks page by page. */

import type { TaskSummary } from '../../../task/task-summary.ts';
import type { Event } from '../../event.ts';
import { layoutOf } from '../../layout.ts';
import type { State } from '../../state.ts';
import {
  FROM_THE_START,
  newTaskList,
  type PageRequest,
  TASK_LIST_VIEW,
  type TaskList,
  type TaskQuery,
} from '../../task-list.ts';
import { cursorOf, focusedRow, focusPath } from '../cursor.ts';
import type { Transition } from '../transitions.ts';
import { isSameList, planRefresh } from './refresh-plan.ts';

/** Returns the focused task. */
export function focusedTask(state: State): TaskSummary | undefined {
  const row = focusedRow(state);
  return row?.kind === 'task' ? row.task : undefined;
}

/** Returns the state with a changed picker. */
export const withPicker = (state: State, change: Partial<TaskList>): State =>
  state.picker ? { ...state, picker: { ...state.picker, ...change } } : state;

/** Requests a page from SMS. */
export function loadPage(state: State, reading: PageRequest): Transition {
  const { picker } = state;
  if (!picker) return { state, effects: [] };
  return {
    state: withPicker(state, { reading, failed: undefined }),
    effects: [{ kind: 'loadPage', ask: picker.ask, offset: reading.offset }],
  };
}

/** Queries SMS for other tasks; drops the list so far. */
export function queryTasks(state: State, change: Partial<TaskQuery>): Transition {
  const { picker } = state;
  if (!picker) return { state, effects: [] };
  const places = { ...state.places, [TASK_LIST_VIEW]: { cursor: 0, top: 0 } };
  const { freshMs } = picker;
  const list = { ...newTaskList({ ...picker.ask, ...change }), freshMs };
  return loadPage({ ...state, picker: list, places }, FROM_THE_START);
}

/** Reads the loaded tasks again, or retries the page that failed. */
export function reload(state: State): Transition {
  const { picker } = state;
  if (!picker || picker.reading) return { state, effects: [] };
  const task = focusedTask(state);
  const want = task ? picker.tasks.indexOf(task) + 1 : 0;
  return loadPage(state, picker.failed?.reading ?? { ...FROM_THE_START, want });
}

/** Maximum number of restarts for a list that keeps changing while it is read. */
const MAX_RESTARTS = 3;

/** Joins two pages. A task that moved between the reads keeps its first place. */
function joined(base: readonly TaskSummary[], page: readonly TaskSummary[]): readonly TaskSummary[] {
  if (base.length === 0) return page;
  const ids = new Set(base.map(({ id }) => id));
  return [...base, ...page.filter(({ id }) => id === '' || !ids.has(id))];
}

/** Adds a loaded page; ignores one that is no longer requested. */
export function onPageLoaded(state: State, page: Extract<Event, { type: 'pageLoaded' }>): Transition {
  const { picker } = state;
  const reading = picker?.reading;
  if (!reading || page.ask !== picker.ask || page.offset !== reading.offset) return { state, effects: [] };
  const { count, next, now } = page;
  const { restarts = 0 } = reading;
  // Tasks came or went since the pages before: they shifted, and one may have been passed over.
  if (reading.offset > 0 && count !== reading.count && restarts < MAX_RESTARTS) {
    const want = Math.max(reading.want, reading.base.length);
    return loadPage(state, { ...reading, ...FROM_THE_START, want, restarts: restarts + 1 });
  }
  const tasks = joined(reading.base, page.tasks);
  if (next !== undefined && tasks.length < reading.want)
    return loadPage(state, { ...reading, offset: next, base: tasks, count, restarts });
  // The same rows again change nothing, not even their ages: nothing is written then.
  const isSame = reading.isQuiet === true && picker.count === count && isSameList(picker.tasks, tasks);
  const read = isSame ? { next } : { tasks, count, next, now };
  const listing = withPicker(state, { ...read, reading: undefined });
  return planRefresh(isSame ? listing : preserveFocus(state, listing), !isSame);
}

/** Records the failure of a page; the loaded tasks stay. */
export function onPageFailed(state: State, event: Extract<Event, { type: 'pageFailed' }>): Transition {
  const reading = state.picker?.reading;
  if (!reading || event.ask !== state.picker?.ask || event.offset !== reading.offset)
    return { state, effects: [] };
  const { failure, denied } = event;
  const failed = { reading: { ...reading, isQuiet: false }, failure, denied };
  // A rejected account isn't asked again on its own.
  const stopped = denied ? { freshMs: undefined } : {};
  return planRefresh(withPicker(state, { reading: undefined, failed, ...stopped }), false);
}

/** Records the reason why a page is slow. */
export const onRetry = (state: State, retry: string): State =>
  state.picker?.reading && !state.picker.reading.isQuiet
    ? withPicker(state, { reading: { ...state.picker.reading, retry } })
    : state;

/** Returns the changed state with the cursor on the task that it was on, if that is still listed. */
export function preserveFocus(before: State, after: State): State {
  const picking = { kind: 'picking' } as const;
  const id = focusedTask({ ...before, phase: picking })?.id;
  return id ? { ...focusPath({ ...after, phase: picking }, id), phase: after.phase } : after;
}

/** Requests the next page when the cursor comes near the end of the loaded tasks. A filter never does. */
export function prefetchNextPage({ state, effects }: Transition): Transition {
  const { picker, phase } = state;
  if (phase.kind !== 'picking' || !picker || picker.next === undefined) return { state, effects };
  if (picker.reading || picker.failed || picker.filter || state.filtering) return { state, effects };
  if (cursorOf(state).cursor + layoutOf(state.size).body < picker.tasks.length) return { state, effects };
  const more = loadPage(state, { offset: picker.next, base: picker.tasks, want: 0, count: picker.count });
  return { state: more.state, effects: [...effects, ...more.effects] };
}
