/** How a long list is read: page by page, each page asked for where the one before ended. */

/** Tasks that one call may ask for. Source: API facts §1. */
export const PAGE = 200;
/** Up to here a call may skip; the service lists nothing further. Source: API facts §1. */
export const LAST_OFFSET = 65_535;

/** A page as it came: where it began, how many tasks it had, and how many there are in all, where that was told. */
export interface Paged {
  readonly offset: number;
  readonly got: number;
  readonly count: number | undefined;
}

/** Where the next page begins; undefined where there is none, or none that can be asked for. */
export function nextOffset({ offset, got, count }: Paged): number | undefined {
  const next = offset + got;
  if (got === 0 || next > LAST_OFFSET) return undefined;
  return count === undefined || next < count ? next : undefined;
}
