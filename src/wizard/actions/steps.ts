/** Moves between the steps, and into elements and lists and back. */
import { currentTask, isRemoved, locateIn } from '../../task/edits/draft.ts';
import { valueAt } from '../../task/paths/path.ts';
import { text } from '../../text/text.ts';
import type { Row } from '../rows/row.ts';
import { editablePath } from '../rows/rows.ts';
import { STEPS, type State } from '../state.ts';
import { focusedRow, focusPath } from './cursor.ts';
import { acceptEditor, openEditor } from './field-editor.ts';
import { showPath } from './show-path.ts';
import { leaveTask } from './task-list/task-list-actions.ts';
import { goToStep, type Transition, withMessage } from './transitions.ts';

const messages = () => text().screen.message;

/** Returns the state `by` steps further on; the same state past either end. */
export function stepBy(state: State, by: number): State {
  const next = STEPS[STEPS.indexOf(state.step) + by];
  return next ? goToStep(state, next) : state;
}

/** Goes one level out: from an open element to its step, from a filtered list to the whole one, to the step before. */
export function back(state: State): State | Transition {
  if (state.openPath !== undefined) return focusPath({ ...state, openPath: undefined }, state.openPath);
  if (state.filters[state.step]) return { ...state, filters: { ...state.filters, [state.step]: '' } };
  return backStep(state);
}

/** Goes to the previous step; from the first one to the task list, if there is one. */
export function backStep(state: State): State | Transition {
  return state.step === STEPS[0] ? leaveTask(state) : stepBy(state, -1);
}

/** Returns true for a row of a removed element, or of one inside it. */
function isTakenOut(state: State, row: Row | undefined): boolean {
  if (row?.kind !== 'element') return false;
  const task = currentTask(state.draft);
  return row.keys.some((_, index) => isRemoved(valueAt(task, row.keys.slice(0, index + 1))));
}

const isList = (row: Row | undefined): boolean => row?.kind === 'field' && row.field.separator !== undefined;

/** Opens the editor of the focused row; a row without a single value opens into its fields or entries. */
export function edit(state: State): State {
  const row = focusedRow(state);
  const path = editablePath(row);
  if (isTakenOut(state, row)) return withMessage(state, messages().takenOut);
  if (row?.kind === 'entry')
    return { ...state, editor: openEditor(state.draft, row.path, row.index), message: undefined };
  if (path === undefined || isList(row)) return openRow(state);
  if (locateIn(state.draft, path).element) return openElement(state, path);
  if (locateIn(state.draft, path).field.of) return showPath(state, path);
  return { ...state, editor: openEditor(state.draft, path), message: undefined };
}

/** Opens an element that Review lists, in its step; a removed one stays closed. */
function openElement(state: State, path: string): State {
  const isGone = state.draft.edits.some((edit) => edit.path === path && 'remove' in edit);
  return isGone ? withMessage(state, messages().takenOut) : { ...showPath(state, path), openPath: path };
}

/** Opens the focused element into its fields, or the focused list into its entries. */
export function openRow(state: State): State {
  const row = focusedRow(state);
  if (isTakenOut(state, row)) return withMessage(state, messages().takenOut);
  if (row?.kind !== 'element' && !isList(row)) return state;
  return { ...state, openPath: (row as { path: string }).path, message: undefined };
}

/** Accepts the editor's value and shows Review; an editor with a problem stays open. */
export function showReview(state: State): State {
  const next = acceptEditor(state);
  return next.editor ? next : goToStep(next, 'review');
}
