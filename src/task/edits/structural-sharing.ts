/**
 * Copies a document with other values in some places; copies share the rest. A copied array remembers its origin, so
 * that results for long lists needn't be computed again for each key typed.
 */

import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { memoizeWeak } from '../memoize-weak.ts';

/** A value and the place where it goes. */
export interface Assignment {
  readonly keys: readonly (string | number)[];
  readonly value: Json;
}

interface Origin {
  readonly from: readonly Json[];
  /** The positions at which the copy differs. */
  readonly positions: readonly number[];
}
const origins = new WeakMap<readonly Json[], Origin>();

/** Copies a container with values at keys and positions; each container on the way is copied once. */
export function setAll(container: Json | undefined, placed: readonly Assignment[], depth = 0): Json {
  const [first] = placed;
  if (!first) return container ?? null;
  if (first.keys.length === depth) return (placed.at(-1) as Assignment).value;
  const inside = new Map<string | number, Assignment[]>();
  for (const one of placed) {
    const key = one.keys[depth] as string | number;
    const others = inside.get(key);
    if (others) others.push(one);
    else inside.set(key, [one]);
  }
  if (typeof first.keys[depth] === 'number') {
    const elements: readonly Json[] = Array.isArray(container) ? container : [];
    const copy = elements.slice();
    for (const [position, values] of inside) {
      copy[position as number] = setAll(copy[position as number], values, depth + 1);
    }
    origins.set(copy, { from: elements, positions: [...inside.keys()] as number[] });
    return copy;
  }
  const copy: JsonObject = { ...(isObject(container) ? container : {}) };
  for (const [key, values] of inside) copy[key] = setAll(copy[key], values, depth + 1);
  return copy;
}

/** Copies a container with one other value at keys and positions. */
export const setIn = (container: Json | undefined, keys: Assignment['keys'], value: Json): Json =>
  setAll(container, [{ keys, value }]);

/** Copies an array with one more element. */
export function append(elements: readonly Json[], element: Json): Json[] {
  const copy = [...elements, element];
  origins.set(copy, { from: elements, positions: [elements.length] });
  return copy;
}

/**
 * Returns a function that sums `part` over the elements of an array; for a copied array, it counts only the
 * differences.
 */
export function incrementalSum(part: (element: Json) => bigint): (elements: readonly Json[]) => bigint {
  const sum: (elements: readonly Json[]) => bigint = memoizeWeak((elements: readonly Json[]): bigint => {
    const origin = origins.get(elements);
    if (!origin) return elements.reduce<bigint>((all, element) => all + part(element), 0n);
    const { from, positions } = origin;
    return positions.reduce(
      (all, position) => all + part(elements[position] as Json) - part((from[position] ?? null) as Json),
      sum(from),
    );
  });
  return sum;
}
