/** Times of day as `HH:MM`, and 24:00 as the end of a day. Source: docs/rate-windows.md#values. */

const TIME = /^(\d{1,2}):(\d{2})(?::00)?$/;

/** The minutes of a day. */
export const DAY = 24 * 60;

/** Returns the minutes from midnight, 0–1440; undefined for text that is no time of day. */
export function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = TIME.exec(text.trim()) ?? [];
  const all = Number(hours) * 60 + Number(minutes);
  return hours !== undefined && Number(minutes) < 60 && all <= DAY ? all : undefined;
}

/** Writes minutes from midnight as `HH:MM`. */
export const timeOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** Returns a time as `HH:MM`, also for `8:00` and `08:00:00`; undefined for other text. */
export function normalTime(text: string): string | undefined {
  const minutes = minutesOf(text);
  return minutes === undefined ? undefined : timeOf(minutes);
}
