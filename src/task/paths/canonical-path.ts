/** Turns keys and positions in a document back into the PATH that people type. */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { fieldOf, type ObjectName } from '../fields/catalogue.ts';
import { IDENTITY, identityValue, isSharedValue, matchSelector, placeholderName } from './identity.ts';
import { selectorFor, writeSelector } from './path.ts';

/** Returns the canonical path of keys and positions in a document. */
export function canonicalPath(document: JsonObject, keys: readonly (string | number)[]): string {
  let path = '';
  let object: ObjectName = 'PutTaskReq';
  let value: Json | undefined = document;
  for (const key of keys) {
    if (typeof key === 'number') {
      const elements: Json[] = Array.isArray(value) ? value : [];
      path += selectorFor(object, elements, key);
      value = elements[key];
    } else {
      object = fieldOf(object, key)?.of ?? object;
      path += `${path && '.'}${key}`;
      value = isObject(value) ? value[key] : undefined;
    }
  }
  return path;
}

/** Identity keys assigned by SMS or a machine: two tasks never share their values on purpose. */
const GIVEN_OUT = new Set(['id', 'subvol_id', 'mac', 'uuid']);

/** Returns the path of keys and positions with every element by its name; undefined if one has no name of its own. */
export function namedPath(document: JsonObject, keys: readonly (string | number)[]): string | undefined {
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
    const isNew = placeholderName(elements[key]) !== undefined;
    const step = isNew ? selectorFor(object, elements, key) : stepByName(object, elements, key);
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
    .map((key) => ({ key, name: identityValue(element, key) }));
  const own = names.find(({ key, name }) => {
    if (name === undefined) return false;
    const found = matchSelector(object, elements, name);
    // An element may have the name as its ID, too: it is found first, and still shares the name.
    return found.length === 1 && found[0] === position && !isSharedValue(key, elements, name);
  });
  return own?.name === undefined ? undefined : writeSelector(own.name);
}
