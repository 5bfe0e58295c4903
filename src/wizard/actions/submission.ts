/** Actions that end the work on a task: submitting, writing the draft as a plan, leaving. */
import { changesOf } from '../../task/edits/draft.ts';
import { rebase } from '../../task/edits/rebase.ts';
import { isPauseOffered } from '../../task/pausing.ts';
import { findingsOf } from '../../task/rules/rules.ts';
import { text } from '../../text/text.ts';
import { unresolvedConflicts } from '../rows/review-rows.ts';
import type { State } from '../state.ts';
import { uncovered } from '../text/move-text.ts';
import { type Transition, withMessage } from './transitions.ts';

const messages = () => text().screen.message;

/** Leaves the wizard with an exit code. */
export const exit = (state: State, code: number): Transition => ({
  state,
  effects: [{ kind: 'exit', code }],
});

/** Returns why the draft can't be submitted or written as a plan; undefined where it can. */
export function submitBlocker(state: State): string | undefined {
  const open = unresolvedConflicts(state).length;
  if (open) return messages().undecided(open);
  if (changesOf(state.draft).length === 0) return messages().nothingToSubmit;
  const errors = findingsOf(state.draft).some(({ severity }) => severity === 'error');
  return errors ? messages().errorsFirst : undefined;
}

/** Writes the draft as a plan file. */
export function writePlan(state: State): State | Transition {
  const message = submitBlocker(state);
  return message
    ? withMessage(state, message)
    : { state, effects: [{ kind: 'writePlan', draft: state.draft }] };
}

/** Asks whether to submit the draft, or shows why it can't be submitted. */
export function submit(state: State): State {
  const message = submitBlocker(state);
  if (message) return withMessage(state, message);
  return { ...state, phase: { kind: 'confirming' }, message: undefined };
}

/** Answers the question with yes: submits the draft. Nothing else does. */
export const confirmSubmit = (state: State): Transition => send(state, false);

/** Answers the question with a pause: pauses the task, submits the draft, and starts the task. Nothing else does. */
export const confirmPause = (state: State): State | Transition =>
  isPauseOffered(state.draft) ? send(state, true) : state;

function send(state: State, pause: boolean): Transition {
  const move = pause ? { move: { isStopSent: false, isPaused: false, state: '' } } : {};
  const phase = { kind: 'submitting', stage: 'checking', interrupted: false, ...move } as const;
  return {
    state: { ...state, phase, message: undefined, conflict: undefined, resolvedConflicts: [] },
    effects: [{ kind: 'submit', draft: state.draft, pause }],
  };
}

/** Answers the question with no: nothing is sent. */
export const declineSubmit = (state: State): State => ({ ...state, phase: { kind: 'editing' } });

/** True while nothing was sent that changes the task. */
export const isUnsent = ({
  stage,
  move,
}: Extract<State['phase'], { readonly kind: 'submitting' }>): boolean =>
  stage === 'checking' && move?.isStopSent !== true;

/** Leaves on ^C; during an update only on the second one, as its effect would stay unknown. */
export function interrupt(state: State): State | Transition {
  const { phase } = state;
  if (phase.kind !== 'submitting' || phase.interrupted || isUnsent(phase)) return exit(state, 130);
  return { ...state, phase: { ...phase, interrupted: true } };
}

/** Leaves without ^C: canceled, or with the exit code of the outcome. Waits for an update in progress. */
export function quit(covered: State): Transition {
  const state = uncovered(covered);
  const { kind } = state.phase;
  if (kind === 'submitting') return { state: covered, effects: [] };
  const code = exitCodeOf(state);
  return exit(state, kind === 'result' || kind === 'taskFailed' ? code : code || 3);
}

/** Goes from the result back to editing: on the task as it is now, with the edits that were not applied. */
export function editAgain(state: State): State {
  const { phase } = state;
  if (phase.kind !== 'result') return state;
  const editing: State = { ...state, phase: { kind: 'editing' }, step: 'review' };
  if (phase.result.kind !== 'verified') return editing;
  return { ...editing, draft: rebase(state.draft, phase.result.task).draft, undo: [], redo: [] };
}

/** Returns the exit code for the outcome of a submit; see the table in the README. */
export function exitCodeOf(state: State): number {
  if (state.phase.kind !== 'result') return state.phase.kind === 'taskFailed' || state.picker?.failed ? 1 : 0;
  const { result } = state.phase;
  const moved = state.move?.code ?? 0;
  if (result.kind === 'not_paused') return moved || 1;
  if (result.kind !== 'verified' || result.half?.why === 'unknown') return 1;
  const isMissed = result.verdicts.some(({ outcome }) => outcome === 'not_applied');
  return isMissed || result.sideEffects?.length ? 6 : moved;
}
