/** From keys and positions in a document back to the PATH that people type. */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { fieldOf, type ObjectName } from './catalogue.ts';
import { stepInto } from './path.ts';

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
