/** Long lists of lines, made as they are looked at: a request of sixteen megabytes has 800,000 of them. */
import { isObject, type Json, writeJson } from '../json/json.ts';

/** As much of an array as a page needs. */
export interface Lines<Line> {
  readonly length: number;
  slice(from: number, to: number): readonly Line[];
}

/** Lines of which only the number is known. */
interface Piece {
  readonly count: number;
  make(): readonly string[];
}

/** One list after the other. */
export function inRow<Line>(parts: readonly Lines<Line>[]): Lines<Line> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return {
    length,
    slice(from, to) {
      let start = 0;
      return parts.flatMap((part) => {
        const at = start;
        start += part.length;
        return part.slice(Math.max(0, from - at), Math.max(0, to - at));
      });
    },
  };
}

/** The last of sorted numbers that is no greater. */
function lastUpTo(starts: ArrayLike<number>, wanted: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

function linesOf(pieces: readonly Piece[]): Lines<string> {
  const starts = new Uint32Array(pieces.length);
  let length = 0;
  for (const [index, { count }] of pieces.entries()) {
    starts[index] = length;
    length += count;
  }
  return {
    length,
    slice(from, to) {
      const lines: string[] = [];
      const first = lastUpTo(starts, from);
      for (let index = first; index < pieces.length && (starts[index] as number) < to; index++) {
        lines.push(...(pieces[index] as Piece).make());
      }
      const before = from - (starts[first] ?? 0);
      return lines.slice(before, before + to - from);
    },
  };
}

const isContainer = (value: Json): value is Json[] | { [key: string]: Json } =>
  Array.isArray(value) || isObject(value);
const isEmpty = (value: Json[] | { [key: string]: Json }): boolean => Object.keys(value).length === 0;
/** Letters that stand in JSON as they are, a column each. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** JSON with an indent of two, wrapped to so many columns by `wrap`. */
export function jsonLines(document: Json, columns: number, wrap: (line: string) => string[]): Lines<string> {
  const pieces: Piece[] = [];

  function text(lines: () => string): void {
    const make = () => lines().split('\n').flatMap(wrap);
    pieces.push({ count: make().length, make });
  }

  /** How many lines an object without containers has; undefined where that cannot be told without making them. */
  function countOf(value: Json, width: number): number | undefined {
    if (!isObject(value)) return undefined;
    let count = 2;
    for (const key in value) {
      const inner = value[key] as Json;
      if (typeof inner === 'object' && inner !== null) return undefined;
      const word = typeof inner === 'string' ? inner : String(inner);
      if (width + key.length + word.length + 9 > columns || !PLAIN.test(word) || !PLAIN.test(key))
        return undefined;
      count++;
    }
    return count > 2 ? count : undefined;
  }

  function walk(value: Json, indent: string, before: string, after: string): void {
    const count = countOf(value, indent.length + before.length);
    const whole = () => {
      const written = writeJson(value, 2).replaceAll('\n', `\n${indent}`);
      return indent + before + written + after;
    };
    if (count !== undefined) {
      pieces.push({ count, make: () => whole().split('\n') });
      return;
    }
    if (!isContainer(value) || isEmpty(value) || !Object.values(value).some(isContainer)) {
      text(whole);
      return;
    }
    const isList = Array.isArray(value);
    text(() => indent + before + (isList ? '[' : '{'));
    const keys = Object.keys(value);
    for (const [place, key] of keys.entries()) {
      const name = isList ? '' : `${writeJson(key)}: `;
      const end = place + 1 < keys.length ? ',' : '';
      walk((value as { [key: string]: Json })[key] as Json, `${indent}  `, name, end);
    }
    text(() => indent + (isList ? ']' : '}') + after);
  }

  walk(document, '', '', '');
  return linesOf(pieces);
}
