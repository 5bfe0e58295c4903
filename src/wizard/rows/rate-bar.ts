/** Draws the rate windows of a day, before and after the edits; and says the same in a sentence. */
import { asInteger, type JsonObject, jsonEquals } from '../../json/json.ts';
import { currentTask, type Draft } from '../../task/edits/draft.ts';
import { fieldOf } from '../../task/fields/catalogue.ts';
import { DAY, timeOf } from '../../task/fields/time-of-day.ts';
import { formatValue } from '../../task/fields/values.ts';
import { gapsOf, hasWindows, type RateWindow, windowsOf } from '../../task/rate-windows.ts';
import { pad, textWidth } from '../../terminal/text/text-width.ts';
import { text } from '../../text/text.ts';

/** Columns of a bar: one for half an hour. They and two labels fit the narrowest window. */
const COLUMNS = 48;
const MINUTES = DAY / COLUMNS;

/** Marks differ in shape, so that nothing depends on color, and are ASCII. A window has its number. */
const MARKS = { none: '.', overlap: '!' } as const;

/** Draws windows, each by its number; what begins or ends within a column counts there. */
function draw(windows: readonly RateWindow[]): string {
  const columns = Array.from({ length: COLUMNS }, (): string => MARKS.none);
  for (const [index, { from, to }] of windows.entries()) {
    const first = Math.floor(from / MINUTES);
    const last = Math.max(first, Math.ceil(to / MINUTES) - 1);
    for (let at = first; at <= last; at++) {
      const overlaps = windows.some((other, one) => one < index && other.to > from && other.from < to);
      const isTaken = columns[at] !== MARKS.none && overlaps;
      columns[at] = isTaken ? MARKS.overlap : String(index + 1);
    }
  }
  return `[${columns.join('')}]`;
}

/** The hours under or over a bar. */
const SCALE = ` ${['0', '6', '12', '18'].map((hour) => hour.padEnd(COLUMNS / 4)).join('')}24`;

const rateText = (speed: bigint): string => formatValue(fieldOf('RateWindow', 'speed'), Number(speed));

const windowText = ({ from, to, speed }: RateWindow): string =>
  text().rateBar.window(timeOf(from), timeOf(to), rateText(speed));

/** Returns the limit of the task in words; it likely applies without a window. */
function restText(task: JsonObject): string {
  const limit = asInteger(task.speed_limit);
  return limit === undefined ? text().value.notReturned : rateText(limit);
}

export interface RateBar {
  /** The hours, then the bar before the edits if they change it, and the bar now. */
  readonly lines: readonly string[];
  /** The windows by number, and what applies without one; each a piece that isn't broken. */
  readonly legend: readonly string[];
}

/** Draws the windows of a draft; undefined if there are none, before or after. */
export function rateBar(draft: Draft): RateBar | undefined {
  const task = currentTask(draft);
  const [was, is] = [windowsOf(draft.base), windowsOf(task)];
  if (was.length + is.length === 0) return undefined;
  const words = text().rateBar;
  const isChanged = isRateChanged(draft);
  const labels = isChanged ? [words.before, words.after] : [''];
  const width = Math.max(...labels.map(textWidth));
  const line = (label: string, bar: string) => (width ? `${pad(label, width)} ${bar}` : bar);
  return {
    lines: [
      line('', SCALE),
      ...(isChanged ? [line(words.before, draw(was)), line(words.after, draw(is))] : [draw(is)]),
    ],
    legend: [
      ...is.map((window, index) => `${index + 1} ${windowText(window)}`),
      ...(gapsOf(is).length ? [`${MARKS.none} ${words.rest(restText(task))}`] : []),
    ],
  };
}

/** Returns true if a draft changes when which rate applies. */
export function isRateChanged(draft: Draft): boolean {
  const place = ({ from, to, speed }: RateWindow) => [from, to, Number(speed)];
  const [was, is] = [draft.base, currentTask(draft)].map((task) => windowsOf(task).map(place));
  return !jsonEquals(was, is);
}

/** Says in a sentence which rate applies when; undefined if the windows aren't known, or there are none. */
export function rateSentence(task: JsonObject): string | undefined {
  const windows = windowsOf(task);
  if (!hasWindows(task) || windows.length === 0) return undefined;
  const rest = gapsOf(windows).length ? [text().rateBar.rest(restText(task))] : [];
  return text().rateBar.sentence([...windows.map(windowText), ...rest]);
}
