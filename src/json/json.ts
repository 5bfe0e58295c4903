/**
 * Lossless JSON: what is read is what is sent, number for number, key for key.
 * JavaScript numbers hold integers up to 2^53; the API's Longs go to 2^63 − 1.
 */
import { LosslessNumber } from 'lossless-json';
import { oddNumbers } from './odd.ts';

/** A number whose text a JavaScript number would change (`0.0`, `1e400`). */
export type ExactNumber = LosslessNumber;
export type JsonScalar = null | boolean | string | number | bigint | ExactNumber;
export type Json = JsonScalar | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

const INTEGER = /^-?(0|[1-9]\d*)$/;

const exactly = (text: string): bigint | ExactNumber =>
  INTEGER.test(text) && text !== '-0' ? BigInt(text) : new LosslessNumber(text);

/**
 * Reads JSON text. Integers beyond 2^53 become bigint, other inexact numbers keep their text; of a key that stands
 * twice the last one counts, as with JSON.parse, which does the work. The few numbers that it would change are put
 * into the text as `["mark 0.0"]`, which may stand wherever a number may and nowhere else, and are taken out of
 * what was read. Throws SyntaxError.
 */
export function readJson(text: string): Json {
  const odd = oddNumbers(text);
  if (odd.length === 0) return JSON.parse(text) as Json;
  // No string of the document begins with as many of these as no place in its text has together.
  const runs = text.match(/(?:\\u0000)+/g) ?? [];
  const marks = 1 + runs.reduce((most, run) => Math.max(most, run.length / 6), 0);
  const pieces: string[] = [];
  let end = 0;
  for (const { from, to } of odd) {
    pieces.push(text.slice(end, from), '["', '\\u0000'.repeat(marks), text.slice(from, to), '"]');
    end = to;
  }
  pieces.push(text.slice(end));
  return unmarked(JSON.parse(pieces.join('')) as Json, '\0'.repeat(marks));
}

/** The document with the numbers that it had; changed in place. */
function unmarked(document: Json, mark: string): Json {
  const whole: Json[] = [document];
  const open: (Json[] | JsonObject)[] = [whole];
  for (let container = open.pop(); container; container = open.pop()) {
    for (const key of Array.isArray(container) ? container.keys() : Object.keys(container)) {
      const value = (container as JsonObject)[key] as Json;
      if (typeof value !== 'object' || value === null) continue;
      const [first] = Array.isArray(value) ? value : [];
      if (typeof first === 'string' && first.startsWith(mark))
        (container as JsonObject)[key] = exactly(first.slice(mark.length));
      else open.push(value as JsonObject);
    }
  }
  return whole[0] as Json;
}

/** Writes JSON text, every number as it was read. `indent` as in JSON.stringify, which does the work here too. */
export function writeJson(value: Json, indent?: number): string {
  for (let mark = '\0'; ; mark += mark) {
    const isMarked = (text: string) => text.charCodeAt(0) === 0 && text.startsWith(mark);
    let odd = false;
    let unsure = false;
    const written = JSON.stringify(
      value,
      (key, inner: Json) => {
        unsure ||= isMarked(key) || (typeof inner === 'string' && isMarked(inner));
        if (typeof inner !== 'bigint' && !isExactNumber(inner)) return inner;
        odd = true;
        return mark + String(inner);
      },
      indent,
    );
    if (!odd) return written;
    if (!unsure) return written.replace(new RegExp(`"(?:\\\\u0000){${mark.length}}([^"]*)"`, 'g'), '$1');
  }
}

/**
 * Characters that a terminal or an editor could act on, that reorder or hide letters, and marks piled up on one: inside
 * JSON strings they may as well stand escaped.
 */
const ACTIVE = /[\x7f-\x9f\u2028\u2029]|\p{Default_Ignorable_Code_Point}|(?<=\p{M}{2})\p{M}/gu;

const escapes = (letter: string): string =>
  Array.from(letter.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** JSON text that means the same and can be looked at: nothing in it moves, reorders or hides what is shown. */
export const escapeActive = (written: string): string => written.replace(ACTIVE, escapes);

export function isExactNumber(value: unknown): value is ExactNumber {
  return value instanceof LosslessNumber;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

/** The integer in a JSON value, whichever way the server wrote it (5, "5", 9223372036854775807); else undefined. */
export function asInteger(value: Json | undefined): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  if (typeof value === 'string') return INTEGER.test(value) ? BigInt(value) : undefined;
  return undefined;
}

/** An integer in its narrowest JSON form: number where exact, bigint beyond. */
export function fromInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Deep equality of two JSON values; key order does not count. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isExactNumber(a) && isExactNumber(b)) return a.value === b.value;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
    );
  }
  return false;
}
