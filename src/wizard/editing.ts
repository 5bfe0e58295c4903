/** The editor of a field: opening it, what is wrong with what was typed, and taking it over into the draft. */
import { asInteger, type Json, type JsonObject } from '../json/json.ts';
import type { Field } from '../task/catalogue.ts';
import { currentTask, type Draft, setValue } from '../task/draft.ts';
import { fieldValue, locate, valueAt } from '../task/path.ts';
import { type Finding, findingsFor } from '../task/rules.ts';
import type { SizeContext } from '../task/units.ts';
import { editableValue, parseValue } from '../task/values.ts';
import { text } from '../text/text.ts';
import { newLine } from './line.ts';
import type { Editor, State } from './state.ts';

/** What the values of a picked field are called on the screen, in the order of `valuesOf`. */
function choicesOf(field: Field): readonly string[] | undefined {
  if (field.type === 'boolean') return [text().value.yes, text().value.no];
  return field.values;
}

/** An editor for the field at a path, starting from its value in the draft. */
export function openEditor(draft: Draft, path: string): Editor {
  const { field, keys, path: canonical } = locate(draft.base, path);
  const value = fieldValue(currentTask(draft), field, keys);
  const typed = editableValue(field, value);
  const choices = choicesOf(field);
  const choice = choices ? choices.indexOf(typed) : -1;
  const line = newLine(typed);
  return choices
    ? { path: canonical, field, line, choices, choice, refused: false }
    : { path: canonical, field, line, choice: 0, refused: false };
}

/** What the editor holds; undefined where nothing has been picked yet. */
const typedIn = (editor: Editor): string | undefined =>
  editor.choices ? editor.choices[editor.choice] : editor.line.typed;

/** What `+10G` and `=used+20%` mean for this field: its value before the edit, and the used size beside it. */
export function sizeContext(task: JsonObject, keys: readonly (string | number)[]): SizeContext {
  return {
    current: asInteger(valueAt(task, keys)),
    used: asInteger(valueAt(task, [...keys.slice(0, -1), 'used_size'])),
  };
}

export interface Preview {
  /** The value that Enter would take; undefined while what was typed is none. */
  readonly value?: Json;
  readonly problem?: string;
  /** What the rules would say of it. */
  readonly findings: readonly Finding[];
}

/** What the editor's text would mean if it were accepted now. */
export function preview(draft: Draft, editor: Editor): Preview {
  const { keys } = locate(draft.base, editor.path);
  const typed = typedIn(editor);
  if (typed === undefined) return { findings: [] };
  const parsed = parseValue(editor.field, typed, sizeContext(currentTask(draft), keys));
  if ('problem' in parsed) return { problem: parsed.problem, findings: [] };
  const next = setValue(draft, editor.path, parsed.value);
  return { value: parsed.value, findings: findingsFor(next, editor.path) };
}

/** Takes the editor's value over; with a problem the editor stays open and shows it. */
export function accept(state: State): State {
  const { editor, draft } = state;
  if (!editor) return state;
  // Leaving a field of which nothing is known as empty as it was is no edit.
  const untouched =
    editor.choices === undefined && typedIn(editor) === openEditor(draft, editor.path).line.typed;
  if (untouched) return { ...state, editor: undefined };
  const { value, problem } = preview(draft, editor);
  if (problem !== undefined || value === undefined) return { ...state, editor: { ...editor, refused: true } };
  return { ...changed(state, setValue(draft, editor.path, value)), editor: undefined };
}

/** The state with another draft, the one before kept for undo. */
export function changed(state: State, draft: Draft): State {
  if (draft === state.draft) return state;
  return { ...state, draft, undo: [...state.undo, state.draft], message: undefined };
}
