/**
 * Lossless JSON: what is read is what is sent, number for number, key for key.
 * JavaScript numbers hold integers up to 2^53; the API's Longs go to 2^63 − 1.
 */
import { isLosslessNumber, LosslessNumber, parse, stringify } from 'lossless-json';

/** A number whose text a JavaScript number would change (`0.0`, `1e400`). */
export type ExactNumber = LosslessNumber;
export type JsonScalar = null | boolean | string | number | bigint | ExactNumber;
export type Json = JsonScalar | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

const INTEGER = /^-?(0|[1-9]\d*)$/;

function readNumber(text: string): number | bigint | ExactNumber {
  const number = Number(text);
  if (String(number) === text) return number;
  return INTEGER.test(text) && text !== '-0' ? BigInt(text) : new LosslessNumber(text);
}

/** Reads JSON text. Integers beyond 2^53 become bigint, other inexact numbers keep their text. Throws SyntaxError. */
export function readJson(text: string): Json {
  // Of a key that stands twice the last one counts, as with JSON.parse.
  return parse(text, null, {
    parseNumber: readNumber,
    onDuplicateKey: ({ newValue }) => newValue,
  }) as Json;
}

/** Writes JSON text, every number as it was read. `indent` as in JSON.stringify. */
export function writeJson(value: Json, indent?: number): string {
  return stringify(value, null, indent) as string;
}

export function isExactNumber(value: unknown): value is ExactNumber {
  return isLosslessNumber(value);
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
