/** The fields of the update body as the reference page has them, and a check of a body against them. */

import facts from './request-schema.json' with { type: 'json' };
import type { Refusal } from './responses.ts';
import { type Doc, integerIn, isDoc, isNumber } from './tasks/documents.ts';

interface Fact {
  name: string;
  required: boolean;
  type: string;
  min?: number | string;
  max?: number | string;
  minItems?: number;
  maxItems?: number;
  enum?: string[];
}

const OBJECTS = facts as unknown as Record<string, Fact[]>;

/** Codes for a value of these fields that breaks its limits. Source: docs/api-notes.md#error-codes. */
const CODES_OF: Readonly<Record<string, string>> = {
  'PutTaskReq.name': 'SMS.7711',
  'PutTaskReq.type': 'SMS.7712',
  'TargetServer.os_type': 'SMS.6601',
};

/**
 * Returns why an update body breaks the schema; undefined if it doesn't. A value that SMS itself returned is accepted
 * back. That fields without a code of their own get SMS.9001 is an assumption.
 */
export const refusalOfSchema = (body: Doc, known: Doc): Refusal | undefined =>
  faultInObject('PutTaskReq', body, known, '');

function faultInObject(name: string, body: Doc, known: unknown, at: string): Refusal | undefined {
  const fields = OBJECTS[name] ?? [];
  for (const [key, value] of Object.entries(body)) {
    const fact = fields.find((field) => field.name === key);
    if (!fact) return invalid(`${at}${key}: unknown field`);
    const before = isDoc(known) ? known[key] : undefined;
    const fault = faultInValue(fact, value, before, `${at}${key}`);
    const code = CODES_OF[`${name}.${key}`];
    if (fault) return code ? { ...fault, code } : fault;
  }
  const missing = fields.find((field) => field.required && !Object.hasOwn(body, field.name));
  return missing ? invalid(`${at}${missing.name}: required`) : undefined;
}

const invalid = (detail: string): Refusal => ({ code: 'SMS.9001', detail });

function faultInValue(fact: Fact, value: unknown, before: unknown, at: string): Refusal | undefined {
  const array = /^Array of (\w+) objects$/.exec(fact.type);
  const object = /^(\w+) object$/.exec(fact.type);
  if (array) {
    if (!Array.isArray(value)) return invalid(`${at}: not an array`);
    if (value.length > Number(fact.maxItems)) return invalid(`${at}: more than ${fact.maxItems} entries`);
    for (const [index, element] of value.entries()) {
      if (!isDoc(element)) return invalid(`${at}[${index}]: not an object`);
      const like = elementLike(element, before);
      const fault = faultInObject(array[1] as string, element, like, `${at}[${index}].`);
      if (fault) return fault;
    }
    return undefined;
  }
  if (object)
    return isDoc(value)
      ? faultInObject(object[1] as string, value, before, `${at}.`)
      : invalid(`${at}: not an object`);
  if (String(value) === String(before) && typeof value === typeof before) return undefined;
  const reason = faultInScalar(fact, value);
  return reason === undefined ? undefined : invalid(`${at}: ${reason}`);
}

const indexes = new WeakMap<readonly unknown[], Map<string, Map<string, Doc>>>();

/** Returns the elements of a list by the text of a key. Memoized, as documents never change in place. */
function byKey(list: readonly unknown[], key: string): Map<string, Doc> {
  const known = indexes.get(list) ?? new Map<string, Map<string, Doc>>();
  indexes.set(list, known);
  let index = known.get(key);
  if (!index) {
    index = new Map();
    for (const element of list) {
      const name = isDoc(element) ? String(element[key]) : '';
      if (isDoc(element) && !index.has(name)) index.set(name, element);
    }
    known.set(key, index);
  }
  return index;
}

/** Returns the element that SMS returned for this one, by ID, else by name; undefined for a new one. */
export function elementLike(element: Doc, before: unknown): Doc | undefined {
  if (!Array.isArray(before)) return undefined;
  const same = (key: string) =>
    element[key] == null ? undefined : byKey(before, key).get(String(element[key]));
  return same('id') ?? same('name');
}

function faultInScalar(fact: Fact, value: unknown): string | undefined {
  const { min, max } = fact;
  if (value === null) return undefined;
  if (fact.type === 'Boolean') return typeof value === 'boolean' ? undefined : 'not a boolean';
  if (fact.type === 'String') {
    if (typeof value !== 'string') return 'not a string';
    if (fact.enum && !fact.enum.includes(value)) return `not one of ${fact.enum.join(', ')}`;
    const length = [...value].length;
    return length < Number(min ?? 0) || length > Number(max ?? 1e9) ? `length ${length}` : undefined;
  }
  const number = isNumber(value) ? integerIn(value) : undefined;
  if (number === undefined) return 'not an integer';
  return number < BigInt(min ?? 0) || number > BigInt(max ?? 0) ? `outside ${min}–${max}` : undefined;
}
