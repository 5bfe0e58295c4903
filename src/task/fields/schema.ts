/**
 * The strict zod schema of the update request and of each field in it, made from the field catalogue. It applies to the
 * user's edits; SMS's own values in a sent array go back unchanged and unchecked (see request.ts).
 */
import * as z from 'zod/mini';
import { isExactNumber, type Json, type JsonObject } from '../../json/json.ts';
import { type Field, fieldsOf, type ObjectName } from './catalogue.ts';
import { isIp, isIpv4, isIpv6 } from './ip-address.ts';

const isInteger = (value: unknown): value is number | bigint =>
  typeof value === 'bigint' || Number.isSafeInteger(value);

/** Counts characters as the API does: a Chinese character or an emoji is one. */
const length = (value: string): bigint => BigInt([...value].length);

function check<T>(code: string, holds: (value: T) => boolean) {
  return z.refine<T>(holds, { error: code });
}

/** 24:00 is the end of a day. */
const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;
const MAC = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i;
const FORMATS: Record<NonNullable<Field['format']>, (text: string) => boolean> = {
  ip: isIp,
  ipv4: isIpv4,
  ipv6: isIpv6,
  mac: (text) => MAC.test(text),
  time: (text) => TIME.test(text),
};

function stringSchema({ min, max, values, pattern, format, separator, entryMax, required }: Field) {
  if (values) return z.enum(values as [string, ...string[]], { error: 'value' });
  let schema = z.string({ error: 'type' });
  if (min !== undefined) schema = schema.check(check('length', (value) => length(value) >= min));
  if (max !== undefined) schema = schema.check(check('length', (value) => length(value) <= max));
  if (pattern) schema = schema.check(check('pattern', (value) => pattern.test(value)));
  const fits = format && FORMATS[format];
  if (fits) schema = schema.check(check('format', (value) => (value === '' && !required) || fits(value)));
  if (separator && entryMax) {
    const short = (entry: string) => [...entry].length <= entryMax;
    schema = schema.check(check('entry', (value) => value.split(separator).every(short)));
  }
  return schema;
}

function numberSchema({ min = 0n, max = 0n }: Field) {
  return z
    .custom<number | bigint>(isInteger, { error: 'type' })
    .check(check('range', (value) => BigInt(value) >= min && BigInt(value) <= max));
}

const isDecimal = (value: unknown): boolean =>
  (typeof value === 'number' && Number.isFinite(value)) || typeof value === 'bigint' || isExactNumber(value);

function decimalSchema({ min = 0n, max = 0n }: Field) {
  return z
    .custom<number>(isDecimal, { error: 'type' })
    .check(check('range', (value) => Number(value) >= Number(min) && Number(value) <= Number(max)));
}

function build(field: Field): z.ZodMiniType {
  if (field.type === 'string') return stringSchema(field);
  if (field.type === 'boolean') return z.boolean({ error: 'type' });
  if (field.of && field.type === 'object') return objectSchema(field.of);
  if (field.of) {
    const most = Number(field.max);
    return z.array(objectSchema(field.of), { error: 'type' }).check(z.maxLength(most, { error: 'length' }));
  }
  return field.type === 'double' ? decimalSchema(field) : numberSchema(field);
}

function memoize<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

/** Returns the schema of one field's value. */
export const fieldSchema = memoize(build);

const objectSchema: (name: ObjectName) => z.ZodMiniType = memoize((name: ObjectName) =>
  z.strictObject(
    Object.fromEntries(
      fieldsOf(name)
        .filter(({ isApart }) => !isApart)
        .map((field) => [field.name, field.required ? fieldSchema(field) : z.optional(fieldSchema(field))]),
    ),
  ),
);

/** Returns the schema of the body of `PUT /v3/tasks/{task_id}`: all 10 objects, nothing else. */
export const requestSchema = (): z.ZodMiniType => objectSchema('PutTaskReq');

/** The reasons why a value is invalid; each has a text in the catalogue. */
export type ProblemCode =
  | 'type'
  | 'length'
  | 'range'
  | 'value'
  | 'pattern'
  | 'format'
  | 'entry'
  | 'missing'
  | 'unknown';

/** Returns the reason why a value is invalid for a field, by the catalogue; undefined if it may be sent. */
export function checkValue(field: Field, value: Json): ProblemCode | undefined {
  const result = fieldSchema(field).safeParse(value);
  return result.success ? undefined : ((result.error.issues[0]?.message ?? 'type') as ProblemCode);
}

/** A place in a request body that the schema rejects. */
export interface RequestProblem {
  readonly keys: readonly (string | number)[];
  readonly code: ProblemCode;
}

/** Returns all places in a request body that the strict schema rejects. */
export function validateRequest(body: JsonObject): RequestProblem[] {
  const result = requestSchema().safeParse(body);
  if (result.success) return [];
  return result.error.issues.flatMap((issue): RequestProblem[] => {
    const keys = issue.path as (string | number)[];
    if (issue.code !== 'unrecognized_keys') return [{ keys, code: issue.message as ProblemCode }];
    return issue.keys.map((key) => ({ keys: [...keys, key], code: 'unknown' }));
  });
}

/**
 * The body size at which a warning appears: an old error list has SMS.2004 for bodies above 10,240 bytes. Source:
 * docs/api-notes.md#body-size.
 */
export const BODY_WARNING_BYTES = 10_240;
