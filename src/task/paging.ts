/** Pages of a long list: each page starts where the one before ended. */

/** The maximum number of tasks in one call. Source: docs/api-notes.md#list-tasks. */
export const PAGE_SIZE = 200;
/** The maximum offset of a call; SMS lists nothing beyond it. Source: docs/api-notes.md#list-tasks. */
export const MAX_OFFSET = 65_535;

/** A page as received: its offset, its number of tasks, and the total, if SMS returned it. */
export interface PageInfo {
  readonly offset: number;
  readonly received: number;
  readonly count: number | undefined;
}

/** Returns the offset of the next page; undefined if there isn't one, or it is beyond `MAX_OFFSET`. */
export function nextOffset({ offset, received, count }: PageInfo): number | undefined {
  const next = offset + received;
  if (received === 0 || next > MAX_OFFSET) return undefined;
  return count === undefined || next < count ? next : undefined;
}
