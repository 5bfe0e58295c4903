/** Retries reads after transient failures: exponential back-off with full jitter, within the time of the call. */
import { setTimeout as pause } from 'node:timers/promises';
import { text } from '../text/text.ts';
import { ServiceError } from './service-error.ts';
import { isThrottled, type ThrottleGate, throttleDelayMs } from './throttle-gate.ts';

/** A wait before the next try, for display. */
export interface RetryNotice {
  /** Such as `v3/tasks/ID`. */
  readonly path: string;
  /** Tries so far. */
  readonly attempts: number;
  readonly waitMs: number;
  /** The whole line for people. */
  readonly message: string;
}

export interface RetryOptions {
  readonly path: string;
  /** Time for all tries, waits included. */
  readonly seconds: number;
  readonly signal?: AbortSignal | undefined;
  readonly onRetry?: ((retry: RetryNotice) => void) | undefined;
  /** The gate of the run. Waits at it don't count as time; after throttling, only the gate waits. */
  readonly gate?: ThrottleGate | undefined;
  /** From 0 to 1; for tests. */
  readonly random?: () => number;
}

const BASE_DELAY_MS = 300;
const MAX_DELAY_MS = 8000;
/** A try with less time than this may end for want of time alone. */
const MIN_ATTEMPT_MS = 1000;
/** Returns the wait after a number of tries, in ms: as SMS asks, else at random up to a doubling limit. */
export function backoffMs(tries: number, error: ServiceError, random: () => number): number {
  // A Retry-After of 0 asks for nothing.
  if (isThrottled(error) && error.retryAfterMs !== 0) return throttleDelayMs(error, random);
  return random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (tries - 1));
}

/**
 * Calls until it works, fails for good, or the time would be over; `attempt` gets the ms that are left. Throws the
 * last ServiceError, or the signal's reason.
 */
export async function withRetry<T>(
  attempt: (msLeft: number) => Promise<T>,
  { path, seconds, signal, onRetry, gate, random = Math.random }: RetryOptions,
): Promise<T> {
  let started = performance.now();
  let earlier: ServiceError | undefined;
  for (let attempts = 1; ; attempts++) {
    const turn = await gate?.acquire(signal);
    started += turn?.waitedMs ?? 0;
    const left = () => seconds * 1000 - (performance.now() - started);
    const given = left();
    try {
      const result = await attempt(Math.max(1, Math.ceil(given)));
      turn?.release();
      return result;
    } catch (thrown) {
      turn?.release(thrown);
      signal?.throwIfAborted();
      if (!(thrown instanceof ServiceError)) throw thrown;
      if (gate?.canStillWait() && isThrottled(thrown)) continue;
      // The error of a last try that the time-out interrupted says less than the one before it.
      const cutOff = thrown.kind === 'no_answer' && given < MIN_ATTEMPT_MS && left() < 50;
      const error = cutOff && earlier ? earlier : thrown;
      const spent = Math.round((performance.now() - started) / 1000);
      const reported = attempts > 1 ? error.withHint(text().errors.tried(attempts, spent)) : error;
      if (!error.retryReason || cutOff) throw reported;
      earlier = error;
      const waitMs = backoffMs(attempts, error, random);
      if (waitMs >= left())
        throw error.retryAfterMs ? reported.withHint(comeBack(error.retryAfterMs)) : reported;
      const message = text().errors.retry.line(error.retryReason, Math.round(waitMs / 1000));
      onRetry?.({ path, attempts, waitMs, message });
      await pause(waitMs, undefined, signal ? { signal } : {});
    }
  }
}

function comeBack(waitMs: number): string {
  const until = new Date(Date.now() + waitMs);
  const isToday = until.toDateString() === new Date().toDateString();
  const time = isToday ? text().timeOfDay(until) : text().time(until);
  return text().errors.comeBack(Math.ceil(waitMs / 1000), time);
}
