/** Reads the rate windows once they matter: in the step that shows them, and for a draft that edits the rate. */
import type { JsonObject } from '../../json/json.ts';
import type { Draft } from '../../task/edits/draft.ts';
import {
  hasWindows,
  unreadReason,
  windowsNeedOf,
  withUnreadWindows,
  withWindows,
} from '../../task/rate-windows.ts';
import { text } from '../../text/text.ts';
import type { Event } from '../event.ts';
import type { State } from '../state.ts';
import { type Transition, withMessage } from './transitions.ts';

/** Requests the windows of the open task, unless they are known, or being read. */
export function requestWindows({ state, effects }: Transition): Transition {
  const { phase, draft, step, readingWindows } = state;
  if (phase.kind !== 'editing' || readingWindows || typeof draft.base.id !== 'string')
    return { state, effects };
  if (hasWindows(draft.base) || unreadReason(draft.base) !== undefined) return { state, effects };
  if (step !== 'network' && windowsNeedOf(draft.edits) === 'never') return { state, effects };
  return { state: { ...state, readingWindows: {} }, effects: [...effects, { kind: 'loadWindows' }] };
}

/** Records the windows in the draft and in all drafts to go back to; or why they couldn't be read. */
export function onWindowsLoaded(state: State, event: Extract<Event, { type: 'windowsLoaded' }>): State {
  const learn = (base: JsonObject): JsonObject => {
    if (hasWindows(base)) return base;
    return 'windows' in event ? withWindows(base, event.windows) : withUnreadWindows(base, event.problem);
  };
  // Drafts share a base, and what is known of it.
  const known = new Map<JsonObject, JsonObject>();
  const learned = (draft: Draft): Draft => {
    const base = known.get(draft.base) ?? learn(draft.base);
    known.set(draft.base, base);
    return base === draft.base ? draft : { ...draft, base };
  };
  const next: State = {
    ...state,
    readingWindows: undefined,
    draft: learned(state.draft),
    undo: state.undo.map((step) => ({ ...step, draft: learned(step.draft) })),
    redo: state.redo.map((step) => ({ ...step, draft: learned(step.draft) })),
  };
  const isShown = 'problem' in event && state.phase.kind === 'editing';
  return isShown ? withMessage(next, text().rate.unreadHere(event.problem)) : next;
}
