/** Decisions on conflicts: fields that someone else changed too. */

import { isLost } from '../../task/edits/carry-over.ts';
import { revertPath } from '../../task/edits/draft.ts';
import { text } from '../../text/text.ts';
import type { State } from '../state.ts';
import { focusedRow } from './cursor.ts';
import { saveEffect } from './draft/save-effect.ts';
import { type Transition, withMessage } from './transitions.ts';
import { withDraft } from './undo.ts';

const messages = () => text().screen.message;

/** Resolves a conflict: keeps the user's own value. */
export function keepOurs(state: State): State {
  const row = focusedRow(state);
  if (row?.kind !== 'conflict' || isLost(row.conflict)) return withMessage(state, messages().noConflict);
  return { ...state, resolvedConflicts: [...state.resolvedConflicts, row.path], message: undefined };
}

/** Resolves a conflict: keeps the other's value, and drops the edit. */
export function takeTheirs(state: State): State | Transition {
  const row = focusedRow(state);
  if (row?.kind !== 'conflict') return withMessage(state, messages().noConflict);
  if (!isLost(row.conflict)) return withDraft(state, revertPath(state.draft, row.path));
  // The edit is not in the draft: what is dropped is the note of it.
  const conflicts = state.conflict?.conflicts.filter((one) => one !== row.conflict) ?? [];
  const next = { ...state, conflict: { moved: [], ...state.conflict, conflicts }, message: undefined };
  return { state: next, effects: [saveEffect(next)] };
}
