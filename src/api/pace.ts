/** How fast requests may follow each other, learned from being held back: slower at once, faster by and by. */
export interface Pace {
  /** How long the next request has to wait, in ms; it counts as sent then. `now` as by performance.now(). */
  next(now: number): number;
  /** Requests are held back for so many ms. */
  heldBack(now: number, ms: number): void;
}

/** The share by which it gets faster each second: at first, then after every time that was too fast half as much. */
const FASTER = { first: 0.2, least: 0.05 };
/** No single holding back slows it down to less than this share: it may have had other reasons. */
const SLOWER = 0.6;

export function newPace(start = performance.now()): Pace {
  /** Requests a second at `from`; undefined while nothing was held back. */
  let rate: number | undefined;
  let faster: number = FASTER.first;
  /** Since when requests go out, and how many did. */
  let from = start;
  let sent = 0;
  let last = 0;

  const secondsAt = (now: number) => Math.max(now - from, 1) / 1000;
  const rateAt = (now: number) => rate && rate * (1 + faster) ** secondsAt(now);

  return {
    next(now) {
      sent++;
      const allowed = rateAt(now);
      if (allowed === undefined) return 0;
      last = Math.max(now, last + 1000 / allowed);
      return last - now;
    },
    heldBack(now, ms) {
      const seconds = secondsAt(now);
      // What went out in that time was too much; in that time and the wait together it was not.
      const between = sent / Math.sqrt(seconds * (seconds + ms / 1000));
      rate = Math.max(between, SLOWER * (rateAt(now) ?? sent / seconds));
      faster = Math.max(FASTER.least, faster / 2);
      [from, sent, last] = [now + ms, 0, now + ms];
    },
  };
}
