/** Drafts that were left behind, and fields that others changed meanwhile: what the user decides about them. */
import { resetPath } from '../task/draft.ts';
import { replay } from '../task/replay.ts';
import { text } from '../text/text.ts';
import { changed } from './editing.ts';
import { focusedRow } from './lists.ts';
import { goTo, type Reduced, said } from './moves.ts';
import { saving } from './review.ts';
import type { Leftover, State } from './state.ts';

const words = () => text().screen.message;

/** In a conflict: the user's own value stands. */
export function mine(state: State): State {
  const row = focusedRow(state);
  if (row?.kind !== 'conflict' || row.conflict.gone) return said(state, words().noConflict);
  return { ...state, decided: [...state.decided, row.path], message: undefined };
}

/** In a conflict: the other's value stands, and the edit goes. */
export function theirs(state: State): State {
  const row = focusedRow(state);
  if (row?.kind !== 'conflict') return said(state, words().noConflict);
  return row.conflict.gone ? state : changed(state, resetPath(state.draft, row.path));
}

/** The left-behind draft that is shown. */
const leftover = ({ phase }: State): Leftover | undefined =>
  phase.kind === 'resuming' ? phase.leftovers[phase.at] : undefined;

/** Takes a left-behind draft up again, on the task as it is today; what clashes is put to the user. */
export function resume(state: State): State | Reduced {
  const found = leftover(state);
  if (!found) return state;
  const { draft, conflicts } = replay(state.draft.base, found.edits, state.draft.source);
  const meanwhile = conflicts.length ? { moved: [], conflicts } : undefined;
  const next = goTo({ ...state, phase: { kind: 'editing' }, draft, meanwhile, decided: [] }, 'review');
  // What could not be placed stays in the old file; nothing of it is lost.
  const whole = !conflicts.some(({ gone }) => gone);
  const save = saving(next);
  return { state: next, effects: whole ? [save, { kind: 'forget', key: found.key }] : [save] };
}

export function discardLeftover(state: State): State | Reduced {
  const found = leftover(state);
  if (!found || state.phase.kind !== 'resuming') return state;
  const leftovers = state.phase.leftovers.filter((other) => other !== found);
  const phase: State['phase'] = leftovers.length
    ? { kind: 'resuming', leftovers, at: 0 }
    : { kind: 'editing' };
  return { state: { ...state, phase }, effects: [{ kind: 'forget', key: found.key }] };
}

export function nextLeftover(state: State): State {
  const { phase } = state;
  if (phase.kind !== 'resuming') return state;
  return { ...state, phase: { ...phase, at: (phase.at + 1) % phase.leftovers.length } };
}
