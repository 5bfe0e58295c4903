/** The editor of a field: open it, check its text, and accept its value into the draft. */

import { asInteger, type Json } from '../../json/json.ts';
import { currentTask, type Draft, locateIn, setValue } from '../../task/edits/draft.ts';
import { currentValue } from '../../task/edits/draft-values.ts';
import type { Field } from '../../task/fields/catalogue.ts';
import { formatSize, sizeSumOf } from '../../task/fields/size-units.ts';
import { editableValue, parseValue } from '../../task/fields/values.ts';
import { memoizeWeak } from '../../task/memoize-weak.ts';
import { sizeContext } from '../../task/paths/size-context.ts';
import { type Finding, findingsOf } from '../../task/rules/rules.ts';
import { text } from '../../text/text.ts';
import { joinEntries, splitEntries } from '../rows/delimited-list.ts';
import type { Editor, State } from '../state.ts';
import { newLine } from './text-input.ts';
import { withMessage } from './transitions.ts';
import { withDraft } from './undo.ts';

/** Returns the labels of the values of a picked field, in the order of its values. */
function choicesOf(field: Field): readonly string[] | undefined {
  if (field.type === 'boolean') return [text().value.yes, text().value.no];
  return field.values;
}

const ENGLISH = ['yes', 'no'];

/** Returns the labels of a choice; yes and no also in English, in any language. */
export function choiceLabels({ field, choices = [] }: Editor, index: number): string[] {
  const own = choices[index] ?? '';
  const english = field.type === 'boolean' ? ENGLISH[index] : undefined;
  return english === undefined || english === own ? [own] : [own, english];
}

const valueNow = (draft: Draft, path: string): Json | undefined => {
  const { field, keys } = locateIn(draft, path);
  return currentValue(draft, field, keys);
};

/** Opens an editor for the field at a path with its value in the draft, or for one entry of its list. */
export function openEditor(draft: Draft, path: string, entry?: number): Editor {
  const { field, path: canonical } = locateIn(draft, path);
  const value = valueNow(draft, canonical);
  if (entry !== undefined) {
    const line = newLine(splitEntries(field, value)[entry] ?? '');
    return {
      path: canonical,
      field,
      line,
      entry,
      choice: 0,
      isPristine: line.typed !== '',
      showProblem: false,
    };
  }
  const typed = editableValue(field, value);
  const choices = choicesOf(field);
  const line = newLine(typed);
  const editor = { path: canonical, field, line, isPristine: typed !== '', showProblem: false };
  return choices ? { ...editor, choices, choice: choices.indexOf(typed) } : { ...editor, choice: 0 };
}

/** Returns the editor's text for the whole field; undefined if nothing has been picked yet. */
function typedIn(draft: Draft, editor: Editor): string | undefined {
  if (editor.choices) return editor.choices[editor.choice];
  if (editor.entry === undefined) return editor.line.typed;
  const entries = splitEntries(editor.field, valueNow(draft, editor.path));
  entries[editor.entry] = editor.line.typed;
  return joinEntries(editor.field, entries);
}

/**
 * Returns what a relative size means, such as `50 GiB + 10 GiB = 60 GiB`: it refers to the size that the draft has;
 * undefined for other values.
 */
export function sizeSumText(draft: Draft, editor: Editor): string | undefined {
  if (editor.field.unit !== 'bytes' || editor.choices) return undefined;
  const { keys } = locateIn(draft, editor.path);
  const { value } = previewEditor(draft, editor);
  const size = asInteger(value);
  const sum = sizeSumOf(editor.line.typed, sizeContext(currentTask(draft), keys));
  if (!sum || size === undefined) return undefined;
  const texts = text().screen;
  const from = formatSize(sum.from);
  return texts.sizeSum(
    sum.base === 'used' ? texts.sizeUsed(from) : from,
    sum.sign,
    formatSize(sum.by),
    formatSize(size),
  );
}

export interface Preview {
  /** The value that Enter would accept; undefined while the text is not a value. */
  readonly value?: Json;
  /** The value isn't quite what was typed. */
  readonly note?: string;
  readonly problem?: string;
  /** The draft with the value. */
  readonly draft?: Draft;
  /** Findings that the value would add, anywhere in the task. */
  readonly findings: readonly Finding[];
}

const previewsOf = memoizeWeak((editor: Editor) => memoizeWeak((draft: Draft) => previewOf(draft, editor)));

/** Returns what the editor's text would mean if it were accepted now. */
export const previewEditor = (draft: Draft, editor: Editor): Preview => previewsOf(editor)(draft);

function previewOf(draft: Draft, editor: Editor): Preview {
  const { keys } = locateIn(draft, editor.path);
  const typed = typedIn(draft, editor);
  if (typed === undefined) return { problem: text().problem.pickOne, findings: [] };
  const parsed = parseValue(editor.field, typed, sizeContext(currentTask(draft), keys));
  if ('problem' in parsed) return { problem: parsed.problem, findings: [] };
  const before = new Set(findingsOf(draft).map(({ message }) => message));
  const next = setValue(draft, editor.path, parsed.value);
  return { ...parsed, draft: next, findings: findingsOf(next).filter(({ message }) => !before.has(message)) };
}

/** Accepts the editor's value. With a problem the editor stays open and shows it. */
export function acceptEditor(state: State): State {
  const { editor, draft } = state;
  if (!editor) return state;
  const typed = typedIn(draft, editor);
  // Leaving a field as it was is no edit, whatever odd value the server has in it.
  const untouched =
    typed !== undefined && typed === typedIn(draft, openEditor(draft, editor.path, editor.entry));
  if (untouched) return { ...state, editor: undefined };
  // What the preview has found out about its draft needn't be computed again.
  const { draft: edited, note, findings } = previewEditor(draft, editor);
  if (!edited) return { ...state, editor: { ...editor, showProblem: true } };
  const next = { ...withDraft(state, edited), editor: undefined };
  // A finding says more, and needs the line.
  return note === undefined || findings.length ? next : withMessage(next, note);
}
