/**
 * Copies of a document with other values in some places; they share all that lies elsewhere. A copied array knows what
 * it was made from, so that what was worked out of a long one is not worked out again for each key that is typed.
 */
import { isObject, type Json, type JsonObject } from '../json/json.ts';

export interface Placed {
  readonly keys: readonly (string | number)[];
  readonly value: Json;
}

interface Origin {
  readonly from: readonly Json[];
  /** Where the copy differs. */
  readonly positions: readonly number[];
}
const origins = new WeakMap<readonly Json[], Origin>();

/** A copy of a container with values at keys and positions; each container on the way is copied once. */
export function withValues(container: Json | undefined, placed: readonly Placed[], depth = 0): Json {
  const [first] = placed;
  if (!first) return container ?? null;
  if (first.keys.length === depth) return (placed.at(-1) as Placed).value;
  const inside = new Map<string | number, Placed[]>();
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
      copy[position as number] = withValues(copy[position as number], values, depth + 1);
    }
    origins.set(copy, { from: elements, positions: [...inside.keys()] as number[] });
    return copy;
  }
  const copy: JsonObject = { ...(isObject(container) ? container : {}) };
  for (const [key, values] of inside) copy[key] = withValues(copy[key], values, depth + 1);
  return copy;
}

/** A copy of a container with another value at keys and positions. */
export const withValue = (container: Json | undefined, keys: Placed['keys'], value: Json): Json =>
  withValues(container, [{ keys, value }]);

/** A copy of an array with one more element. */
export function appended(elements: readonly Json[], element: Json): Json[] {
  const copy = [...elements, element];
  origins.set(copy, { from: elements, positions: [elements.length] });
  return copy;
}

/** A sum over the elements of arrays; of a copied array only what differs is counted. */
export function summing(part: (element: Json) => bigint): (elements: readonly Json[]) => bigint {
  const known = new WeakMap<readonly Json[], bigint>();
  return function sum(elements): bigint {
    let total = known.get(elements);
    if (total === undefined) {
      const origin = origins.get(elements);
      total = origin
        ? origin.positions.reduce(
            (all, position) =>
              all + part(elements[position] as Json) - part((origin.from[position] ?? null) as Json),
            sum(origin.from),
          )
        : elements.reduce<bigint>((all, element) => all + part(element), 0n);
      known.set(elements, total);
    }
    return total;
  };
}
