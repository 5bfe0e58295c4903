/**
 * The request: only what the draft changes. A scalar goes alone; an array goes whole, since the service
 * clears the old one and writes the new (API facts §3), with every untouched value as the server sent it.
 */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { type Field, fieldOf, type ObjectName } from './catalogue.ts';
import { changesOf, currentTask, type Draft } from './draft.ts';
import { valueAt } from './path.ts';
import { type RequestProblem, requestProblems } from './schema.ts';

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
  return value.filter(isObject).map((element) => {
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

/**
 * What the strict schema has against a draft's request, where the user caused it. Values that the server
 * itself sent are not judged, however odd: they go back unchanged.
 */
export function requestFaults(draft: Draft): RequestProblem[] {
  const touched = new Set(changesOf(draft).map((change) => change.keys.join('\0')));
  return requestProblems(updateRequest(draft).body).filter(
    ({ keys, code }) => code === 'unknown' || touched.has(keys.join('\0')),
  );
}
