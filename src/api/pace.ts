/** How fast requests may follow each other, learned from being held back: slower at once, faster by and by. */
export interface Pace {
  /** How long the next request has to wait, in ms; it counts as sent then. `now` as by performance.now(). */
  next(now: number): number;
  /** Requests are held back for so many ms. */
  heldBack(now: number, ms: number): void;
}

/** The share by which it gets faster each second: halved every time that was too fast. */
const FASTER = { first: 0.2, least: 0.01 };

export function newPace(start = performance.now()): Pace {
  /** Requests a second; undefined while nothing was held back. */
  let rate: number | undefined;
  let faster: number = FASTER.first;
  /** Since when requests go out, and how many did. */
  let from = start;
  let sent = 0;
  let last = 0;

  return {
    next(now) {
      sent++;
      if (rate === undefined) return 0;
      const seconds = Math.max(0, now - from) / 1000;
      last = Math.max(now, last + 1000 / (rate * (1 + faster) ** seconds));
      return last - now;
    },
    heldBack(now, ms) {
      const seconds = Math.max(now - from, 1) / 1000;
      // What went out in that time was too much, and in that time and the wait together it was not.
      if (sent > 1) rate = sent / Math.sqrt(seconds * (seconds + ms / 1000));
      faster = Math.max(FASTER.least, faster / 2);
      [from, sent, last] = [now + ms, 0, now + ms];
    },
  };
}
