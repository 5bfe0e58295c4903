/** Types into a field or a filter. */
import { text } from '../../text/text.ts';
import type { State, TextInput } from '../state.ts';
import { resetCursorOnFilter } from './task-list/task-list-actions.ts';
import { erasedText, insert, sanitizeInput } from './text-input.ts';

/** Applies `change` to the text input of a filter or field; returns the same state if none is open. */
export function editLine(state: State, change: (line: TextInput) => TextInput): State {
  if (state.filtering) return resetCursorOnFilter(state, { ...state, filtering: change(state.filtering) });
  const { editor } = state;
  return editor
    ? { ...state, editor: { ...editor, line: change(editor.line), isPristine: false, showProblem: false } }
    : state;
}

/** Erases from the line that is being typed, and keeps what was erased for `insertCut`. */
export function cutFromLine(state: State, erase: (line: TextInput) => TextInput): State {
  let erased = '';
  const next = editLine(state, (line) => {
    const after = erase(line);
    erased = erasedText(line, after);
    return after;
  });
  return erased === '' ? next : { ...next, cutText: erased };
}

/** Inserts what was erased last. */
export function insertCut(state: State): State {
  const { cutText } = state;
  return cutText === undefined ? state : editLine(state, (line) => insert(line, cutText));
}

/** Bytes that are no UTF-8, as Node decodes them. */
const UNDECODABLE = /\ufffd/g;

/** Returns what is wrong with the locale if text was typed that it can't carry or show. */
function localeProblem(typed: string, ascii: boolean): string | undefined {
  if (typed.includes('\ufffd')) return text().screen.undecodable;
  return ascii && /[^\x20-\x7e]/.test(typed) ? text().screen.unshowable : undefined;
}

/**
 * Types text. The first text replaces the old value, unless the cursor was moved before. Bytes that can't be decoded are
 * left out, with a message.
 */
export function typeText(state: State, typed: string): State {
  const sane = sanitizeInput(typed);
  const clean = sane.replace(UNDECODABLE, '');
  const message = localeProblem(sane, state.ascii);
  const next = message === state.message ? state : { ...state, message };
  if (clean === '') return next;
  return editLine(next, (line) =>
    insert(state.editor?.isPristine && !state.filtering ? { typed: '', at: 0 } : line, clean),
  );
}
