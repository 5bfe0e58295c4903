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

type Container = Json[] | { [key: string]: Json };
const isContainer = (value: Json): value is Container => Array.isArray(value) || isObject(value);
function isEmpty(value: Container): boolean {
  for (const _ in value) return false;
  return true;
}
/** Letters that stand in JSON as they are, a column each. */
const PLAIN = /^[ !#-[\]-~]*$/;
/** What has no more lines than this is one piece. */
const MOST = 200;
/** No number that JavaScript writes is longer, with a comma. */
const LONGEST_NUMBER = 25;

/** A key as it is written; there are few, each of them often. */
interface Key {
  readonly name: string;
  /** Its columns with a colon and a blank; undefined where that is not for sure. */
  readonly width: number | undefined;
}

/** A value that is written when it is looked at, in lines that need not be broken. */
class Short implements Piece {
  constructor(
    readonly count: number,
    private readonly value: Json,
    private readonly indent: string,
    private readonly before: string,
    private readonly after: string,
  ) {}
  make(): string[] {
    return written(this.value, this.indent, this.before, this.after).split('\n');
  }
}

const written = (value: Json, indent: string, before: string, after: string): string =>
  indent + before + writeJson(value, 2).replaceAll('\n', `\n${indent}`) + after;

/** JSON with an indent of two, wrapped to so many columns by `wrap`. */
export function jsonLines(document: Json, columns: number, wrap: (line: string) => string[]): Lines<string> {
  const pieces: Piece[] = [];
  const keys = new Map<string, Key>();

  function keyOf(key: string): Key {
    let known = keys.get(key);
    if (!known) {
      const name = JSON.stringify(key);
      known = { name, width: PLAIN.test(key) ? name.length + 2 : undefined };
      keys.set(key, known);
    }
    return known;
  }

  /** True where a value surely takes one line behind so many columns, without writing it. */
  function isShort(value: Json, width: number): boolean {
    if (typeof value === 'string') return width + value.length + 3 <= columns && PLAIN.test(value);
    const isScalar = value === null || typeof value === 'boolean' || typeof value === 'number';
    return width + LONGEST_NUMBER <= columns && (isScalar || (Array.isArray(value) && value.length === 0));
  }

  /** How many lines a value has that is short all through; undefined where it is not, or has more than `most`. */
  function countOf(value: Json, indent: number, before: number, most = MOST): number | undefined {
    if (isShort(value, indent + before)) return 1;
    if (!isContainer(value) || isEmpty(value) || indent + before + 2 > columns) return undefined;
    const isList = Array.isArray(value);
    let count = 2;
    for (const key in value) {
      const width = isList ? 0 : keyOf(key).width;
      const inner = (value as { [key: string]: Json })[key] as Json;
      const lines = width === undefined ? undefined : countOf(inner, indent + 2, width, most - count);
      if (lines === undefined || count + lines > most) return undefined;
      count += lines;
    }
    return count;
  }

  function edge(line: string): void {
    const lines = wrap(line);
    pieces.push({ count: lines.length, make: () => lines });
  }

  function walk(value: Json, indent: string, before: string, after: string): void {
    const count = countOf(value, indent.length, before.length);
    if (count !== undefined) {
      pieces.push(new Short(count, value, indent, before, after));
      return;
    }
    if (!isContainer(value) || isEmpty(value) || !Object.values(value).some(isContainer)) {
      const make = () => written(value, indent, before, after).split('\n').flatMap(wrap);
      pieces.push({ count: make().length, make });
      return;
    }
    const isList = Array.isArray(value);
    edge(indent + before + (isList ? '[' : '{'));
    const inside = Object.keys(value);
    for (const [place, key] of inside.entries()) {
      const name = isList ? '' : `${keyOf(key).name}: `;
      const end = place + 1 < inside.length ? ',' : '';
      walk((value as { [key: string]: Json })[key] as Json, `${indent}  `, name, end);
    }
    edge(indent + (isList ? ']' : '}') + after);
  }

  walk(document, '', '', '');
  return linesOf(pieces);
}
