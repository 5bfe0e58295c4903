/** Throttling by the number of requests in a second. Source: docs/api-notes.md#throttling. */

import { CODES } from '../error-codes.ts';
import { errorResponse, type SimulatedResponse } from '../responses.ts';
import type { Now } from './token-store.ts';

/** Returns a function to call at each request; it returns a 429 response if the request is one too many. */
export function newThrottle(perSecond: number, now: Now): () => SimulatedResponse | undefined {
  const served: number[] = [];
  return () => {
    const moment = now();
    while (served[0] !== undefined && moment - served[0] >= 1000) served.shift();
    if (served.length >= perSecond) return throttled('1');
    served.push(moment);
    return undefined;
  };
}

/** Builds the 429 response; `retryAfter` is a number of seconds or a date. */
export const throttled = (retryAfter: string): SimulatedResponse =>
  errorResponse(429, 'APIGW.0308', (CODES['APIGW.0308'] as [number, string])[1], {
    'Retry-After': retryAfter,
  });
