/** Totals of the elements of a list, carried over from one draft to the next. */
import { asInteger, isObject, type Json } from '../../json/json.ts';
import { isRemoved } from './draft.ts';
import { incrementalSum } from './structural-sharing.ts';

const sizesIn = incrementalSum((element) =>
  isObject(element) && !isRemoved(element) ? (asInteger(element.size) ?? 0n) : 0n,
);

/** Returns the size of all elements of an array in bytes; removed ones and those without a size add nothing. */
export const totalSize = (elements: Json | undefined): bigint =>
  Array.isArray(elements) ? sizesIn(elements) : 0n;

const countIn = incrementalSum((element) => (isObject(element) && !isRemoved(element) ? 1n : 0n));

/** Returns the number of elements of an array; removed ones and what is no object don't count. */
export const countElements = (elements: Json | undefined): number =>
  Array.isArray(elements) ? Number(countIn(elements)) : 0;
