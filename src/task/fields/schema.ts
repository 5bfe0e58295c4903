/**
 * What may be sent: a strict zod schema of the update request and of each field in it, made from the field
 * catalogue. Strict holds for what the user edited; values of the server that travel along in a touched
 * array go back as they came (see request.ts).
 */
import * as z from 'zod/mini';
import type { Json, JsonObject } from '../json/json.ts';
import { isIp, isIpv4, isIpv6 } from './address.ts';
import { type Field, fieldsOf, type ObjectName } from './catalogue.ts';

const isInteger = (value: unknown): value is number | bigint =>
  typeof value === 'bigint' || Number.isSafeInteger(value);

/** Length in characters, as the API counts it: a Chinese character or an emoji is one. */
const length = (value: string): bigint => BigInt([...value].length);

function check<T>(code: string, holds: (value: T) => boolean) {
  return z.refine<T>(holds, { error: code });
}

const MAC = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i;
const FORMATS: Record<NonNullable<Field['format']>, (text: string) => boolean> = {
  ip: isIp,
  ipv4: isIpv4,
  ipv6: isIpv6,
  mac: (text) => MAC.test(text),
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

function build(field: Field): z.ZodMiniType {
  if (field.type === 'string') return stringSchema(field);
  if (field.type === 'boolean') return z.boolean({ error: 'type' });
  if (field.of && field.type === 'object') return objectSchema(field.of);
  if (field.of) {
    const most = Number(field.max);
    return z.array(objectSchema(field.of), { error: 'type' }).check(z.maxLength(most, { error: 'length' }));
  }
  return numberSchema(field);
}

function lazily<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

/** The schema of one field's value. */
export const fieldSchema = lazily(build);

const objectSchema: (name: ObjectName) => z.ZodMiniType = lazily((name: ObjectName) =>
  z.strictObject(
    Object.fromEntries(
      fieldsOf(name).map((field) => [
        field.name,
        field.required ? fieldSchema(field) : z.optional(fieldSchema(field)),
      ]),
    ),
  ),
);

/** The body of `PUT /v3/tasks/{task_id}`: all 10 objects, nothing else. */
export const requestSchema = (): z.ZodMiniType => objectSchema('PutTaskReq');

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

/** What is wrong with a value for a field, by the catalogue; undefined where it may be sent. */
export function problemWith(field: Field, value: Json): ProblemCode | undefined {
  const result = fieldSchema(field).safeParse(value);
  return result.success ? undefined : ((result.error.issues[0]?.message ?? 'type') as ProblemCode);
}

export interface RequestProblem {
  readonly keys: readonly (string | number)[];
  readonly code: ProblemCode;
}

/** What in a request body is outside the strict schema, place by place. */
export function requestProblems(body: JsonObject): RequestProblem[] {
  const result = requestSchema().safeParse(body);
  if (result.success) return [];
  return result.error.issues.flatMap((issue): RequestProblem[] => {
    const keys = issue.path as (string | number)[];
    if (issue.code !== 'unrecognized_keys') return [{ keys, code: issue.message as ProblemCode }];
    return issue.keys.map((key) => ({ keys: [...keys, key], code: 'unknown' }));
  });
}

/** SMS.2004 stood for bodies above 10,240 bytes in an old error list. */
export const BODY_WARNING_BYTES = 10_240;
