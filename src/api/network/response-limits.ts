/**
 * Limits of what is read from a response: well above the largest task (65,535 volumes are about 16 MB and 800,000
 * values), and small enough that memory and time stay bounded whatever comes.
 */

import type { JsonLimits } from '../../json/scan.ts';

/** Body of a response, packed or unpacked. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;
export const MAX_LIMITS = {
  /** Levels of lists and objects; documents of the API have fewer than ten. */
  depth: 100,
  /** Digits in a row in one number; 64-bit integers have 19. BigInt takes seconds for millions of them. */
  digits: 400,
  /** Keys of one object; documents of the API have 40. V8 takes half a minute for two million names. */
  keys: 1000,
  /** Elements of one list. The schema's longest is 65,535. */
  elements: 200_000,
  /** Values in all. An empty list of three characters takes 40 bytes of memory. */
  values: 1_200_000,
} as const satisfies JsonLimits;
export type LimitName = keyof typeof MAX_LIMITS;
