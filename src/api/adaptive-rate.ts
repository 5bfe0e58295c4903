/**
 * Learns the rate of requests from throttling. Each throttling stops all of them for about a second, so there should be
 * few; each tells how many a second were accepted.
 */
export interface RateController {
  /** Returns the wait of the next request, in ms, and counts it as sent then. `now` as by performance.now(). */
  delayMs(now: number): number;
  /** Counts an accepted request; `ms` is the time until its response. */
  onAccepted(ms: number): void;
  /** Notes throttling; `ms` is the time for which requests wait. */
  onThrottled(now: number, ms: number): void;
}

/** Share of what was accepted that is sent after a throttling: just below the limit. */
const STEP_BACK = 0.98;
/** The minimum share of the rate that is left after one throttling: it may have had other reasons. */
const MIN_DECREASE = 0.6;
/** From this share of the rate on, what was accepted confirms it, and a step back is enough. */
const CONFIRMED = 0.9;
/** A wait up to this, in seconds, is taken for a limit by the second: Retry-After has whole seconds. */
const BY_THE_SECOND = 2;
/** The growth after 60 seconds. It is cubic: little near the known limit, and more if that is long ago. */
const GROWTH = { share: 0.03, seconds: 60 };

const secondsIn = (ms: number): number => Math.max(ms, 1) / 1000;

export function newRateController(start = performance.now()): RateController {
  /** Requests a second at `from`; undefined before the first throttling. */
  let rate: number | undefined;
  /** The time since which requests go out, and how many were accepted since. */
  let [from, accepted] = [start, 0];
  /** The time of the throttling that requests wait for, and when they may go on. */
  let heldAt: number | undefined;
  let [resumeAt, last] = [start, start];
  let roundTripMs = Number.POSITIVE_INFINITY;

  const rateAt = (now: number) =>
    rate && rate * (1 + GROWTH.share * (secondsIn(now - from) / GROWTH.seconds) ** 3);

  /** Computes the rate once the wait is over: by then requests that were under way have been answered. */
  function learn(held: number): void {
    const wait = secondsIn(resumeAt - held);
    const sending = secondsIn(held - from - Math.min(roundTripMs, held - from));
    // A limit for longer is known by the wait that is left of it.
    const isBySecond = wait <= BY_THE_SECOND;
    const found = Math.max(accepted, 1) / (isBySecond ? Math.max(1, sending) : sending + wait);
    const current = rateAt(held);
    const isConfirmed = current !== undefined && isBySecond && found >= CONFIRMED * current;
    rate = isConfirmed ? STEP_BACK * current : Math.max(STEP_BACK * found, MIN_DECREASE * (current ?? 0));
    [from, accepted, last, heldAt] = [resumeAt, 0, resumeAt, undefined];
  }

  return {
    delayMs(now) {
      if (heldAt !== undefined) learn(heldAt);
      const allowed = rateAt(now);
      if (allowed === undefined) return 0;
      last = Math.max(now, last + 1000 / allowed);
      return last - now;
    },
    onAccepted(ms) {
      accepted++;
      roundTripMs = Math.min(roundTripMs, ms);
    },
    onThrottled(now, ms) {
      heldAt ??= now;
      resumeAt = Math.max(resumeAt, now + ms);
    },
  };
}
