/** What keys do in the list of tasks: opening one, filtering, asking the service for others; and coming back to it. */
import { changesOf } from '../task/draft.ts';
import { isTaskId, unmistakableId } from '../task/task-id.ts';
import { text } from '../text/text.ts';
import { cleaned, newLine } from './line.ts';
import { type Reduced, said } from './moves.ts';
import {
  askFor,
  focusedTask,
  hasMore,
  keepingFocus,
  type Picker,
  readAgain,
  statesToPick,
  TASKS_VIEW,
  withPicker,
} from './picker.ts';
import { initialState, type Place, type State } from './state.ts';

const TOP: Place = { cursor: 0, top: 0 };
const atTop = (state: State): State => ({ ...state, places: { ...state.places, [TASKS_VIEW]: TOP } });

/** Everything of a task as it is before it is read; the list stays as it was. */
function blank(state: State, taskId: string): State {
  const { size, host, demo, ascii, picker, unkept, places } = state;
  const list = places[TASKS_VIEW];
  return {
    ...initialState({ size, host, demo, ascii, taskId }),
    picker,
    ...(unkept === undefined ? {} : { unkept }),
    places: list ? { [TASKS_VIEW]: list } : {},
  };
}

function open(state: State, taskId: string): Reduced {
  return { state: blank(state, taskId), effects: [{ kind: 'open', taskId }] };
}

function openTask(state: State): State | Reduced {
  const task = focusedTask(state);
  if (!task) return state;
  return isTaskId(task.id) ? open(state, task.id) : said(state, text().tasks.noId);
}

/** The list again, as it was left; it is read anew where something was submitted. */
function backToTasks(state: State): Reduced {
  const ended = state.phase.kind === 'ended';
  const next = { ...blank(state, ''), phase: { kind: 'picking' } as const };
  const close = { kind: 'close', left: state } as const;
  const again = ended ? readAgain(next) : { state: next, effects: [] };
  return { state: again.state, effects: [close, ...again.effects] };
}

/** Back to the list from a task with nothing unsent. */
export function leaveTask(state: State): State | Reduced {
  if (!state.picker) return state;
  const unsent = changesOf(state.draft).length;
  return unsent ? said(state, text().tasks.unsent(unsent)) : backToTasks(state);
}

/** From the result to the list. What did not take is offered with the task, so it has to be on disk. */
function nextTask(state: State): State | Reduced {
  return state.picker && !state.unkept ? backToTasks(state) : state;
}

function acceptSearch(state: State): State | Reduced {
  const { picker } = state;
  if (!picker) return state;
  const typed = (state.filtering?.typed ?? '').trim();
  const id = unmistakableId(typed);
  const closed = { ...state, filtering: undefined };
  if (id) return open(withPicker(closed, { filter: '' }), id);
  const onServer = picker.ask.name !== '' || hasMore(picker) || picker.reading !== undefined;
  if (!onServer) return keepingFocus(state, withPicker(closed, { filter: typed }));
  return typed === picker.ask.name
    ? withPicker(closed, { filter: '' })
    : askFor(withPicker(closed, { filter: '' }), { name: typed });
}

const unfiltered = (state: State): State =>
  keepingFocus(state, { ...withPicker(state, { filter: '' }), filtering: undefined });

/** Takes back one filter after the other: first the one on what is loaded, then what the service was asked for. */
function showAll(state: State): State | Reduced {
  const { picker } = state;
  if (picker?.filter) return unfiltered(state);
  return picker?.ask.name || picker?.ask.state ? askFor(state, { name: '', state: '' }) : state;
}

/** The choice of a state with one more step; round and round. */
function chooseState(state: State, by: number): State {
  const { picker } = state;
  if (picker?.choosing === undefined) return state;
  const { length } = statesToPick(picker);
  return withPicker(state, { choosing: (picker.choosing + by + length) % length });
}

/** The next state that begins with a letter. */
export function stateByLetter(state: State, letter: string): State {
  const { picker } = state;
  if (picker?.choosing === undefined || letter === '') return state;
  const states = statesToPick(picker);
  const after = states.map((_, index) => (index + (picker.choosing ?? 0) + 1) % states.length);
  const found = after.find((index) => states[index]?.toLowerCase().startsWith(letter.toLowerCase()));
  return found === undefined ? state : withPicker(state, { choosing: found });
}

function takeState(state: State): State | Reduced {
  const { picker } = state;
  if (picker?.choosing === undefined) return state;
  const wanted = statesToPick(picker)[picker.choosing] ?? '';
  const closed = withPicker(state, { choosing: undefined });
  return wanted === picker.ask.state ? closed : askFor(closed, { state: wanted });
}

const searching = (state: State, typed: string): State => ({
  ...withPicker(state, { choosing: undefined }),
  filtering: newLine(typed),
  message: undefined,
});

/** What was pasted over the list: an id opens its task, anything else is looked for. */
export function pastedOver(state: State, pasted: string): State | Reduced {
  const id = unmistakableId(pasted);
  if (id) return open(state, id);
  const typed = cleaned(pasted.trim());
  return typed ? atTop(searching(state, typed)) : state;
}

/** The list after a change of the filter that is being typed: the first task that fits is the likeliest. */
export const searched = (before: State, after: State): State =>
  before.phase.kind !== 'picking' || before.filtering?.typed === after.filtering?.typed
    ? after
    : atTop(after);

const picked = (change: (picker: Picker) => Partial<Picker>) => (state: State) =>
  state.picker ? withPicker({ ...state, message: undefined }, change(state.picker)) : state;

/** The actions of the keymap in the list of tasks. */
export const PICKING_ACTIONS: Readonly<Record<string, (state: State) => State | Reduced>> = {
  openTask,
  backToTasks: leaveTask,
  nextTask,
  search: (state) => searching(state, state.picker?.filter || state.picker?.ask.name || ''),
  acceptSearch,
  cancelSearch: unfiltered,
  showAll,
  pickState: picked((picker) => ({ choosing: statesToPick(picker).indexOf(picker.ask.state) })),
  stateBack: (state) => chooseState(state, -1),
  stateNext: (state) => chooseState(state, 1),
  takeState,
  cancelState: picked(() => ({ choosing: undefined })),
  readAgain: (state) => readAgain({ ...state, message: undefined }),
};
