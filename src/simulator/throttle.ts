/** So many requests a second and no more, as the gateway counts them. Source: API facts §7, APIGW.0308. */
import { type Answer, refusal } from './answers.ts';
import { CODES } from './codes.ts';
import type { Now } from './issued.ts';

/** Asked at each request; answers for the service where it is one too many. */
export function newThrottle(perSecond: number, now: Now): () => Answer | undefined {
  const served: number[] = [];
  return () => {
    const moment = now();
    while (served[0] !== undefined && moment - served[0] >= 1000) served.shift();
    if (served.length >= perSecond) return throttled('1');
    served.push(moment);
    return undefined;
  };
}

/** 429, with what Retry-After says: seconds or a date. */
export const throttled = (retryAfter: string): Answer =>
  refusal(429, 'APIGW.0308', (CODES['APIGW.0308'] as [number, string])[1], { 'Retry-After': retryAfter });
