/** How large a request is. Counting ends where the number says nothing any more, as some have sixteen million bytes. */
import { isObject, type Json, writeJson } from '../json/json.ts';
import { text } from '../text/text.ts';
import { fieldOf, type ObjectName } from './catalogue.ts';
import { type Draft, isRemoved } from './draft.ts';
import { changedParts } from './request.ts';
import { formatCount } from './units.ts';

/** Beyond this they are not counted. */
const MOST = 20_000;

const encoder = new TextEncoder();
/** Letters of one byte each that stand in JSON as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

function bytesIn(value: Json): number {
  if (typeof value === 'string' && PLAIN.test(value)) return value.length + 2;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value).length;
  return encoder.encode(writeJson(value)).length;
}

/** A value as it is sent; `object` names what it is, or is a list of. A comma or brace is counted with each entry. */
function bytesOf(value: Json, object: ObjectName | undefined, most: number): number {
  if (!object || typeof value !== 'object' || value === null) return bytesIn(value);
  let bytes = 1;
  if (Array.isArray(value)) {
    for (const element of value) {
      if (isObject(element) && !isRemoved(element)) bytes += 1 + bytesOf(element, object, most - bytes);
      if (bytes > most) break;
    }
    return Math.max(2, bytes);
  }
  if (!isObject(value)) return bytesIn(value);
  for (const [key, inner] of Object.entries(value)) {
    const field = fieldOf(object, key);
    if (field) bytes += 2 + bytesIn(key) + bytesOf(inner, field.of, most - bytes);
    if (bytes > most) break;
  }
  return Math.max(2, bytes);
}

/** The bytes of a draft's request; undefined where there are more than 20,000. */
export function requestBytes(draft: Draft): number | undefined {
  const bytes = bytesOf(changedParts(draft), 'PutTaskReq', MOST);
  return bytes > MOST ? undefined : bytes;
}

/** The same in words. */
export const bytesText = (bytes: number | undefined): string =>
  bytes === undefined ? text().value.moreThan(formatCount(BigInt(MOST))) : formatCount(BigInt(bytes));
