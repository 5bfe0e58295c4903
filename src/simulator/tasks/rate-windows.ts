/** The rate windows of a task: `GET` and `POST /v3/tasks/{id}/speed-limit`. Source: docs/api-notes.md#rate-windows. */

import type { Refusal } from '../responses.ts';
import { type Doc, docsIn, isDoc, isNumber, whole } from './documents.ts';

const MAX_WINDOWS = 5;
/** 24:00 as the end of a day is in user notes, 23:59 in the reference. */
const TIME = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const MAX_SPEED = 1000;
const DEFAULT_THRESHOLD = 10;

/** Returns the windows of a body, with their defaults, or why SMS rejects it. */
export function windowsOf(body: Doc): { windows: Doc[] } | { refusal: Refusal } {
  const { speed_limit: given, ...others } = body;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) return invalid(`${unknown}: unknown field`);
  if (!Array.isArray(given)) return invalid('speed_limit: not an array');
  if (given.length > MAX_WINDOWS) return invalid(`speed_limit: more than ${MAX_WINDOWS} entries`);
  const windows: Doc[] = [];
  for (const [index, window] of given.entries()) {
    const at = `speed_limit[${index}]`;
    if (!isDoc(window)) return invalid(`${at}: not an object`);
    const { start, end, speed = whole(0), over_speed_threshold = whole(DEFAULT_THRESHOLD) } = window;
    for (const [name, time] of Object.entries({ start, end })) {
      if (time === undefined) return invalid(`${at}.${name}: required`);
      if (typeof time !== 'string' || !TIME.test(time))
        return { refusal: { code: 'SMS.6405', detail: `${at}.${name}: not HH:MM` } };
    }
    if (!isWithin(speed, 0, MAX_SPEED) || !Number.isInteger(Number(speed)))
      return invalid(`${at}.speed: outside 0–${MAX_SPEED}`);
    if (!isWithin(over_speed_threshold, 10, 100))
      return invalid(`${at}.over_speed_threshold: outside 10–100`);
    windows.push({ start, end, speed, over_speed_threshold });
  }
  return { windows };
}

const invalid = (detail: string): { refusal: Refusal } => ({ refusal: { code: 'SMS.9001', detail } });

const isWithin = (value: unknown, min: number, max: number): boolean =>
  isNumber(value) && Number(value) >= min && Number(value) <= max;

/**
 * Returns the rate in force at a time, in Mbit/s; 0 is unlimited. It is an assumption: that a window overrules the
 * task's own limit, and that its hours are those of this machine's time zone.
 */
export function rateInForce(task: Doc, windows: readonly Doc[], now: number): number {
  const date = new Date(now);
  const time = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  const window = docsIn(windows).find(({ start, end }) => String(start) <= time && time < String(end));
  return Number((window ?? task)[window ? 'speed' : 'speed_limit'] ?? 0);
}
