/**
 * Questions whose answer sends, replays or deletes something. A key answers a question only if the question was on the
 * screen for a moment before: keys that were typed ahead were meant for something else.
 */
import { contextOf } from './context.ts';
import type { Context } from './keymap.ts';
import { fitsMinimum } from './layout.ts';
import type { State } from './state.ts';

/** Time that a question has to be visible before a key can answer it, in ms. No one reads a question in less. */
export const MIN_QUESTION_MS = 300;

const QUESTIONS: readonly Context[] = ['confirm', 'resumeDraft', 'confirmDiscard', 'confirmStart'];

/** Returns the identity of the question that is asked; undefined if none is. */
function questionOf(state: State): string | undefined {
  const context = contextOf(state);
  if (!QUESTIONS.includes(context)) return undefined;
  return state.phase.kind === 'resuming'
    ? `${context} ${state.phase.leftovers[state.phase.at]?.key}`
    : context;
}

/** Returns true while a question is asked. */
export const asksQuestion = (state: State): boolean => questionOf(state) !== undefined;

/** Returns true for a question that its front end hasn't shown yet. */
export const isUnseenQuestion = (state: State): boolean =>
  asksQuestion(state) && state.questionShownAt === undefined && fitsMinimum(state.size);

/**
 * Records that the question is visible since `now`, in ms of the store's clock. Plain mode prints it again after an answer
 * that means nothing: a line that was typed ahead together with that answer is none either.
 */
export const onQuestionShown = (state: State, now: number): State =>
  asksQuestion(state) && fitsMinimum(state.size) ? { ...state, questionShownAt: now } : state;

/** Lets a shown question be read anew after input at `now` that answers nothing: more of that input may follow. */
export const afterNoAnswer = (state: State, now: number): State =>
  asksQuestion(state) && state.questionShownAt !== undefined ? { ...state, questionShownAt: now } : state;

/** Forgets the visibility of a question once another one, or none, is asked. */
export const withoutOldQuestion = (before: State, after: State): State =>
  after.questionShownAt !== undefined && questionOf(before) !== questionOf(after)
    ? { ...after, questionShownAt: undefined }
    : after;

/** Returns true for a key at `now` that came before the question could have been read. */
export function isTooEarly(state: State, now: number): boolean {
  if (!asksQuestion(state)) return false;
  const { questionShownAt: shown } = state;
  return shown === undefined || now - shown < MIN_QUESTION_MS;
}
