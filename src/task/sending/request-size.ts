/** The size of a request. Counting stops at 20,000 bytes, because some requests have sixteen million. */
import { isObject, type Json, stringifyJson } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { type Draft, isRemoved } from '../edits/draft.ts';
import { fieldOf, type ObjectName } from '../fields/catalogue.ts';
import { formatCount } from '../fields/size-units.ts';
import { memoizeWeak } from '../memoize-weak.ts';
import { changedSubtree } from './request.ts';

/** The maximum number of bytes that is counted. */
const MAX_COUNTED = 20_000;

const encoder = new TextEncoder();
/** Characters that JSON writes as they are, in one byte each. */
const UNESCAPED = /^[ !#-[\]-~]*$/;

function bytesIn(value: Json): number {
  if (typeof value === 'string' && UNESCAPED.test(value)) return value.length + 2;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value).length;
  return encoder.encode(stringifyJson(value)).length;
}

/**
 * Counts the bytes of a value as it is sent; `object` names its kind, or that of its elements. A comma or brace is
 * counted with each entry.
 */
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

/** Returns the bytes of a draft's request; undefined if there are more than 20,000. */
export const requestBytes = memoizeWeak((draft: Draft): number | undefined => {
  const bytes = bytesOf(changedSubtree(draft), 'PutTaskReq', MAX_COUNTED);
  return bytes > MAX_COUNTED ? undefined : bytes;
});

/** Formats the size of a request for people. */
export const formatRequestBytes = (bytes: number | undefined): string =>
  bytes === undefined ? text().value.moreThan(formatCount(BigInt(MAX_COUNTED))) : formatCount(BigInt(bytes));
