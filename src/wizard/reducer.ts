/** The wizard's flow: `(state, event) → state and effects`. No I/O, no screen. */
import { newDraft } from '../task/edits/draft.ts';
import { parseUuidTaskId } from '../task/task-id.ts';
import { text } from '../text/text.ts';
import { ACTIONS } from './actions/actions.ts';
import { filterBy } from './actions/choosing/choices.ts';
import { searchChoices, withoutOldSearch } from './actions/choosing/chooser.ts';
import { focusIndex } from './actions/cursor.ts';
import { saveEffect } from './actions/draft/save-effect.ts';
import { onMoved, onStage, onStartEnded, onWatched, onWatchFailed } from './actions/moving.ts';
import { onWindowsLoaded, requestWindows } from './actions/rate-windows.ts';
import { quit } from './actions/submission.ts';
import { onRefreshDue } from './actions/task-list/refresh.ts';
import { onPaste } from './actions/task-list/task-list-actions.ts';
import {
  onPageFailed,
  onPageLoaded,
  onRetry,
  prefetchNextPage,
  withPicker,
} from './actions/task-list/task-list-loading.ts';
import { sanitizeInput } from './actions/text-input.ts';
import { type Transition, withMessage } from './actions/transitions.ts';
import { typeText } from './actions/typing.ts';
import { contextOf, takesText } from './context.ts';
import type { Event } from './event.ts';
import { type ActionName, actionFor, type Context } from './keymap.ts';
import { fitsMinimum } from './layout.ts';
import type { MoveEnd } from './phase.ts';
import { afterNoAnswer, isTooEarly, onQuestionShown, withoutOldQuestion } from './questions.ts';
import type { State } from './state.ts';
import { stateEffectText } from './text/effect-text.ts';

export { exitCodeOf } from './actions/submission.ts';
export { contextOf, takesText } from './context.ts';

const noEffects = (state: State): Transition => ({ state, effects: [] });

const runAction = (state: State, action: ActionName): Transition => asReduced(ACTIONS[action](state));

const asReduced = (next: State | Transition): Transition => ('effects' in next ? next : noEffects(next));

/** Focuses a row or takes a choice by its index; an unknown index changes nothing. */
function selectIndex(state: State, index = -1): State {
  const { editor, additionIndex, picker } = state;
  if (index < 0) return state;
  if (state.phase.kind === 'picking' && picker?.choosing !== undefined)
    return withPicker(state, { choosing: index });
  if (additionIndex !== undefined) return { ...state, additionIndex: index };
  if (editor?.choices)
    return editor.choices[index] === undefined ? state : { ...state, editor: { ...editor, choice: index } };
  return editor ? state : focusIndex(state, index);
}

/** Clears the message in the task list: there it stays until the next key. */
const clearMessage = (state: State): State =>
  state.phase.kind === 'picking' && state.message ? { ...state, message: undefined } : state;

const ALWAYS = ['ctrl+c', 'ctrl+z', 'ctrl+l'];

function handleKey(state: State, name: string, typed: string, now: number): Transition {
  // What cannot be seen cannot be used: a window that is too small takes no keys but those to leave.
  if (!fitsMinimum(state.size) && !ALWAYS.includes(name)) return noEffects(state);
  const context = contextOf(state);
  const action = actionFor(context, name);
  if (isTooEarly(state, now) && !ALWAYS.includes(name))
    return noEffects(action ? state : afterNoAnswer(state, now));
  if (action) return runAction(clearMessage(state), action);
  if (takesText(state)) return noEffects(typeText(state, typed));
  if (CHOOSING.includes(context)) return noEffects(searchChoices(state, typed));
  return noEffects(afterNoAnswer(state, now));
}

/** Contexts in which a value is picked, and typing searches the values. */
const CHOOSING: readonly Context[] = ['choice', 'stateChoice'];

/** Text that is no key press: it goes into the open line, a search, or the filter of a step. Lines don't. */
function handlePaste(state: State, pasted: string, now: number): Transition {
  const context = contextOf(state);
  if (takesText(state)) return noEffects(typeText(state, pasted));
  if (CHOOSING.includes(context) && parseUuidTaskId(pasted) === undefined)
    return noEffects(/[\r\n]/.test(pasted) ? state : searchChoices(state, sanitizeInput(pasted)));
  if (state.phase.kind === 'picking' && !state.overlay) return asReduced(onPaste(state, pasted));
  if (context !== 'list' || /[\r\n]/.test(pasted)) return noEffects(afterNoAnswer(state, now));
  return noEffects(filterBy(state, pasted));
}

/** Returns true for input that waits for the task to be read; ^C, ^Z and ^L never wait. */
const isTyping = (event: Event): boolean =>
  event.type === 'paste' || (event.type === 'key' && !ALWAYS.includes(event.name));

/** Returns true for a first key that leads back to the list; later keys are meant for the task. */
const goesBack = (state: State, event: Event): boolean =>
  event.type === 'key' &&
  state.queuedEvents.length === 0 &&
  actionFor(contextOf(state), event.name) !== undefined;

