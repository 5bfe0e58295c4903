/** Actions and events of a pause, a start, and a watch. */
import { rebase } from '../../task/edits/rebase.ts';
import { isTaskId } from '../../task/task-id.ts';
import { text } from '../../text/text.ts';
import type { Event } from '../event.ts';
import type { Phase } from '../phase.ts';
import type { State } from '../state.ts';
import { focusedTask } from './task-list/task-list-loading.ts';
import { type Transition, withMessage } from './transitions.ts';

type EventOf<Type extends Event['type']> = Extract<Event, { readonly type: Type }>;

/** Asks whether to start a task that this program paused. */
function askStart(state: State): State {
  if (!state.isLeftPaused) return state;
  return { ...state, phase: { kind: 'confirmingStart', back: state.phase }, message: undefined };
}

/** Answers the question with yes: starts the task. Nothing else does. */
function confirmStart(state: State): State | Transition {
  const { phase } = state;
  if (phase.kind !== 'confirmingStart') return state;
  const move = { back: phase.back, isStopSent: true, isPaused: true, state: '' };
  const next: Phase = { kind: 'submitting', stage: 'starting', interrupted: false, move };
  return { state: { ...state, phase: next }, effects: [{ kind: 'startTask' }] };
}

const declineStart = (state: State): State =>
  state.phase.kind === 'confirmingStart' ? { ...state, phase: state.phase.back } : state;

/** Watches the task of the result, or the focused one of the list. */
function watch(state: State): State | Transition {
  const taskId = state.phase.kind === 'picking' ? focusedTask(state)?.id : state.taskId;
  if (taskId === undefined) return state;
  if (!isTaskId(taskId)) return withMessage(state, text().tasks.noId);
  const phase: Phase = { kind: 'watching', taskId, back: state.phase };
  return { state: { ...state, phase, message: undefined }, effects: [{ kind: 'watch', taskId }] };
}

const endWatch = (state: State): State | Transition =>
  state.phase.kind === 'watching'
    ? { state: { ...state, phase: state.phase.back }, effects: [{ kind: 'watch' }] }
    : state;

export const MOVE_ACTIONS = { askStart, confirmStart, declineStart, watch, endWatch };

/** Records the stage of a submit. */
export function onStage(state: State, { stage }: EventOf<'stage'>): State {
  const { phase } = state;
  const before = phase.kind === 'submitting' ? phase : undefined;
  const isStopSent = stage === 'pausing' || before?.move?.isStopSent === true;
  const isPaused = before?.move?.isPaused === true || (before?.stage === 'pausing' && stage !== 'pausing');
  const move = before?.move && { move: { ...before.move, isStopSent, isPaused, state: '' } };
  return {
    ...state,
    phase: { kind: 'submitting', stage, interrupted: before?.interrupted === true, ...move },
  };
}

/** Records a reading while a state is waited for. */
export function onMoved(state: State, event: EventOf<'moved'>): State {
  const { phase } = state;
  if (phase.kind !== 'submitting' || !phase.move || phase.move.state === event.state) return state;
  return { ...state, phase: { ...phase, move: { ...phase.move, state: event.state } } };
}

/** Goes back to where the start was asked for, with its outcome. The edits are put on the task as it is now. */
export function onStartEnded(state: State, { move, task }: EventOf<'startEnded'>): State {
  const { phase } = state;
  if (phase.kind !== 'submitting' || !phase.move?.back) return state;
  const rebased = task ? rebase(state.draft, task) : undefined;
  return {
    ...state,
    phase: phase.move.back,
    move,
    isLeftPaused: move.isPaused,
    message: text().screen.sentences(move.lines),
    ...(rebased && rebased.conflicts.length === 0 && phase.move.back.kind === 'editing'
      ? { draft: rebased.draft, undo: [], redo: [] }
      : {}),
  };
}

/** Shows a reading of the watched task. */
export function onWatched(state: State, { taskId, task }: EventOf<'watched'>): State {
  const { phase } = state;
  if (phase.kind !== 'watching' || phase.taskId !== taskId) return state;
  return { ...state, phase: { kind: 'watching', taskId, back: phase.back, task } };
}

/** Shows why the watched task could not be read. */
export function onWatchFailed(state: State, { taskId, details, isOver }: EventOf<'watchFailed'>): State {
  const { phase } = state;
  if (phase.kind !== 'watching' || phase.taskId !== taskId) return state;
  return { ...state, phase: { ...phase, failure: { details, isOver } } };
}
