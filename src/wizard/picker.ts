/** The list of tasks to pick from: what is loaded of it, and how more of it comes. */
import { type BriefTask, TASK_STATES } from '../task/brief.ts';
import type { Failure } from './failure.ts';
import { layoutOf } from './layout.ts';
import { focusedRow, focusOn, placeOf } from './lists.ts';
import type { Reduced } from './moves.ts';
import type { Row } from './rows.ts';
import type { Event, State } from './state.ts';

/** What the service is asked for; an empty word asks for all. */
export interface Ask {
  readonly state: string;
  readonly name: string;
}

/** A page that is on its way. */
export interface Reading {
  readonly offset: number;
  /** The tasks that it will stand behind. */
  readonly base: readonly BriefTask[];
  /** Pages follow until so many tasks are there: a list that is read again gets no shorter. */
  readonly want: number;
  /** That there is no answer yet, and when it is tried again. */
  readonly retry?: string;
}

export interface Picker {
  readonly ask: Ask;
  readonly tasks: readonly BriefTask[];
  /** How many tasks the service has; undefined where it has not said. */
  readonly count?: number | undefined;
  /** Where the next page begins; undefined where there is none. */
  readonly next?: number | undefined;
  /** When the tasks were read, in ms since 1970: their ages are told from then. */
  readonly now: number;
  readonly reading?: Reading | undefined;
  /** The page that could not be read, and why. */
  readonly failed?:
    | { readonly reading: Reading; readonly failure: Failure; readonly denied: boolean }
    | undefined;
  /** The filter on what is loaded. */
  readonly filter: string;
  /** A state is being picked: the number of the choice. */
  readonly choosing?: number | undefined;
}

const FROM_THE_START: Reading = { offset: 0, base: [], want: 0 };

/** A list that has just been asked for. */
export const newPicker = (ask: Ask = { state: '', name: '' }): Picker => ({
  ask,
  tasks: [],
  now: 0,
  reading: FROM_THE_START,
  filter: '',
});

/** The place of the cursor in the list is kept under this name. */
export const TASKS_VIEW = 'tasks';

const known = new WeakMap<readonly BriefTask[], { filter: string; rows: readonly Row[] }>();

/** The rows of the list: the loaded tasks that hold every word of the filter. */
export function taskRows({ picker, filtering }: State): readonly Row[] {
  if (!picker) return [];
  const filter = (filtering?.typed ?? picker.filter).toLowerCase();
  const before = known.get(picker.tasks);
  if (before?.filter === filter) return before.rows;
  const words = filter.split(/\s+/).filter(Boolean);
  const rows = picker.tasks
    .filter(({ search }) => words.every((word) => search.includes(word)))
    .map((task): Row => ({ kind: 'task', path: task.id, task }));
  known.set(picker.tasks, { filter, rows });
  return rows;
}

/** The task that the cursor is on. */
export function focusedTask(state: State): BriefTask | undefined {
  const row = focusedRow(state);
  return row?.kind === 'task' ? row.task : undefined;
}

/** True where the service has tasks that are not loaded. */
export const hasMore = ({ next, count, tasks }: Picker): boolean =>
  next !== undefined || (count ?? 0) > tasks.length;

/** The states to choose from, the first of them any: what is documented, and what else has been seen. */
export function statesToPick({ ask, tasks }: Picker): readonly string[] {
  return ['', ...new Set([...TASK_STATES, ask.state, ...tasks.map(({ state }) => state)])].filter(
    (state, index) => index === 0 || state !== '',
  );
}

/** The state with a change of its picker. */
export const withPicker = (state: State, change: Partial<Picker>): State =>
  state.picker ? { ...state, picker: { ...state.picker, ...change } } : state;

/** Asks the service for a page. */
export function read(state: State, reading: Reading): Reduced {
  const { picker } = state;
  if (!picker) return { state, effects: [] };
  return {
    state: withPicker(state, { reading, failed: undefined }),
    effects: [{ kind: 'list', ask: picker.ask, offset: reading.offset }],
  };
}

/** Asks the service for other tasks; nothing of the list before stays. */
export function askFor(state: State, change: Partial<Ask>): Reduced {
  const { picker } = state;
  if (!picker) return { state, effects: [] };
  const places = { ...state.places, [TASKS_VIEW]: { cursor: 0, top: 0 } };
  return read({ ...state, picker: newPicker({ ...picker.ask, ...change }), places }, FROM_THE_START);
}

/** Reads what is loaded again, or once more what failed. */
export function readAgain(state: State): Reduced {
  const { picker } = state;
  if (!picker || picker.reading) return { state, effects: [] };
  const task = focusedTask(state);
  const want = task ? picker.tasks.indexOf(task) + 1 : 0;
  return read(state, picker.failed?.reading ?? { ...FROM_THE_START, want });
}

/** Two pages as one list. What moved from one to the other between the readings stands where it was first. */
function joined(base: readonly BriefTask[], page: readonly BriefTask[]): readonly BriefTask[] {
  if (base.length === 0) return page;
  const ids = new Set(base.map(({ id }) => id));
  return [...base, ...page.filter(({ id }) => id === '' || !ids.has(id))];
}

/** A page has come. One that is no longer asked for changes nothing. */
export function listed(state: State, page: Extract<Event, { type: 'listed' }>): Reduced {
  const { picker } = state;
  const reading = picker?.reading;
  if (!reading || page.ask !== picker.ask || page.offset !== reading.offset) return { state, effects: [] };
  const { count, next, now } = page;
  const tasks = joined(reading.base, page.tasks);
  if (next !== undefined && tasks.length < reading.want)
    return read(state, { offset: next, base: tasks, want: reading.want });
  const listing = withPicker(state, { tasks, count, next, now, reading: undefined });
  return { state: keepingFocus(state, listing), effects: [] };
}

/** A page could not be read; what is loaded stays. */
export function unlisted(state: State, event: Extract<Event, { type: 'unlisted' }>): State {
  const reading = state.picker?.reading;
  if (!reading || event.ask !== state.picker?.ask || event.offset !== reading.offset) return state;
  const { failure, denied } = event;
  return withPicker(state, { reading: undefined, failed: { reading, failure, denied } });
}

/** A page is slow to come, for the reason that is told. */
export const slow = (state: State, retry: string): State =>
  state.picker?.reading ? withPicker(state, { reading: { ...state.picker.reading, retry } }) : state;

/** The state after a change of the list, with the cursor on the task that it was on before, where that is still there. */
export function keepingFocus(before: State, after: State): State {
  const picking = { kind: 'picking' } as const;
  const id = focusedTask({ ...before, phase: picking })?.id;
  return id ? { ...focusOn({ ...after, phase: picking }, id), phase: after.phase } : after;
}

/** Asks for the next page where the cursor comes near the end of what is loaded. A filter never reads on by itself. */
export function withNextPage({ state, effects }: Reduced): Reduced {
  const { picker, phase } = state;
  if (phase.kind !== 'picking' || !picker || picker.next === undefined) return { state, effects };
  if (picker.reading || picker.failed || picker.filter || state.filtering) return { state, effects };
  if (placeOf(state).cursor + layoutOf(state.size).body < picker.tasks.length) return { state, effects };
  const more = read(state, { offset: picker.next, base: picker.tasks, want: 0 });
  return { state: more.state, effects: [...effects, ...more.effects] };
}
