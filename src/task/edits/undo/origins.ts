/** Marks which element of a task an element of a changed copy was, so that names and IDs don't have to tell. */
import { isObject, type Json, type JsonObject } from '../../../json/json.ts';
import { valueAt } from '../../paths/path.ts';
import { type Correspondence, isFound, type Keys, type Place } from '../correspondence.ts';

/** The position that an element had in its list. Not part of the JSON. */
export const ORIGIN = Symbol('origin');

/** Copies a document, with a mark on each element of a list. */
export function withOrigins(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map((element, position) =>
      isObject(element) ? ({ ...inside(element), [ORIGIN]: position } as unknown as Json) : element,
    );
  }
  return isObject(value) ? inside(value) : value;
}

const inside = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withOrigins(inner)]));

const originOf = (element: Json): number | undefined =>
  isObject(element) ? (element as { [ORIGIN]?: number })[ORIGIN] : undefined;

/** Matches a document with a changed copy of it whose elements are marked. */
export function correspondByOrigin(copy: JsonObject): Correspondence {
  function find(keys: Keys): Place {
    const found: (string | number)[] = [];
    for (const key of keys) {
      if (typeof key === 'string') {
        found.push(key);
        continue;
      }
      const list = valueAt(copy, found);
      if (!Array.isArray(list)) return 'unknown';
      const at = list.findIndex((element) => originOf(element) === key);
      if (at < 0) return 'gone';
      found.push(at);
    }
    return found;
  }
  return {
    find,
    strangers(list) {
      const place = find(list);
      const elements = isFound(place) ? valueAt(copy, place) : undefined;
      if (!Array.isArray(elements)) return [];
      return [...elements.keys()].filter((at) => originOf(elements[at] ?? null) === undefined);
    },
  };
}
