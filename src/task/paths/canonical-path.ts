/** From keys and positions in a document back to the PATH that people type. */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { fieldOf, type ObjectName } from './catalogue.ts';
import { addedName, IDENTITY, isShared, nameUnder, positionsOf } from './identity.ts';
import { stepInto, writeSelector } from './path.ts';

/** The canonical path of keys and positions in a document. */
export function canonicalPath(document: JsonObject, keys: readonly (string | number)[]): string {
  let path = '';
  let object: ObjectName = 'PutTaskReq';
  let value: Json | undefined = document;
  for (const key of keys) {
    if (typeof key === 'number') {
      const elements: Json[] = Array.isArray(value) ? value : [];
      path += stepInto(object, elements, key);
      value = elements[key];
    } else {
      object = fieldOf(object, key)?.of ?? object;
      path += `${path && '.'}${key}`;
      value = isObject(value) ? value[key] : undefined;
    }
  }
  return path;
}

/** Identity keys that are given out by the service or a machine: two tasks never share their values on purpose. */
const GIVEN_OUT = new Set(['id', 'subvol_id', 'mac', 'uuid']);

/** The path of keys and positions with every element by its name; undefined where one has none of its own. */
export function pathByName(document: JsonObject, keys: readonly (string | number)[]): string | undefined {
  let path = '';
  let object: ObjectName = 'PutTaskReq';
  let value: Json | undefined = document;
  for (const key of keys) {
    if (typeof key === 'string') {
      object = fieldOf(object, key)?.of ?? object;
      path += `${path && '.'}${key}`;
      value = isObject(value) ? value[key] : undefined;
      continue;
    }
    const elements: Json[] = Array.isArray(value) ? value : [];
    const isNew = addedName(elements[key]) !== undefined;
    const step = isNew ? stepInto(object, elements, key) : stepByName(object, elements, key);
    if (step === undefined) return undefined;
    path += step;
    value = elements[key];
  }
  return path;
}

function stepByName(object: ObjectName, elements: readonly Json[], position: number): string | undefined {
  const element = elements[position];
  const names = (IDENTITY[object] ?? [])
    .filter((key) => !GIVEN_OUT.has(key))
    .map((key) => ({ key, name: nameUnder(element, key) }));
  const own = names.find(({ key, name }) => {
    if (name === undefined) return false;
    const found = positionsOf(object, elements, name);
    // One that has the name for its id as well is found at once, and shares it all the same.
    return found.length === 1 && found[0] === position && !isShared(key, elements, name);
  });
  return own?.name === undefined ? undefined : writeSelector(own.name);
}
