/** Reverts edits: the last one, or all of a field or an element; and repeats what was undone. */
import { currentTask, type Draft, isAdded, isRemoved, revertPath } from '../../task/edits/draft.ts';
import { sameEdits } from '../../task/edits/same-edit.ts';
import { valueAt } from '../../task/paths/path.ts';
import { text } from '../../text/text.ts';
import { editablePath } from '../rows/rows.ts';
import type { State, UndoStep } from '../state.ts';
import { changedBetween, restoredText } from '../text/undo-text.ts';
import { cursorOf, focusedRow, withCursor } from './cursor.ts';
import { showPath } from './show-path.ts';
import { withMessage } from './transitions.ts';

const messages = () => text().screen.message;

/** Returns the step that undo goes back to: the draft, and the position of the edit that follows. */
const undoStepOf = (state: State): UndoStep => ({
  draft: state.draft,
  step: state.step,
  openPath: state.openPath,
  position: cursorOf(state),
});

/** Returns the state with another draft; the previous one is kept for undo, unless nothing changed. */
export function withDraft(state: State, draft: Draft): State {
  if (draft === state.draft || sameEdits(draft.edits, state.draft.edits)) return state;
  // The fields that a new element is asked for are undone with it.
  const undo = state.filling ? state.undo : [...state.undo, undoStepOf(state)];
  return { ...state, draft, undo, redo: [], message: undefined };
}

/** Reverts the edits of the focused row; a removed or added element as a whole. */
export function reset(state: State): State {
  const row = focusedRow(state);
  const element = row?.kind === 'element' ? valueAt(currentTask(state.draft), row.keys) : undefined;
  const whole = isRemoved(element) || isAdded(element);
  const path = row?.kind === 'element' && whole ? row.path : editablePath(row);
  const draft = path === undefined ? state.draft : revertPath(state.draft, path);
  return draft === state.draft ? withMessage(state, messages().nothingToReset) : withDraft(state, draft);
}

/** Returns an earlier draft with what was learned since: the source server, if it came later. */
const withSource = (draft: Draft, { source }: Draft): Draft =>
  source && !draft.source ? { ...draft, source } : draft;

/** Reverts the last edit, and goes to the row that it was made on. */
export function undo(state: State): State {
  const last = state.undo.at(-1);
  if (!last) return withMessage(state, messages().nothingToUndo);
  const { step, openPath, position } = last;
  const draft = withSource(last.draft, state.draft);
  const there: State = { ...state, draft, step, openPath };
  return {
    ...withCursor(there, position),
    undo: state.undo.slice(0, -1),
    redo: [...state.redo, undoStepOf(state)],
    message: messages().undone(restoredText(state.draft, draft)),
  };
}

/** Repeats the edit that was undone last, and goes to its row. */
export function redo(state: State): State {
  const next = state.redo.at(-1);
  if (!next) return withMessage(state, messages().nothingToRedo);
  const draft = withSource(next.draft, state.draft);
  const [path] = changedBetween(state.draft, draft);
  const there: State = { ...state, draft, openPath: undefined };
  return {
    ...(path === undefined ? there : showPath(there, path)),
    undo: [...state.undo, undoStepOf(state)],
    redo: state.redo.slice(0, -1),
    message: messages().redone(restoredText(state.draft, draft)),
  };
}
