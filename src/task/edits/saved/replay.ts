/** Replays saved edits, of a draft or a plan, on their own task as it is now. */
import type { JsonObject } from '../../../json/json.ts';
import type { Conflict } from '../carry-over.ts';
import { carryOver, isLost } from '../carry-over.ts';
import { correspond } from '../correspondence.ts';
import { type Draft, newDraft } from '../draft.ts';
import type { SavedEdit } from './saved-edit.ts';
import { sketch } from './sketch.ts';

/** A draft of saved edits, and the edits in conflict. */
export interface ReplayResult {
  readonly draft: Draft;
  /** Edits whose field has changed since, or that have no sure place. */
  readonly conflicts: readonly Conflict[];
}

/** Makes a draft of saved edits on their own task. Values that the task already has are no longer edits. */
export function replay(task: JsonObject, edits: readonly SavedEdit[], source?: JsonObject): ReplayResult {
  const { draft, sources, invalid } = sketch(edits);
  const carried = carryOver(draft, task, correspond(draft, task));
  const conflicts = carried.conflicts.map((conflict) => {
    const saved = isLost(conflict) ? sources.get(conflict.path) : undefined;
    return saved ? { ...conflict, path: saved.path } : conflict;
  });
  const lost = invalid.map(
    ({ path, before, value }): Conflict => ({
      kind: 'gone',
      path,
      base: before,
      theirs: undefined,
      ours: value,
    }),
  );
  return { draft: { ...newDraft(task, source), edits: carried.edits }, conflicts: [...conflicts, ...lost] };
}
