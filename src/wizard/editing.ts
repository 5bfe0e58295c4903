/** The editor of a field: opening it, what is wrong with what was typed, and taking it over into the draft. */
import { asInteger, type Json, type JsonObject } from '../json/json.ts';
import type { Field } from '../task/catalogue.ts';
import { currentTask, type Draft, locateIn, setValue } from '../task/draft.ts';
import { fieldValue, valueAt } from '../task/path.ts';
import { type Finding, findingsOf } from '../task/rules/rules.ts';
import type { SizeContext } from '../task/units.ts';
import { editableValue, parseValue } from '../task/values.ts';
import { text } from '../text/text.ts';
import { newLine } from './line.ts';
import { entriesOf, joined } from './lists-in-text.ts';
import type { Editor, State } from './state.ts';

/** What the values of a picked field are called on the screen, in the order of its values. */
function choicesOf(field: Field): readonly string[] | undefined {
  if (field.type === 'boolean') return [text().value.yes, text().value.no];
  return field.values;
}

const ENGLISH = ['yes', 'no'];

/** What a choice of an editor is called; yes and no also in English, whatever language is spoken. */
export function wordsFor({ field, choices = [] }: Editor, index: number): string[] {
  const own = choices[index] ?? '';
  const english = field.type === 'boolean' ? ENGLISH[index] : undefined;
  return english === undefined || english === own ? [own] : [own, english];
}

const valueNow = (draft: Draft, path: string): Json | undefined => {
  const { field, keys } = locateIn(draft, path);
  return fieldValue(currentTask(draft), field, keys);
};

/** An editor for the field at a path, starting from its value in the draft; or for one entry of a list in it. */
export function openEditor(draft: Draft, path: string, entry?: number): Editor {
  const { field, path: canonical } = locateIn(draft, path);
  const value = valueNow(draft, canonical);
  if (entry !== undefined) {
    const line = newLine(entriesOf(field, value)[entry] ?? '');
    return { path: canonical, field, line, entry, choice: 0, fresh: line.typed !== '', refused: false };
  }
  const typed = editableValue(field, value);
  const choices = choicesOf(field);
  const line = newLine(typed);
  const editor = { path: canonical, field, line, fresh: typed !== '', refused: false };
  return choices ? { ...editor, choices, choice: choices.indexOf(typed) } : { ...editor, choice: 0 };
}

/** What the editor holds as text for the whole field; undefined where nothing has been picked yet. */
function typedIn(draft: Draft, editor: Editor): string | undefined {
  if (editor.choices) return editor.choices[editor.choice];
  if (editor.entry === undefined) return editor.line.typed;
  const entries = entriesOf(editor.field, valueNow(draft, editor.path));
  entries[editor.entry] = editor.line.typed;
  return joined(editor.field, entries);
}

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
  /** What the rules would newly say, wherever in the task. */
  readonly findings: readonly Finding[];
}

const previewed = new WeakMap<Editor, { readonly draft: Draft; readonly preview: Preview }>();

/** What the editor's text would mean if it were accepted now; worked out once, as it is asked for again and again. */
export function preview(draft: Draft, editor: Editor): Preview {
  const known = previewed.get(editor);
  if (known?.draft === draft) return known.preview;
  const preview = previewOf(draft, editor);
  previewed.set(editor, { draft, preview });
  return preview;
}

function previewOf(draft: Draft, editor: Editor): Preview {
  const { keys } = locateIn(draft, editor.path);
  const typed = typedIn(draft, editor);
  if (typed === undefined) return { problem: text().problem.pickOne, findings: [] };
  const parsed = parseValue(editor.field, typed, sizeContext(currentTask(draft), keys));
  if ('problem' in parsed) return { problem: parsed.problem, findings: [] };
  const before = new Set(findingsOf(draft).map(({ message }) => message));
  const next = findingsOf(setValue(draft, editor.path, parsed.value));
  return { value: parsed.value, findings: next.filter(({ message }) => !before.has(message)) };
}

/** Takes the editor's value over; with a problem the editor stays open and shows it. */
export function accept(state: State): State {
  const { editor, draft } = state;
  if (!editor) return state;
  const typed = typedIn(draft, editor);
  // Leaving a field as it was is no edit, whatever odd value the server has in it.
  const untouched =
    typed !== undefined && typed === typedIn(draft, openEditor(draft, editor.path, editor.entry));
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
