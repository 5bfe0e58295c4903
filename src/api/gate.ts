/**
 * One gate for all requests of a run. Where the service holds one of them back, all wait; then one goes ahead to see
 * whether the service takes it, and the others follow when it did.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { ServiceError } from './errors.ts';
import { newPace } from './pace.ts';

/** True where the service was asked too much, or says when to come back. */
export const isHeldBack = ({ status, code, waitMs }: ServiceError): boolean =>
  status === 429 || code?.endsWith('.0308') === true || waitMs !== undefined;

/** Where calls are held back and nothing says for how long: 2 to 5 s. Source: API facts §7. */
const BUSY_MS = [2000, 5000] as const;

/** How long to wait after being held back, in ms. `random` answers from 0 to 1. */
export const heldFor = ({ waitMs }: ServiceError, random: () => number): number =>
  waitMs ?? BUSY_MS[0] + random() * (BUSY_MS[1] - BUSY_MS[0]);

/** A Retry-After of 0 asks for nothing; all at once the same again would be no holding back. */
const LEAST_MS = 250;
/** A longer time in which nothing at all goes through is told as a failure. */
const PATIENCE_MS = 10 * 60_000;
/** What went ahead may take long, and a signal may come meanwhile. */
const LOOK_MS = 200;

/** The right to send one request. */
export interface Turn {
  /** How long it was waited for. */
  readonly waitedMs: number;
  /** To be called when the request has ended, with the error where it failed. */
  ended(error?: unknown): void;
}

export interface Gate {
  /** Waits until a request may go out. Throws the signal's reason, or the ServiceError that holds all back for too long. */
  turn(signal?: AbortSignal): Promise<Turn>;
  /** Where requests are held back, waits for the end of it and answers true: what was read before is old by then. */
  held(signal?: AbortSignal): Promise<boolean>;
  /** False where requests are held back for longer than anybody waits. */
  patient(): boolean;
}

export interface GateOptions {
  /** Hears each time for how many ms all requests wait. */
  readonly onHold?: (ms: number) => void;
  /** From 0 to 1; for tests. */
  readonly random?: () => number;
  /** In ms; for tests. */
  readonly patience?: number;
}

export function newGate({ onHold, random = Math.random, patience = PATIENCE_MS }: GateOptions = {}): Gate {
  /** What holds requests back, until when and since when; undefined while the gate is open. */
  let closed: { readonly error: ServiceError; readonly until: number; readonly since: number } | undefined;
  /** Which holding back this is: the answer to a request that went out before it says nothing about it. */
  let round = 0;
  let ahead = false;
  let changed = newNews();
  const pace = newPace();

  function become(next: typeof closed): void {
    closed = next;
    ahead = false;
    const { tell } = changed;
    changed = newNews();
    tell();
  }

  function hold(error: ServiceError): void {
    const now = performance.now();
    const until = Math.max(closed?.until ?? 0, now + Math.max(LEAST_MS, heldFor(error, random)));
    if (!closed) pace.heldBack(now, until - now);
    round++;
    become({ error, until, since: closed?.since ?? now });
    onHold?.(until - now);
  }

  const patient = () => !closed || closed.until - closed.since < patience;

  /** Waits for one thing: the end of the time, or what became of the request that went ahead. */
  async function step(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (closed && !patient()) throw closed.error;
    const left = (closed?.until ?? 0) - performance.now();
    if (left > 0) await Promise.race([changed.told, pause(left, undefined, signal ? { signal } : {})]);
    else if (ahead) await Promise.race([changed.told, pause(LOOK_MS, undefined, { ref: false })]);
  }

  return {
    async turn(signal) {
      const from = performance.now();
      signal?.throwIfAborted();
      for (let wait = 1; wait > 0; ) {
        while (closed && (ahead || closed.until > performance.now())) await step(signal);
        wait = closed ? 0 : pace.next(performance.now());
        if (wait > 0) await pause(wait, undefined, signal ? { signal } : {});
        if (!closed) break;
      }
      const mine = round;
      ahead = closed !== undefined;
      return {
        waitedMs: performance.now() - from,
        ended(error) {
          if (error instanceof ServiceError && isHeldBack(error)) hold(error);
          else if (closed && mine === round) become(undefined);
        },
      };
    },
    async held(signal) {
      if (!closed) return false;
      await step(signal);
      return true;
    },
    patient,
  };
}

function newNews(): { readonly told: Promise<void>; readonly tell: () => void } {
  let tell = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { told, tell };
}
