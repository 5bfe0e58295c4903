/** Actions on values: move the choice, accept, or cancel. */
import type { Editor, State } from '../../state.ts';
import { confirmAddition } from '../elements.ts';
import { acceptEditor } from '../field-editor.ts';
import { fillNext } from '../fill-in.ts';
import { newLine, sanitizeInput } from '../text-input.ts';
import { chooseBy, chooserOf } from './chooser.ts';

function acceptFilter(state: State): State {
  const typed = state.filtering?.typed ?? '';
  return { ...state, filtering: undefined, filters: { ...state.filters, [state.step]: typed } };
}

/** Accepts the open filter, the chosen addition, or the edited value. */
export function accept(state: State): State {
  if (state.filtering) return acceptFilter(state);
  return state.additionIndex === undefined ? fillNext(acceptEditor(state)) : confirmAddition(state);
}

/** Closes the filter, the choice, or the editor without accepting it. */
export function cancel(state: State): State {
  if (state.filtering)
    return { ...state, filtering: undefined, filters: { ...state.filters, [state.step]: '' } };
  return { ...state, editor: undefined, additionIndex: undefined, filling: undefined };
}

/** Opens the filter of a step with its last text; an open element has none. */
export function openFilter(state: State): State {
  if (state.openPath !== undefined) return state;
  return { ...state, filtering: newLine(state.filters[state.step] ?? ''), message: undefined };
}

/** Opens the filter of a step with a text; an open element has none. */
export function filterBy(state: State, pasted: string): State {
  const clean = sanitizeInput(pasted);
  if (clean === '' || state.openPath !== undefined) return state;
  return { ...state, filtering: newLine(clean), message: undefined };
}

/** Moves the choice by `by` values, from the last on to the first; in a field with presets, to the next preset. */
export function choose(state: State, by: number): State {
  const { editor } = state;
  if (chooserOf(state)) return chooseBy(state, by);
  return editor?.field.presets ? { ...state, editor: preset(editor, by) } : state;
}

/** Moves to the next preset above or below the typed number. */
function preset(editor: Editor, by: number): Editor {
  const values = (editor.field.presets ?? []).map(([value]) => value);
  const now = Number(editor.line.typed);
  const next = by > 0 ? values.find((value) => value > now) : values.findLast((value) => value < now);
  return next === undefined ? editor : { ...editor, line: newLine(String(next)), isPristine: false };
}
