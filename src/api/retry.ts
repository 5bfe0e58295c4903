/** Reading again after a failure that may pass: exponential back-off with full jitter, within the time of the call. */
import { setTimeout as pause } from 'node:timers/promises';
import { text } from '../text/text.ts';
import { ServiceError } from './errors.ts';
import { type Gate, heldFor, isHeldBack } from './gate.ts';

/** A wait before the next try, for whoever is waiting. */
export interface Retry {
  /** Such as `v3/tasks/ID`. */
  readonly path: string;
  /** How often it was tried so far. */
  readonly tries: number;
  readonly waitMs: number;
  /** The whole line for people. */
  readonly line: string;
}

export interface RetryOptions {
  readonly path: string;
  /** How long it may take in all, waits included. */
  readonly seconds: number;
  readonly signal?: AbortSignal | undefined;
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** Waits at it are no part of the time; where it holds requests back, nothing else waits. */
  readonly gate?: Gate | undefined;
  /** From 0 to 1; for tests. */
  readonly random?: () => number;
}

const FIRST_MS = 300;
const MOST_MS = 8000;
/** A try with less time than this may end for want of time alone. */
const LEAST_MS = 1000;
/** How long to wait after a number of tries, in ms: what the service asks for, else by chance up to a doubling limit. */
export function waitAfter(tries: number, error: ServiceError, random: () => number): number {
  // A Retry-After of 0 asks for nothing.
  if (isHeldBack(error) && error.waitMs !== 0) return heldFor(error, random);
  return random() * Math.min(MOST_MS, FIRST_MS * 2 ** (tries - 1));
}

/**
 * Calls until it works, fails for good, or the time would be over; `attempt` gets the ms that are left. Throws the
 * last ServiceError, or the signal's reason.
 */
export async function retrying<T>(
  attempt: (msLeft: number) => Promise<T>,
  { path, seconds, signal, onRetry, gate, random = Math.random }: RetryOptions,
): Promise<T> {
  let started = performance.now();
  let earlier: ServiceError | undefined;
  for (let tries = 1; ; tries++) {
    const turn = await gate?.turn(signal);
    started += turn?.waitedMs ?? 0;
    const left = () => seconds * 1000 - (performance.now() - started);
    const given = left();
    try {
      const result = await attempt(Math.max(1, Math.ceil(given)));
      turn?.ended();
      return result;
    } catch (thrown) {
      turn?.ended(thrown);
      signal?.throwIfAborted();
      if (!(thrown instanceof ServiceError)) throw thrown;
      if (gate?.patient() && isHeldBack(thrown)) continue;
      // A last try that the end of the time cuts off says less than the one before it.
      const cutOff = thrown.kind === 'no_answer' && given < LEAST_MS && left() < 50;
      const error = cutOff && earlier ? earlier : thrown;
      const spent = Math.round((performance.now() - started) / 1000);
      const told = tries > 1 ? error.hinting(text().errors.tried(tries, spent)) : error;
      if (!error.again || cutOff) throw told;
      earlier = error;
      const waitMs = waitAfter(tries, error, random);
      if (waitMs >= left()) throw error.waitMs ? told.hinting(comeBack(error.waitMs)) : told;
      const line = text().errors.retry.line(error.again, Math.round(waitMs / 1000));
      onRetry?.({ path, tries, waitMs, line });
      await pause(waitMs, undefined, signal ? { signal } : {});
    }
  }
}

function comeBack(waitMs: number): string {
  const time = text().timeOfDay(new Date(Date.now() + waitMs));
  return text().errors.comeBack(Math.ceil(waitMs / 1000), time);
}
