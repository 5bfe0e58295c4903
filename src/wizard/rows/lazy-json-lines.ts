/** Long lists of lines, made on demand: a request of sixteen megabytes has 800,000 lines. */
import { isObject, type Json, stringifyJson } from '../../json/json.ts';

/** The part of an array that a page uses. */
export interface LazyLines<Line> {
  readonly length: number;
  slice(from: number, to: number): readonly Line[];
}

/** Lines whose count is known before they are made. */
interface Piece {
  readonly count: number;
  make(): readonly string[];
}

/** Concatenates lists of lines. */
export function concatLines<Line>(parts: readonly LazyLines<Line>[]): LazyLines<Line> {
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

/** Returns the index of the last sorted number that isn't greater than `wanted`. */
function lastUpTo(starts: ArrayLike<number>, wanted: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

function linesOf(pieces: readonly Piece[]): LazyLines<string> {
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
/** Characters that JSON writes unescaped, one column each. */
const UNESCAPED = /^[ !#-[\]-~]*$/;
/** Maximum lines of one piece. */
const MAX_PIECE_LINES = 200;
/** Maximum length of a number with a comma, as JavaScript writes it. */
const LONGEST_NUMBER = 25;

/** A key as written; there are few, and each occurs often. */
interface Key {
  readonly name: string;
  /** Its columns with a colon and a space; undefined if not certain. */
  readonly width: number | undefined;
}

/** A value that is stringified on demand, in lines that needn't be wrapped. */
class CompactPiece implements Piece {
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
  indent + before + stringifyJson(value, 2).replaceAll('\n', `\n${indent}`) + after;

/** Returns JSON with an indent of two, wrapped to `columns` by `wrap`. */
export function lazyJsonLines(
  document: Json,
  columns: number,
  wrap: (line: string) => string[],
): LazyLines<string> {
  const pieces: Piece[] = [];
  const keys = new Map<string, Key>();

  function keyOf(key: string): Key {
    let known = keys.get(key);
    if (!known) {
      const name = JSON.stringify(key);
      known = { name, width: UNESCAPED.test(key) ? name.length + 2 : undefined };
      keys.set(key, known);
    }
    return known;
  }

  /** Returns true if a value certainly fits one line after `width` columns, without stringifying it. */
  function isShort(value: Json, width: number): boolean {
    if (typeof value === 'string') return width + value.length + 3 <= columns && UNESCAPED.test(value);
    const isScalar = value === null || typeof value === 'boolean' || typeof value === 'number';
    return width + LONGEST_NUMBER <= columns && (isScalar || (Array.isArray(value) && value.length === 0));
  }

  /** Returns the line count of a value without long lines; undefined if it has one, or more than `most` lines. */
  function countOf(value: Json, indent: number, before: number, most = MAX_PIECE_LINES): number | undefined {
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
      pieces.push(new CompactPiece(count, value, indent, before, after));
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
