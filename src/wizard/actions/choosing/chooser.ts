/** The values that one is picked from: of a field, of the additions, of the states of tasks. Typing searches them. */
import { text } from '../../../text/text.ts';
import type { State } from '../../state.ts';
import { labelOf } from '../../text/labels.ts';
import { stateChoiceLabels } from '../../text/task-list-text.ts';
import { additionsFor } from '../additions.ts';
import { focusedRow } from '../cursor.ts';
import { choiceLabels } from '../field-editor.ts';

export interface Chooser {
  readonly title: string;
  readonly choices: readonly string[];
  /** Index of the chosen value; -1 if none is yet. */
  readonly chosen: number;
  /** All words by which each value is found. */
  readonly words: readonly (readonly string[])[];
}

/** Returns the open chooser; undefined while nothing is picked. */
export function chooserOf(state: State): Chooser | undefined {
  const { additionIndex, editor, phase, picker } = state;
  if (phase.kind === 'picking') {
    if (picker?.choosing === undefined) return undefined;
    return newChooser(text().tasks.state, stateChoiceLabels(state), picker.choosing);
  }
  if (additionIndex !== undefined) {
    const labels = additionsFor(state, focusedRow(state)).map(({ label }) => label);
    return newChooser(text().screen.addition.title, labels, additionIndex);
  }
  if (!editor?.choices) return undefined;
  const words = editor.choices.map((_, index) => choiceLabels(editor, index));
  return { ...newChooser(labelOf(editor.field), editor.choices, editor.choice), words };
}

const newChooser = (title: string, choices: readonly string[], chosen: number): Chooser => ({
  title,
  choices,
  chosen,
  words: choices.map((choice) => [choice]),
});

/** Returns the state with the value at an index chosen. */
export function chooseIndex(state: State, index: number): State {
  const { additionIndex, editor, picker } = state;
  if (picker?.choosing !== undefined) return { ...state, picker: { ...picker, choosing: index } };
  if (additionIndex !== undefined) return { ...state, additionIndex: index };
  return editor ? { ...state, editor: { ...editor, choice: index, showProblem: false } } : state;
}

/** Returns the indices of the values that have a text in them, those that begin with it first. */
function found({ words }: Chooser, typed: string): number[] {
  const wanted = typed.toLowerCase();
  const matching = (fits: (word: string) => boolean) =>
    words.flatMap((known, index) => (known.some((word) => fits(word.toLowerCase())) ? [index] : []));
  const first = matching((word) => word.startsWith(wanted));
  return [...first, ...matching((word) => word.includes(wanted)).filter((index) => !first.includes(index))];
}

/** Returns the indices of the values to show, in their order: those that have the searched text in them. */
export function shownChoices(state: State, chooser: Chooser): readonly number[] {
  const typed = state.choiceSearch ?? '';
  return found(chooser, typed).sort((a, b) => a - b);
}

/**
 * Types into the search. A letter with which nothing is found begins a new search behind the chosen value, so that a
 * letter typed again and again visits all values that begin with it.
 */
export function searchChoices(state: State, typed: string): State {
  const chooser = chooserOf(state);
  if (!chooser || typed === '') return state;
  const search = (state.choiceSearch ?? '') + typed;
  const matches = found(chooser, search);
  if (matches.length > 0) {
    const next = matches.includes(chooser.chosen) && state.choiceSearch ? chooser.chosen : matches[0];
    return { ...chooseIndex(state, next ?? 0), choiceSearch: search };
  }
  const anew = found(chooser, typed);
  const begin = anew.filter((index) => chooser.words[index]?.some((word) => beginsWith(word, typed)));
  const candidates = begin.length ? begin : anew;
  const next = candidates.find((index) => index > chooser.chosen) ?? candidates[0];
  return next === undefined ? state : { ...chooseIndex(state, next), choiceSearch: typed };
}

const beginsWith = (word: string, typed: string): boolean =>
  word.toLowerCase().startsWith(typed.toLowerCase());

/** Erases the last letter of the search. */
export function eraseSearch(state: State): State {
  const rest = [...(state.choiceSearch ?? '')].slice(0, -1).join('');
  return { ...state, choiceSearch: rest === '' ? undefined : rest };
}

/** Moves the choice by `by` of the values that are shown, from the last on to the first. */
export function chooseBy(state: State, by: number): State {
  const chooser = chooserOf(state);
  if (!chooser) return state;
  const shown = shownChoices(state, chooser);
  const at = shown.indexOf(chooser.chosen);
  const next = shown[((at < 0 && by < 0 ? 0 : at) + by + shown.length) % shown.length];
  return next === undefined ? state : chooseIndex(state, next);
}

const identityOf = ({ additionIndex, editor, picker }: State): string =>
  `${additionIndex !== undefined} ${editor?.path} ${picker?.choosing !== undefined}`;

/** Forgets the search once its chooser is closed. */
export const withoutOldSearch = (before: State, after: State): State =>
  after.choiceSearch !== undefined && identityOf(before) !== identityOf(after)
    ? { ...after, choiceSearch: undefined }
    : after;
