/** JSON documents of the simulator, whose numbers keep every digit. */
import { isLosslessNumber, LosslessNumber, parse } from 'lossless-json';

/** A JSON document; its numbers are LosslessNumber. It never changes in place. */
export type Doc = { [key: string]: unknown };

export const isNumber = (value: unknown): value is LosslessNumber => isLosslessNumber(value);

export const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumber(value);

export const docsIn = (value: unknown): Doc[] => (Array.isArray(value) ? value.filter(isDoc) : []);

/** Returns a value as an exact integer; undefined if it is not one. */
export const integerIn = (value: unknown): bigint | undefined =>
  isNumber(value) && /^-?\d+$/.test(value.value) ? BigInt(value.value) : undefined;

export const whole = (value: bigint | number): LosslessNumber => new LosslessNumber(String(value));

export const readDoc = (text: string): Doc => parse(text) as Doc;

/** Parses a request body; undefined if it is not JSON. */
export function parseBody(body: string): unknown {
  try {
    return parse(body);
  } catch {
    return undefined;
  }
}
