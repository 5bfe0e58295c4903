/**
 * Carries edits over to a later read of the task, if it changed while it was edited, and names the conflicts. The API
 * has no version of a task (docs/api-notes.md#no-version), so two reads are compared.
 */
import type { JsonObject } from '../../json/json.ts';
import { keepWindows } from '../rate-windows.ts';
import type { Conflict } from './carry-over.ts';
import { carryOver, pathOn } from './carry-over.ts';
import { correspond } from './correspondence.ts';
import type { Draft } from './draft.ts';
import { movedPaths } from './moved-paths.ts';

/** A draft on a later read, and its conflicts. */
export interface Rebased {
  /**
   * The draft on the later read. It includes edits in a `changed` or `within` conflict, but not those in other
   * conflicts.
   */
  readonly draft: Draft;
  readonly conflicts: readonly Conflict[];
  /** Paths at which the task changed, other than those that the draft edits. */
  readonly moved: readonly string[];
  /** The draft's path of each edit, by its path in the later read. */
  readonly origins: ReadonlyMap<string, string>;
  /** Returns the path in the later read of a path in the draft; undefined if it has no sure place there. */
  readonly pathOf: (own: string) => string | undefined;
}

/** Carries a draft over to a later read of its task. Values that the read already has are no longer edits. */
export function rebase(draft: Draft, reading: JsonObject): Rebased {
  const later = keepWindows(reading, draft.base);
  const correspondence = correspond(draft, later, { isUnsent: true });
  const { edits, conflicts, origins } = carryOver(draft, later, correspondence);
  return {
    draft: { ...draft, base: later, edits },
    conflicts,
    origins,
    moved: movedPaths(draft, later, correspondence),
    pathOf: (own) => pathOn(own, draft, later, correspondence),
  };
}
