/** Edits that were kept (in a draft, in the history) on today's task. */
import type { Json, JsonObject } from '../json/json.ts';
import { type Draft, newDraft, removeElement, setValue, withAdded } from './draft.ts';
import { UsageError } from './errors.ts';
import { fieldValue, locate } from './path.ts';
import type { Conflict } from './rebase.ts';
import { sameValue } from './same.ts';

export interface Replayable {
  readonly path: string;
  readonly kind: 'set' | 'add' | 'remove';
  readonly value: Json;
  readonly before?: Json;
}

export interface Replayed {
  readonly draft: Draft;
  /** Fields that are no longer what the edit was based on, and what is gone. */
  readonly conflicts: readonly Conflict[];
}

/** Makes a draft of kept edits on a task as it is now. */
export function replay(task: JsonObject, edits: readonly Replayable[], source?: JsonObject): Replayed {
  const conflicts: Conflict[] = [];
  let draft = newDraft(task, source);
  for (const { path, kind, value, before } of edits) {
    try {
      if (kind === 'add') draft = withAdded(draft, path);
      else if (kind === 'remove') draft = removeElement(draft, path);
      else {
        draft = setValue(draft, path, value);
        if (/\[\+\d+\]/.test(path)) continue;
        const { path: canonical, field, keys } = locate(task, path);
        const theirs = fieldValue(task, field, keys);
        const moved = !sameValue(field, theirs, before) && !sameValue(field, theirs, value);
        if (moved) conflicts.push({ path: canonical, was: before, theirs, yours: value, gone: false });
      }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      conflicts.push({ path, was: before, theirs: undefined, yours: value, gone: true });
    }
  }
  return { draft, conflicts };
}
