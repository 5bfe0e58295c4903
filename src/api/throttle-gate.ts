/**
 * One gate for all requests of a run. If the service throttles one of them, all wait; then one goes ahead as a probe,
 * and the others follow once the service accepts it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { newRateController } from './adaptive-rate.ts';
import { ServiceError } from './service-error.ts';

/** Returns true if the service reports too many requests, or a time to come back. */
export const isThrottled = ({ status, code, retryAfterMs }: ServiceError): boolean =>
  status === 429 || code?.endsWith('.0308') === true || retryAfterMs !== undefined;

/** Wait after throttling without a Retry-After: 2 to 5 s. Source: docs/api-notes.md#throttling. */
const BUSY_MS = [2000, 5000] as const;

/** Returns the wait after throttling, in ms. `random` returns a number from 0 to 1. */
export const throttleDelayMs = ({ retryAfterMs }: ServiceError, random: () => number): number =>
  retryAfterMs ?? BUSY_MS[0] + random() * (BUSY_MS[1] - BUSY_MS[0]);

/** Minimum wait after throttling. A Retry-After of 0 would let all requests out again at once. */
const MIN_HOLD_MS = 250;
/** Maximum time in which no request goes through; after it the throttling is reported as a failure. */
const MAX_HOLD_MS = 10 * 60_000;
/** Interval at which the signal is checked while a probe is under way. */
const LOOK_MS = 200;

/** The right to send one request. */
export interface Permit {
  /** Time spent waiting for the permit. */
  readonly waitedMs: number;
  /** To be called when the request has ended, with the error if it failed. */
  release(error?: unknown): void;
}

export interface ThrottleGate {
  /** Waits until a request may go out. Throws the signal's reason, or the ServiceError of a throttling that lasts too long. */
  acquire(signal?: AbortSignal): Promise<Permit>;
  /** Waits while the service throttles. Returns true if it waited: anything read before is stale then. */
  waitWhileThrottled(signal?: AbortSignal): Promise<boolean>;
  /** Returns false if the throttling lasts longer than the maximum in all. */
  canStillWait(): boolean;
}

export interface GateOptions {
  /** Called on each throttling with the time for which all requests wait, in ms. */
  readonly onHold?: (ms: number) => void;
  /** Returns a number from 0 to 1; for tests. */
  readonly random?: () => number;
  /** In ms; for tests. */
  readonly patience?: number;
}

export function newThrottleGate({
  onHold,
  random = Math.random,
  patience = MAX_HOLD_MS,
}: GateOptions = {}): ThrottleGate {
  /** The throttling error, its end and its start; undefined while the gate is open. */
  let closed: { readonly error: ServiceError; readonly until: number; readonly since: number } | undefined;
  /** Number of throttlings so far. The response to a request of an earlier epoch doesn't open the gate. */
  let epoch = 0;
  let probing = false;
  let changed = newSignal();
  const pace = newRateController();

  function transition(next: typeof closed): void {
    closed = next;
    probing = false;
    const { fire } = changed;
    changed = newSignal();
    fire();
  }

  function hold(error: ServiceError): void {
    const now = performance.now();
    const until = Math.max(closed?.until ?? 0, now + Math.max(MIN_HOLD_MS, throttleDelayMs(error, random)));
    pace.onThrottled(now, until - now);
    epoch++;
    transition({ error, until, since: closed?.since ?? now });
    onHold?.(until - now);
  }

  const canStillWait = () => !closed || closed.until - closed.since < patience;

  /** Waits for one event: the end of the wait, or the outcome of the probe. */
  async function step(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (closed && !canStillWait()) throw closed.error;
    const left = (closed?.until ?? 0) - performance.now();
    if (left > 0) await Promise.race([changed.fired, pause(left, undefined, signal ? { signal } : {})]);
    else if (probing) await Promise.race([changed.fired, pause(LOOK_MS, undefined, { ref: false })]);
  }

  return {
    async acquire(signal) {
      const from = performance.now();
      signal?.throwIfAborted();
      for (let wait = 1; wait > 0; ) {
        while (closed && (probing || closed.until > performance.now())) await step(signal);
        const reserved = epoch;
        wait = closed ? 0 : pace.delayMs(performance.now());
        if (wait > 0) await pause(wait, undefined, signal ? { signal } : {});
        // A turn from before a throttling would come on top of those that were given after it.
        if (!closed && reserved === epoch) break;
      }
      const mine = epoch;
      const sentAt = performance.now();
      probing = closed !== undefined;
      return {
        waitedMs: performance.now() - from,
        release(error) {
          if (error instanceof ServiceError && isThrottled(error)) hold(error);
          else if (closed && mine === epoch) transition(undefined);
          else pace.onAccepted(performance.now() - sentAt);
        },
      };
    },
    async waitWhileThrottled(signal) {
      if (!closed) return false;
      await step(signal);
      return true;
    },
    canStillWait,
  };
}

function newSignal(): { readonly fired: Promise<void>; readonly fire: () => void } {
  let fire = () => {};
  const fired = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { fired, fire };
}
