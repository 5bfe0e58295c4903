/** The effect that saves the draft. */
import { isLost } from '../../../task/edits/carry-over.ts';
import { isUnder } from '../../../task/paths/path.ts';
import type { Effect } from '../../effect.ts';
import { unresolvedConflicts } from '../../rows/review-rows.ts';
import type { State } from '../../state.ts';

/**
 * Returns the effect that saves the draft, together with what the conflicts still open are based on and the edits that
 * have no place on the task any more, so that the next start asks about them again.
 */
export function saveEffect(state: State): Effect {
  const open = unresolvedConflicts(state);
  const basedOn = new Map(open.filter((one) => !isLost(one)).map(({ path, base }) => [path, base]));
  const lostPaths = open.filter(isLost).map(({ path }) => path);
  const lost = (state.conflict?.lost ?? []).filter(({ path }) => lostPaths.some((one) => isUnder(path, one)));
  return { kind: 'saveDraft', draft: state.draft, basedOn, lost };
}