/** Shows a loaded task. An abandoned draft is offered first; keys typed before it was seen don't answer it. */
function taskLoaded(
  state: State,
  { task, leftovers = [], message, isLeftPaused = false }: Extract<Event, { type: 'taskLoaded' }>,
  now: number,
): Transition {
  const mine = leftovers.filter(({ alive }) => !alive);
  const elsewhere = leftovers.length - mine.length;
  const notes = [
    message,
    elsewhere ? text().screen.resume.elsewhere(elsewhere) : undefined,
    stateEffectText(task),
  ].filter(Boolean);
  const next: State = {
    ...state,
    phase: { kind: 'editing' },
    draft: newDraft(task),
    queuedEvents: [],
    readingWindows: undefined,
    message: notes.length ? notes.join(' ') : undefined,
    isLeftPaused,
  };
  if (mine.length) return noEffects({ ...next, phase: { kind: 'resuming', leftovers: mine, at: 0 } });
  return replay(next, state.queuedEvents, now);
}

function replay(state: State, events: readonly Event[], now: number): Transition {
  return events.reduce<Transition>((done, event) => {
    const next = reduce(done.state, event, now);
    return { state: next.state, effects: [...done.effects, ...next.effects] };
  }, noEffects(state));
}

/**
 * Returns the state and effects after an event at `now`, in ms of the store's clock. Every change of the draft is saved
 * before the next event.
 */
export function reduce(state: State, event: Event, now = 0): Transition {
  const { state: reduced, effects } = requestWindows(prefetchNextPage(step(state, event, now)));
  const next = withoutOldSearch(state, withoutOldQuestion(state, reduced));
  // Another task, or none: the one before has been kept already.
  if (next.taskId !== state.taskId) return { state: next, effects };
  const same = next.draft.edits === state.draft.edits && next.resolvedConflicts === state.resolvedConflicts;
  const done = same || effects.some(({ kind }) => kind === 'saveDraft');
  return done ? { state: next, effects } : { state: next, effects: [saveEffect(next), ...effects] };
}

const withMove = (state: State, move: MoveEnd | undefined): State =>
  move ? { ...state, move, isLeftPaused: move.isPaused } : state;

function step(state: State, event: Event, now: number): Transition {
  const { phase } = state;
  if (phase.kind === 'loading' && isTyping(event) && !goesBack(state, event))
    return noEffects({ ...state, queuedEvents: [...state.queuedEvents, event] });
  switch (event.type) {
    case 'key':
      return handleKey(state, event.name, event.text, now);
    case 'paste':
      return handlePaste(state, event.text.trim(), now);
    case 'indexChosen':
      return noEffects(selectIndex({ ...state, message: undefined }, event.index));
    case 'questionShown':
      return noEffects(onQuestionShown(state, now));
    case 'quit':
      return quit(state);
    case 'resized':
      return noEffects({ ...state, size: event.size });
    case 'taskLoaded':
      return taskLoaded(state, event, now);
    case 'pageLoaded':
      return onPageLoaded(state, event);
    case 'pageFailed':
      return onPageFailed(state, event);
    case 'message':
      return noEffects(withMessage(state, event.message));
    case 'saved':
      return noEffects(state.saveError === event.problem ? state : { ...state, saveError: event.problem });
    case 'sourceLoaded':
      return noEffects({ ...state, draft: { ...state.draft, source: event.source } });
    case 'windowsLoaded':
      return noEffects(onWindowsLoaded(state, event));
    case 'taskFailed':
      return noEffects({ ...state, phase: { kind: 'taskFailed', failure: event.failure } });
    case 'retrying': {
      if (phase.kind === 'picking') return noEffects(onRetry(state, event.line));
      const waits = phase.kind === 'loading' || phase.kind === 'submitting';
      return noEffects(waits ? { ...state, phase: { ...phase, retry: event.line } } : state);
    }
    case 'stage':
      return noEffects(onStage(state, event));
    case 'moved':
      return noEffects(onMoved(state, event));
    case 'startEnded':
      return noEffects(onStartEnded(state, event));
    case 'watched':
      return noEffects(onWatched(state, event));
    case 'watchFailed':
      return noEffects(onWatchFailed(state, event));
    case 'refreshDue':
      return onRefreshDue(state);
    case 'conflict': {
      const { draft, remote: conflict, move } = event;
      return noEffects({
        ...withMove(state, move),
        ...(move && { message: text().screen.sentences(move.lines) }),
        phase: { kind: 'editing' },
        step: 'review',
        draft,
        undo: [],
        redo: [],
        conflict,
        resolvedConflicts: [],
      });
    }
    case 'submitted': {
      const places = { ...state.places, ended: { cursor: 0, top: 0 } };
      const { result, move } = event;
      const isSent = result.kind !== 'not_sent' && result.kind !== 'not_paused';
      const sent = isSent ? [...state.sent, { draft: state.draft, result }] : state.sent;
      return noEffects({ ...withMove(state, move), sent, phase: { kind: 'result', result }, places });
    }
  }
}
