/**
 * Rate windows in the document of a task. SMS reads and sets them by a call of their own; here they are a list beside
 * the task's own fields, so that everything that works on fields works on them. Explained in docs/rate-windows.md.
 */
import { asInteger, isObject, type Json, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import { type Draft, isRemoved } from './edits/draft.ts';
import { DAY, minutesOf } from './fields/time-of-day.ts';

/** The key of the list. SMS has none: it calls the list `speed_limit`, like the task's own limit. */
export const WINDOWS = 'rate_windows';

/** The most windows of a task. */
export const MAX_WINDOWS = 5;

/** The reason why the windows of a task couldn't be read. Not part of the JSON. */
const UNREAD = Symbol('unread windows');

/** Copies a task with its windows. */
export const withWindows = (task: JsonObject, windows: readonly Json[]): JsonObject => ({
  ...task,
  [WINDOWS]: windows as Json[],
});

/** Copies a task whose windows couldn't be read, with the reason. */
export const withUnreadWindows = (task: JsonObject, why: string): JsonObject =>
  ({ ...task, [UNREAD]: why }) as unknown as JsonObject;

/** Returns why the windows of a task couldn't be read; undefined if they were, or no one tried. */
export const unreadReason = (task: JsonObject): string | undefined => (task as { [UNREAD]?: string })[UNREAD];

/** Returns true if a task has its windows, be it none. */
export const hasWindows = (task: JsonObject): boolean => Array.isArray(task[WINDOWS]);

/** Copies a later reading without windows with those of an earlier one: it says nothing about them. */
export const keepWindows = (later: JsonObject, earlier: JsonObject): JsonObject =>
  hasWindows(earlier) && !hasWindows(later) ? withWindows(later, earlier[WINDOWS] as Json[]) : later;

/** Returns true for the path of the windows, of one of them, or of its field. */
export const isWindowsPath = (path: string): boolean => /^\s*rate_windows\s*(?:$|[[.=])/.test(path);

/** Returns true for a path of which windows are the context: the task's own limit. */
const isLimitPath = (path: string): boolean => /^\s*speed_limit\s*(?:$|=)/.test(path);

/**
 * never: nothing is about the rate · helpful: windows are shown, or tell what an edit of the limit means; without them it
 * goes on · needed: windows are edited, so they have to be known.
 */
export type WindowsNeed = 'never' | 'helpful' | 'needed';

/** Returns how far edits need the windows, by their paths or assignments. */
export function windowsNeed(paths: readonly string[]): WindowsNeed {
  if (paths.some(isWindowsPath)) return 'needed';
  return paths.some(isLimitPath) ? 'helpful' : 'never';
}

const NEEDS: readonly WindowsNeed[] = ['never', 'helpful', 'needed'];

/** Returns the greatest of several needs. */
export const greatestNeed = (...needs: readonly WindowsNeed[]): WindowsNeed =>
  NEEDS.findLast((need) => needs.includes(need)) ?? 'never';

/** Returns how far saved edits, or those of a draft, need the windows. */
export const windowsNeedOf = (edits: readonly { readonly path: string }[]): WindowsNeed =>
  windowsNeed(edits.map(({ path }) => path));

/** Returns true if a draft edits windows. */
export const editsWindows = ({ edits }: Draft): boolean => windowsNeedOf(edits) === 'needed';

/** Returns the name of a window for people, its times; undefined for elements of other lists, and without times. */
export function windowName(
  { start, end }: JsonObject,
  [list]: readonly (string | number)[],
): string | undefined {
  if (list !== WINDOWS) return undefined;
  const [from, to] = [start, end].map((time) => (typeof time === 'string' && time ? time : undefined));
  return from === undefined && to === undefined
    ? undefined
    : text().screen.windows.name(from ?? '?', to ?? '?');
}

/** One window, as far as it can be understood. */
export interface RateWindow {
  /** The position in the list. */
  readonly at: number;
  /** Minutes from midnight; `from` is before `to`. */
  readonly from: number;
  readonly to: number;
  /** In Mbit/s; 0 is unlimited. */
  readonly speed: bigint;
}

/** Returns the windows that are complete and in order of time; removed ones don't count. */
export function windowsOf(task: JsonObject): readonly RateWindow[] {
  const list = task[WINDOWS];
  const windows = (Array.isArray(list) ? list : []).flatMap((element, at): RateWindow[] => {
    if (!isObject(element) || isRemoved(element)) return [];
    const [from, to] = [element.start, element.end].map((time) => minutesOf(String(time ?? '')));
    if (from === undefined || to === undefined || from >= to) return [];
    return [{ at, from, to, speed: asInteger(element.speed) ?? 0n }];
  });
  return windows.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** A part of the day without a window. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Returns the parts of the day that no window covers. A last minute, 23:59 to 24:00, is none: a day ends at either. */
export function gapsOf(windows: readonly RateWindow[]): readonly Gap[] {
  const gaps: Gap[] = [];
  let end = 0;
  for (const { from, to } of windows) {
    if (from > end) gaps.push({ from: end, to: from });
    end = Math.max(end, to);
  }
  if (end < DAY - 1) gaps.push({ from: end, to: DAY });
  return gaps;
}
