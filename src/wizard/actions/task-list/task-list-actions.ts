/** Actions of the task list: open a task, filter, query SMS, and come back. */
import { isTaskId, parseUuidTaskId } from '../../../task/task-id.ts';
import { text } from '../../../text/text.ts';
import { changeCount } from '../../rows/change-count.ts';
import { type CursorPosition, createInitialState, type State } from '../../state.ts';
import { hasMore, stateChoices, TASK_LIST_VIEW, type TaskList } from '../../task-list.ts';
import { chooseBy } from '../choosing/chooser.ts';
import { newLine, sanitizeInput } from '../text-input.ts';
import { type Transition, withMessage } from '../transitions.ts';
import { keepFresh } from './refresh.ts';
import { focusedTask, preserveFocus, queryTasks, reload, withPicker } from './task-list-loading.ts';

const TOP: CursorPosition = { cursor: 0, top: 0 };
const atTop = (state: State): State => ({ ...state, places: { ...state.places, [TASK_LIST_VIEW]: TOP } });

/** Returns the state before a task is read; the list is kept. */
function blank(state: State, taskId: string): State {
  const { size, host, demo, ascii, access, picker, saveError, places } = state;
  const list = places[TASK_LIST_VIEW];
  return {
    ...createInitialState({ size, host, demo, ascii, taskId, ...(access ? { access } : {}) }),
    picker,
    ...(saveError === undefined ? {} : { saveError }),
    places: list ? { [TASK_LIST_VIEW]: list } : {},
  };
}

function open(state: State, taskId: string): Transition {
  return { state: blank(state, taskId), effects: [{ kind: 'openTask', taskId }] };
}

function openTask(state: State): State | Transition {
  const task = focusedTask(state);
  if (!task) return state;
  return isTaskId(task.id) ? open(state, task.id) : withMessage(state, text().tasks.noId);
}

/** Returns to the list as it was; it is read again after a submit. */
function backToTasks(state: State): Transition {
  const ended = state.phase.kind === 'result';
  const next = { ...blank(state, ''), phase: { kind: 'picking' } as const };
  const close = { kind: 'closeTask', left: state } as const;
  const again = ended ? reload(next) : { state: next, effects: [] };
  return { state: again.state, effects: [close, ...again.effects] };
}

/** Returns to the list from a task without unsent changes. */
export function leaveTask(state: State): State | Transition {
  if (!state.picker) return state;
  const unsent = changeCount(state.draft);
  return unsent ? withMessage(state, text().tasks.unsent(unsent)) : backToTasks(state);
}

/** Goes from the result to the list. Unapplied edits must be on disk, because they are offered with the task. */
function nextTask(state: State): State | Transition {
  return state.picker && !state.saveError ? backToTasks(state) : state;
}

function acceptSearch(state: State): State | Transition {
  const { picker } = state;
  if (!picker) return state;
  const typed = (state.filtering?.typed ?? '').trim();
  const id = parseUuidTaskId(typed);
  const closed = { ...state, filtering: undefined };
  if (id) return open(withPicker(closed, { filter: '' }), id);
  const onServer = picker.ask.name !== '' || hasMore(picker) || picker.reading !== undefined;
  if (!onServer) return preserveFocus(state, withPicker(closed, { filter: typed }));
  return typed === picker.ask.name
    ? withPicker(closed, { filter: '' })
    : queryTasks(withPicker(closed, { filter: '' }), { name: typed });
}

const unfiltered = (state: State): State =>
  preserveFocus(state, { ...withPicker(state, { filter: '' }), filtering: undefined });

/** Clears one filter after the other: first the one on loaded tasks, then the query sent to SMS. */
function showAll(state: State): State | Transition {
  const { picker } = state;
  if (picker?.filter) return unfiltered(state);
  return picker?.ask.name || picker?.ask.state ? queryTasks(state, { name: '', state: '' }) : state;
}

function takeState(state: State): State | Transition {
  const { picker } = state;
  if (picker?.choosing === undefined) return state;
  const wanted = stateChoices(picker)[picker.choosing] ?? '';
  const closed = withPicker(state, { choosing: undefined });
  return wanted === picker.ask.state ? closed : queryTasks(closed, { state: wanted });
}

const searching = (state: State, typed: string): State => ({
  ...withPicker(state, { choosing: undefined }),
  filtering: newLine(typed),
  message: undefined,
});

/** Handles a paste over the list: an ID opens its task, other text is searched for. */
export function onPaste(state: State, pasted: string): State | Transition {
  const id = parseUuidTaskId(pasted);
  if (id) return open(state, id);
  const typed = sanitizeInput(pasted.trim());
  return typed ? atTop(searching(state, typed)) : state;
}

/** Moves the cursor to the first task whenever the typed filter changes. */
export const resetCursorOnFilter = (before: State, after: State): State =>
  before.phase.kind !== 'picking' || before.filtering?.typed === after.filtering?.typed
    ? after
    : atTop(after);

const picked = (change: (picker: TaskList) => Partial<TaskList>) => (state: State) =>
  state.picker ? withPicker({ ...state, message: undefined }, change(state.picker)) : state;

/** The actions of the keymap in the list of tasks. */
export const TASK_LIST_ACTIONS = {
  openTask,
  backToTasks: leaveTask,
  nextTask,
  search: (state: State) => searching(state, state.picker?.filter || state.picker?.ask.name || ''),
  acceptSearch,
  cancelSearch: unfiltered,
  showAll,
  pickState: picked((picker) => ({ choosing: stateChoices(picker).indexOf(picker.ask.state) })),
  stateBack: (state: State) => chooseBy(state, -1),
  stateNext: (state: State) => chooseBy(state, 1),
  takeState,
  cancelState: picked(() => ({ choosing: undefined })),
  keepFresh,
  readAgain: (state: State) => reload({ ...state, message: undefined }),
} satisfies Record<string, (state: State) => State | Transition>;
