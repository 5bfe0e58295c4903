/**
 * Lossless JSON: a document is sent as it was read, number for number, key for key. JavaScript numbers hold integers up
 * to 2^53; the API's Longs go to 2^63 − 1.
 */
import { LosslessNumber } from 'lossless-json';
import { INTEGER, withExact, withExactOfRepeated } from './exact-numbers.ts';
import { DEPTH_ONLY, scanJson } from './scan.ts';

/** A number whose text a JavaScript number would change (`0.0`, `1e400`). */
export type ExactNumber = LosslessNumber;
/** A JSON value that is no array and no object. */
export type JsonScalar = null | boolean | string | number | bigint | ExactNumber;
/** Any JSON value, with exact numbers. */
export type Json = JsonScalar | Json[] | JsonObject;
/** A JSON object. */
export type JsonObject = { [key: string]: Json };

/**
 * Parses JSON text, which may have been scanned before. Integers beyond 2^53 become bigint, other inexact numbers keep
 * their text; of duplicate keys the last one wins, as in JSON.parse, which does the work. Throws SyntaxError.
 */
export function parseJson(text: string, { exceeded, inexact } = scanJson(text)): Json {
  if (exceeded) throw new SyntaxError(`nested more than ${DEPTH_ONLY.depth} levels deep`);
  const document = JSON.parse(text) as Json;
  if (inexact.length === 0) return document;
  return (withExact(text, document, inexact) ?? withExactOfRepeated(text, inexact)) as Json;
}

/** Writes JSON text, every number as it was read. `indent` as in JSON.stringify, which does the work here too. */
export function stringifyJson(value: Json, indent?: number): string {
  for (let mark = '\0'; ; mark += mark) {
    const isMarked = (text: string) => text.charCodeAt(0) === 0 && text.startsWith(mark);
    let inexact = false;
    let unsure = false;
    const written = JSON.stringify(
      value,
      (key, inner: Json) => {
        unsure ||= isMarked(key) || (typeof inner === 'string' && isMarked(inner));
        if (typeof inner !== 'bigint' && !isExactNumber(inner)) return inner;
        inexact = true;
        return mark + String(inner);
      },
      indent,
    );
    if (!inexact) return written;
    if (!unsure) return written.replace(new RegExp(`"(?:\\\\u0000){${mark.length}}([^"]*)"`, 'g'), '$1');
  }
}

/**
 * Characters that a terminal or an editor could act on, that reorder or hide text, and stacked combining marks: JSON
 * strings may contain them escaped.
 */
const ACTIVE = /[\x7f-\x9f\u2028\u2029]|\p{Default_Ignorable_Code_Point}|(?<=\p{M}{2})\p{M}/gu;

const escapes = (letter: string): string =>
  Array.from(letter.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** Returns a new expression for the characters that must be escaped; with `ascii`, all beyond it. */
export const unsafeCharacters = (ascii: boolean): RegExp => (ascii ? /[^\x00-\x7e]/gu : new RegExp(ACTIVE));

/** Escapes JSON text so that it means the same and is ASCII. */
export const escapeNonAscii = (written: string): string => written.replace(/[^\x00-\x7f]/g, escapes);

/**
 * Escapes JSON text so that it means the same and is safe to print: nothing in it moves the cursor, reorders or hides
 * text.
 */
export const escapeUnsafe = (written: string): string => written.replace(ACTIVE, escapes);

/** Returns true for a number that keeps its text. */
export function isExactNumber(value: unknown): value is ExactNumber {
  return value instanceof LosslessNumber;
}

/** Returns true for a JSON object; false for null, arrays and exact numbers. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

const DECIMAL = /^(-?(?:0|[1-9]\d*))(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/;

/** Returns the integer value of a decimal such as `100.0` or `4.294967296E10`; undefined if it isn't one. */
function integerOf(decimal: string): bigint | undefined {
  const [, whole, fraction = '', exponent = '0'] = DECIMAL.exec(decimal) ?? [];
  if (whole === undefined) return undefined;
  const digits = fraction.replace(/0+$/, '');
  const zeros = Number(exponent) - digits.length;
  if (zeros >= 0) return BigInt(whole + digits + '0'.repeat(zeros));
  // Decimals may be zeros that a negative exponent removes.
  const all = whole + digits;
  return /^0*$/.test(all.slice(zeros)) ? BigInt(all.slice(0, zeros) || '0') : undefined;
}

/** BigInt takes seconds for text of millions of digits; 64-bit integers have 19. */
const MAX_DIGITS = 1000;

/**
 * Returns the integer in a JSON value, however it is written (5, "5", 100.0, 4.294967296E10); undefined for other
 * values.
 */
export function asInteger(value: Json | undefined): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  if (typeof value === 'string' && value.length > MAX_DIGITS) return undefined;
  if (typeof value === 'string') return INTEGER.test(value) ? BigInt(value) : integerOf(value);
  return isExactNumber(value) ? integerOf(value.value) : undefined;
}

/** Returns an integer in its narrowest JSON form: number if exact, bigint beyond. */
export function narrowInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Compares two JSON values deeply; the order of keys doesn't matter. */
export function jsonEquals(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isExactNumber(a) && isExactNumber(b)) return a.value === b.value;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => jsonEquals(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && jsonEquals(a[key], b[key]))
    );
  }
  return false;
}
