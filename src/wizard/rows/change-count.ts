/** Counts changes as people do: a new element with all of its fields is one. */
import { changesOf, type Draft } from '../../task/edits/draft.ts';
import { newElementPrefixes } from '../../task/paths/path.ts';
import type { Verdict } from '../../task/sending/verify.ts';

/** Returns true for a path inside a new element, other than the element itself. */
export const isPartOfNewElement = (path: string): boolean =>
  newElementPrefixes(path).some((prefix) => prefix !== path);

/** Returns the number of changes of a draft; a new element counts as one. */
export const changeCount = (draft: Draft): number =>
  changesOf(draft).filter(({ path }) => !isPartOfNewElement(path)).length;

/** Returns the number of changes of a saved draft; a new element counts as one. */
export const savedChangeCount = (edits: readonly { readonly path: string }[]): number =>
  edits.filter(({ path }) => !isPartOfNewElement(path)).length;

export interface OutcomeCounts {
  readonly applied: number;
  readonly notApplied: number;
  readonly unverified: number;
}

/** Counts verdicts as `changeCount` counts changes; a new element is as good as its worst field. */
export function countOutcomes(verdicts: readonly Verdict[]): OutcomeCounts {
  const worst = new Map<string, Verdict['outcome']>();
  for (const { change, outcome } of verdicts) {
    const whole = newElementPrefixes(change.path)[0] ?? change.path;
    const known = worst.get(whole) ?? 'applied';
    worst.set(whole, known === 'not_applied' || outcome === 'applied' ? known : outcome);
  }
  const count = (wanted: Verdict['outcome']) => [...worst.values()].filter((one) => one === wanted).length;
  return { applied: count('applied'), notApplied: count('not_applied'), unverified: count('unverified') };
}
