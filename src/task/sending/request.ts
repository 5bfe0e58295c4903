/**
 * The request: only what the draft changes. A scalar goes alone; an array goes whole, since the service
 * clears the old one and writes the new (API facts §3), with every untouched value as the server sent it.
 */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { type Field, fieldsByName, fieldsOf, type ObjectName } from './catalogue.ts';
import { changesOf, countOf, currentTask, type Draft, isAdded, isRemoved } from './draft.ts';
import { valueAt } from './path.ts';
import { type ProblemCode, problemWith } from './schema.ts';

export interface UpdateRequest {
  readonly body: JsonObject;
  /** Keys inside a sent array that the API does not define, left out: `target_server.disks[].vendor_tag`. */
  readonly leftOut: readonly string[];
}

let last: { readonly draft: Draft; readonly request: UpdateRequest } | undefined;

/** Builds the PUT body of a draft; asked again for the same one, it has it. An empty body means that there is nothing to send. */
export function updateRequest(draft: Draft): UpdateRequest {
  if (last?.draft === draft) return last.request;
  const leftOut = new Set<string>();
  const body = forSending(changedParts(draft), 'PutTaskReq', '', leftOut);
  const request = { body, leftOut: [...leftOut] };
  last = { draft, request };
  return request;
}

/** What of the task travels: changed values, and the whole arrays in which something changed, as they are in it. */
export function changedParts(draft: Draft): JsonObject {
  const parts: JsonObject = {};
  const task = currentTask(draft);
  for (const { keys } of changesOf(draft)) {
    const sent = sentKeys(keys);
    if (valueAt(parts, sent) === undefined) place(parts, sent, valueAt(task, sent) as Json);
  }
  return parts;
}

/** The part of a path that travels: down to the first array, or to the field itself. */
function sentKeys(keys: readonly (string | number)[]): string[] {
  const firstElement = keys.findIndex((key) => typeof key === 'number');
  return (firstElement < 0 ? keys : keys.slice(0, firstElement)) as string[];
}

/** An object without what the API does not define; the very same one where it has nothing of the kind. */
function forSending(value: JsonObject, object: ObjectName, where: string, leftOut: Set<string>): JsonObject {
  // The mark of a new element is none of the API's keys either.
  let sent = isAdded(value) ? Object.fromEntries(Object.entries(value)) : value;
  const copy = () => {
    if (sent === value) sent = { ...value };
    return sent;
  };
  const fields = fieldsByName(object);
  for (const key in value) {
    const field = fields.get(key);
    const inner = value[key] as Json;
    if (!field) {
      leftOut.add(`${where}${where && '.'}${key}`);
      delete copy()[key];
    } else if (field.of && typeof inner === 'object' && inner !== null) {
      const at = `${where}${where && '.'}${key}`;
      const kept = partForSending(inner, field.of, at, leftOut);
      if (kept !== inner) copy()[key] = kept;
    }
  }
  return sent;
}

function partForSending(value: Json, object: ObjectName, where: string, leftOut: Set<string>): Json {
  if (isObject(value)) return forSending(value, object, where, leftOut);
  return Array.isArray(value) ? elementsForSending(value, object, where, leftOut) : value;
}

function elementsForSending(
  value: Json[],
  object: ObjectName,
  where: string,
  leftOut: Set<string>,
): JsonObject[] {
  if (!value.every(isObject)) {
    const others = value.filter((element) => !isObject(element));
    leftOut.add(`${where}[]: ${others.map(String).join(', ')}`);
  }
  const sent: JsonObject[] = [];
  for (const element of value) {
    if (isObject(element) && !isRemoved(element))
      sent.push(forSending(element, object, `${where}[]`, leftOut));
  }
  return sent;
}

function place(body: JsonObject, keys: readonly string[], value: Json): void {
  let container = body;
  for (const key of keys.slice(0, -1)) {
    if (!isObject(container[key])) container[key] = {};
    container = container[key] as JsonObject;
  }
  container[keys.at(-1) as string] = value;
}

export interface RequestFault {
  readonly path: string;
  readonly field: Field;
  readonly code: ProblemCode;
  readonly value: Json;
}

/**
 * What the strict schema has against a draft's request, where the user caused it. Values that the server
 * itself sent are not judged, however odd: they go back unchanged. A null unsets, so it is no value to judge.
 */
export function requestFaults(draft: Draft): RequestFault[] {
  const task = currentTask(draft);
  // A list is counted once, however many elements are added to it.
  const counts = new Map<Json | undefined, number>();
  return changesOf(draft).flatMap(({ kind, path, field, keys, after }): RequestFault[] => {
    if (kind === 'remove') return [];
    if (kind === 'set') {
      const code = after === null ? undefined : problemWith(field, after);
      return code ? [{ path, field, code, value: after }] : [];
    }
    const element = valueAt(task, keys);
    const missing = fieldsOf(field.of as ObjectName).filter(
      (inner) => inner.required && (!isObject(element) || element[inner.name] == null),
    );
    const list = valueAt(task, keys.slice(0, -1));
    const faults = missing.map((inner) => ({
      path: `${path}.${inner.name}`,
      field: inner,
      code: 'missing' as const,
      value: null,
    }));
    const count = counts.get(list) ?? countOf(draft, keys.slice(0, -1));
    counts.set(list, count);
    const tooMany = Array.isArray(list) && BigInt(count) > (field.max ?? 0n);
    return tooMany
      ? [...faults, { path: path.replace(/\[\+\d+\]$/, ''), field, code: 'length', value: list as Json }]
      : faults;
  });
}
