/**
 * The request: only what the draft changes. A scalar goes alone; an array goes whole, since the service
 * clears the old one and writes the new (API facts §3), with every untouched value as the server sent it.
 */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { type Field, fieldOf, fieldsOf, type ObjectName } from './catalogue.ts';
import { changesOf, currentTask, type Draft, isRemoved } from './draft.ts';
import { valueAt } from './path.ts';
import { type ProblemCode, problemWith } from './schema.ts';

export interface UpdateRequest {
  readonly body: JsonObject;
  /** Keys inside a sent array that the API does not define, left out: `target_server.disks[].vendor_tag`. */
  readonly leftOut: readonly string[];
}

/** Builds the PUT body of a draft. An empty body means that there is nothing to send. */
export function updateRequest(draft: Draft): UpdateRequest {
  const body: JsonObject = {};
  const leftOut = new Set<string>();
  const task = currentTask(draft);
  for (const { keys } of changesOf(draft)) {
    const sent = sentKeys(keys);
    if (valueAt(body, sent) !== undefined) continue;
    place(body, sent, forSending(valueAt(task, sent) as Json, arrayField(sent), sent.join('.'), leftOut));
  }
  return { body, leftOut: [...leftOut] };
}

/** The part of a path that travels: down to the first array, or to the field itself. */
function sentKeys(keys: readonly (string | number)[]): string[] {
  const firstElement = keys.findIndex((key) => typeof key === 'number');
  return (firstElement < 0 ? keys : keys.slice(0, firstElement)) as string[];
}

function arrayField(keys: readonly string[]): Field | undefined {
  let object: ObjectName = 'PutTaskReq';
  let field: Field | undefined;
  for (const key of keys) {
    field = fieldOf(object, key);
    if (field?.of) object = field.of;
  }
  return field;
}

function forSending(value: Json, field: Field | undefined, where: string, leftOut: Set<string>): Json {
  if (!field?.of || field.type !== 'array' || !Array.isArray(value)) return value;
  const object = field.of;
  if (!value.every(isObject))
    leftOut.add(
      `${where}[]: ${value
        .filter((element) => !isObject(element))
        .map(String)
        .join(', ')}`,
    );
  const stays = value.filter(isObject).filter((element) => !isRemoved(element));
  return stays.map((element) => {
    const sent: JsonObject = {};
    for (const [key, inner] of Object.entries(element)) {
      const known = fieldOf(object, key);
      if (known) sent[key] = forSending(inner, known, `${where}[].${key}`, leftOut);
      else leftOut.add(`${where}[].${key}`);
    }
    return sent;
  });
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
    const tooMany =
      Array.isArray(list) && BigInt(list.filter((item) => !isRemoved(item)).length) > (field.max ?? 0n);
    return tooMany
      ? [...faults, { path: path.replace(/\[\+\d+\]$/, ''), field, code: 'length', value: list as Json }]
      : faults;
  });
}
