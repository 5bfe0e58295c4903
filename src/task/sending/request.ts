/**
 * Builds the request: only what the draft changes. A scalar is sent alone; an array is sent whole, because SMS clears
 * the old one and writes the new (docs/api-notes.md#arrays-are-replaced), with every untouched value as SMS sent it. Rate
 * windows are a request of their own (docs/rate-windows.md#sending).
 */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { changesOf, currentTask, type Draft, elementCount, isAdded, isRemoved } from '../edits/draft.ts';
import { type Field, fieldsByName, fieldsOf, type ObjectName } from '../fields/catalogue.ts';
import { checkValue, type ProblemCode } from '../fields/schema.ts';
import { valueAt } from '../paths/path.ts';
import { WINDOWS } from '../rate-windows.ts';
import { taskToSend } from './derived.ts';

/** The body of an update, and the rate windows of the request after it. */
export interface UpdateRequest {
  /** Empty if the draft edits nothing but windows. */
  readonly body: JsonObject;
  /**
   * Keys inside a sent array that the API does not define, and that are omitted: `target_server.disks[].vendor_tag`.
   */
  readonly leftOut: readonly string[];
  /** All windows of the task; absent if the draft doesn't edit them. */
  readonly windows?: readonly JsonObject[];
}

let last: { readonly draft: Draft; readonly request: UpdateRequest } | undefined;

/** Builds the PUT body of a draft. Remembered for each draft. An empty body means that there is nothing to send. */
export function buildRequest(draft: Draft): UpdateRequest {
  if (last?.draft === draft) return last.request;
  const omittedKeys = new Set<string>();
  const body = forSending(changedSubtree(draft), 'PutTaskReq', '', omittedKeys);
  const windows = windowsToSend(draft, omittedKeys);
  const request = { body, leftOut: [...omittedKeys], ...(windows && { windows }) };
  last = { draft, request };
  return request;
}

/** Returns the part of the task that is sent with it: changed values, and the whole arrays in which something changed. */
export function changedSubtree(draft: Draft): JsonObject {
  const parts: JsonObject = {};
  const task = taskToSend(draft);
  for (const { keys } of changesOf(draft)) {
    if (keys[0] === WINDOWS) continue;
    const sent = sentKeys(keys);
    if (valueAt(parts, sent) === undefined) place(parts, sent, valueAt(task, sent) as Json);
  }
  return parts;
}

/** Returns all windows of a draft that edits some; otherwise undefined. */
function windowsToSend(draft: Draft, omittedKeys: Set<string>): JsonObject[] | undefined {
  if (!changesOf(draft).some(({ keys }) => keys[0] === WINDOWS)) return undefined;
  const windows = currentTask(draft)[WINDOWS];
  return elementsForSending(Array.isArray(windows) ? windows : [], 'RateWindow', WINDOWS, omittedKeys);
}

/** Returns the part of a path that is sent: down to the first array, or to the field itself. */
function sentKeys(keys: readonly (string | number)[]): string[] {
  const firstElement = keys.findIndex((key) => typeof key === 'number');
  return (firstElement < 0 ? keys : keys.slice(0, firstElement)) as string[];
}

/** Returns an object without keys that the API does not define; the same object if it has none, and no list. */
function forSending(value: JsonObject, object: ObjectName, where: string, leftOut: Set<string>): JsonObject {
  // The mark of a new element isn't a key of the API either.
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
    } else if (field.of) {
      copy()[key] = partForSending(inner, field.of, `${where}${where && '.'}${key}`, leftOut);
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

/** A value in a request that breaks the limits of its field. */
export interface RequestViolation {
  readonly path: string;
  readonly field: Field;
  readonly code: ProblemCode;
  readonly value: Json;
}

/**
 * Returns the violations of the strict schema that the user caused. Values that SMS itself sent are not checked,
 * however odd: they go back unchanged. A null clears, so it isn't checked either.
 */
export function findViolations(draft: Draft): RequestViolation[] {
  const task = currentTask(draft);
  // Count a list once, however many elements are added to it.
  const counts = new Map<Json | undefined, number>();
  return changesOf(draft).flatMap(({ kind, path, field, keys, after, restores }): RequestViolation[] => {
    // SMS's own values go back unchanged.
    if (kind === 'remove' || restores) return [];
    if (kind === 'set') {
      const code = after === null ? undefined : checkValue(field, after);
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
    const count = counts.get(list) ?? elementCount(draft, keys.slice(0, -1));
    counts.set(list, count);
    const tooMany = Array.isArray(list) && BigInt(count) > (field.max ?? 0n);
    return tooMany
      ? [...faults, { path: path.replace(/\[\+\d+\]$/, ''), field, code: 'length', value: list as Json }]
      : faults;
  });
}
