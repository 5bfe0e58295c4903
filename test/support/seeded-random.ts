/** A random generator with a seed: the same seed gives the same schedule on every machine. */
export interface Chance {
  /** Returns a number from 0 to 1, exclusive. */
  next(): number;
  pick<T>(from: readonly T[]): T;
  /** Returns an integer from 0 to `below`, exclusive. */
  below(below: number): number;
}

/** Returns a generator by mulberry32, a small 32-bit generator; good enough to shuffle faults. */
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
