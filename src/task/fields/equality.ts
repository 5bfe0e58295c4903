/** Compares values of a field by their meaning to SMS. */
import { asInteger, isExactNumber, type Json, jsonEquals } from '../../json/json.ts';
import type { Field } from './catalogue.ts';
import { normalAddress, normalMac } from './ip-address.ts';
import { normalTime } from './time-of-day.ts';

/**
 * Returns one form of a number for all its spellings; undefined for other text. Fractions are compared by their digits.
 */
function normalNumber(value: Json | undefined): string | undefined {
  const integer = asInteger(value);
  if (integer !== undefined) return String(integer);
  const text = isExactNumber(value) ? value.value : String(value);
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/0+$/, '') : undefined;
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false };

/**
 * Returns the form of a value in which all its spellings are equal; undefined if the field's type has no such form for
 * it.
 */
function normalForm({ type, format }: Field, value: Json | undefined): string | boolean | undefined {
  if (type === 'long' || type === 'integer' || type === 'double') return normalNumber(value);
  if (type === 'boolean') return typeof value === 'string' ? BOOLEANS[value.toLowerCase()] : undefined;
  if (typeof value !== 'string') return undefined;
  if (format === 'mac') return normalMac(value);
  if (format === 'time') return normalTime(value);
  return format ? normalAddress(value) : undefined;
}

/**
 * Returns true if two values mean the same: numbers and booleans also as text, IP addresses and MACs in any spelling,
 * other text exactly.
 */
export function valuesEqual(field: Field, a: Json | undefined, b: Json | undefined): boolean {
  if (jsonEquals(a, b)) return true;
  if (a == null || b == null) return false;
  const [left, right] = [normalForm(field, a) ?? a, normalForm(field, b) ?? b];
  return left === right;
}

/** Returns true for a number or a boolean as SMS may keep it if it is cleared: 0, false. */
const isZero = (field: Field, value: Json | undefined): boolean =>
  value != null && field.type !== 'string' && valuesEqual(field, value, field.type === 'boolean' ? false : 0);

/** Returns true if a read shows that a field was cleared: null, empty, not there any more, or 0 that wasn't 0. */
export const isCleared = (field: Field, now: Json | undefined, before: Json | undefined): boolean =>
  now === null ||
  now === '' ||
  (now === undefined && before !== undefined) ||
  (isZero(field, now) && before != null && !isZero(field, before));

/** Returns true if a read shows the wanted value. */
export function isApplied(
  field: Field,
  wanted: Json,
  now: Json | undefined,
  before: Json | undefined,
): boolean {
  if (wanted === null) return isCleared(field, now, before);
  return now !== undefined && valuesEqual(field, wanted, now);
}
