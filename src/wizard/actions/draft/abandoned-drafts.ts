/** Actions on abandoned drafts: resume one, discard it, or start afresh. */
import { isLost } from '../../../task/edits/carry-over.ts';
import { replay } from '../../../task/edits/saved/replay.ts';
import { isUnder } from '../../../task/paths/path.ts';
import type { AbandonedDraft } from '../../phase.ts';
import type { State } from '../../state.ts';
import { showPath } from '../show-path.ts';
import { goToStep, type Transition } from '../transitions.ts';
import { saveEffect } from './save-effect.ts';

/** Returns the abandoned draft that is shown. */
const shownDraft = ({ phase }: State): AbandonedDraft | undefined =>
  phase.kind === 'resuming' ? phase.leftovers[phase.at] : undefined;

/** Replays an abandoned draft on the task as it is now: goes on at its last edit, or at the conflicts to decide. */
export function resume(state: State): State | Transition {
  const found = shownDraft(state);
  if (!found) return state;
  const { draft, conflicts } = replay(state.draft.base, found.edits, state.draft.source);
  const lostPaths = conflicts.filter(isLost).map(({ path }) => path);
  const lost = found.edits.filter(({ path }) => lostPaths.some((one) => isUnder(path, one)));
  const conflict = conflicts.length ? { moved: [], conflicts, lost } : undefined;
  const editing: State = { ...state, phase: { kind: 'editing' }, draft, conflict, resolvedConflicts: [] };
  const last = draft.edits.at(-1)?.path;
  const next = conflict || last === undefined ? goToStep(editing, 'review') : showPath(editing, last);
  return { state: next, effects: [saveEffect(next), { kind: 'discardDraft', key: found.key }] };
}

/** Asks whether to delete the shown draft. */
export const discardDraft = (state: State): State =>
  state.phase.kind === 'resuming' ? { ...state, phase: { ...state.phase, discarding: true } } : state;

/** Answers the question with no: the draft stays. */
export const keepDraft = (state: State): State =>
  state.phase.kind === 'resuming' ? { ...state, phase: { ...state.phase, discarding: undefined } } : state;

/** Deletes the shown draft, and shows the next one. */
export function confirmDiscard(state: State): State | Transition {
  const found = shownDraft(state);
  if (!found || state.phase.kind !== 'resuming') return state;
  const leftovers = state.phase.leftovers.filter((other) => other !== found);
  const phase: State['phase'] = leftovers.length
    ? { kind: 'resuming', leftovers, at: 0 }
    : { kind: 'editing' };
  return { state: { ...state, phase }, effects: [{ kind: 'discardDraft', key: found.key }] };
}

/** Shows the next abandoned draft; after the last one the first. */
export function nextDraft(state: State): State {
  const { phase } = state;
  if (phase.kind !== 'resuming') return state;
  return { ...state, phase: { ...phase, at: (phase.at + 1) % phase.leftovers.length } };
}

/** Edits the task as it is; the abandoned drafts stay on disk. */
export const startFresh = (state: State): State => ({ ...state, phase: { kind: 'editing' } });
