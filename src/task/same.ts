/** When two values of a field count as the same. */
import { asInteger, type Json, sameJson } from '../json/json.ts';
import type { Field } from './catalogue.ts';

/** Equality as the API means it: numbers may come back as strings. */
export function sameValue(field: Field, a: Json | undefined, b: Json | undefined): boolean {
  if (sameJson(a, b)) return true;
  if (field.type !== 'long' && field.type !== 'integer') return false;
  const left = asInteger(a);
  return left !== undefined && left === asInteger(b);
}

/** True where a reading shows that a field has what was asked for; unset, it may come back null, empty or not at all. */
export function hasTaken(
  field: Field,
  wanted: Json,
  now: Json | undefined,
  before: Json | undefined,
): boolean {
  if (wanted === null) return now === null || now === '' || (now === undefined && before !== undefined);
  return now !== undefined && sameValue(field, wanted, now);
}
