/** Chance from a seed: the same seed gives the same schedule, on every machine. */
export interface Chance {
  /** A number from 0 up to 1, without 1. */
  next(): number;
  pick<T>(from: readonly T[]): T;
  /** A whole number from 0 up to `below`, without it. */
  below(below: number): number;
}

/** mulberry32, a small generator of 32 bits; good enough to shuffle faults. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (most: number) => Math.floor(next() * most);
  return { next, below, pick: (from) => from[below(from.length)] as (typeof from)[number] };
}
