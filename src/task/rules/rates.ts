/** Rules about rate windows, and about the limit of the task beside them. Source: docs/rate-windows.md#values. */
import type { Json, JsonObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { changedPaths, changesOf, currentTask, type Draft } from '../edits/draft.ts';
import { fieldOf } from '../fields/catalogue.ts';
import { minutesOf, timeOf } from '../fields/time-of-day.ts';
import { formatValue } from '../fields/values.ts';
import { type Gap, gapsOf, hasWindows, type RateWindow, WINDOWS, windowsOf } from '../rate-windows.ts';
import { osOf } from './edited-storage.ts';
import type { Rule, Violation } from './rule.ts';
import { type Touched, touchedOf } from './touched.ts';

/** Returns the windows that a draft adds or changes, without those that it puts back. */
const edited = (draft: Draft): Touched[] =>
  touchedOf(draft, 'RateWindow').filter(({ now, isRestored }) => now !== undefined && !isRestored);

const minutes = (value: Json | undefined): number | undefined =>
  typeof value === 'string' ? minutesOf(value) : undefined;

const rate = (value: Json | undefined): string => formatValue(fieldOf('RateWindow', 'speed'), value);

const rangeText = ({ from, to }: Gap): string => text().screen.windows.name(timeOf(from), timeOf(to));

const editsWindows = (draft: Draft): boolean => changesOf(draft).some(({ keys }) => keys[0] === WINDOWS);

function wrongOrder(draft: Draft): Violation[] {
  return edited(draft).flatMap(({ now, path }): Violation[] => {
    const [from, to] = [minutes(now?.start), minutes(now?.end)];
    if (from === undefined || to === undefined || from < to) return [];
    const field = changedPaths(draft).has(`${path}.end`) ? 'end' : 'start';
    return [{ path: `${path}.${field}`, message: text().rules.windowOrder(timeOf(from), timeOf(to)) }];
  });
}

/** Returns overlaps of an edited window with another one, each once. */
function overlaps(draft: Draft): Violation[] {
  const all = windowsOf(currentTask(draft));
  const own = new Map(edited(draft).map(({ keys, path }) => [Number(keys.at(-1)), path]));
  return all.flatMap((window, index) =>
    all.slice(index + 1).flatMap((other): Violation[] => {
      const path = own.get(other.at) ?? own.get(window.at);
      if (path === undefined || other.from >= window.to || !isNewOverlap(draft, window, other)) return [];
      return [{ path, message: text().rules.windowOverlap(rangeText(window), rangeText(other)) }];
    }),
  );
}

/** Returns true if two windows overlap because of the draft: what SMS has itself isn't judged. */
function isNewOverlap(draft: Draft, one: RateWindow, other: RateWindow): boolean {
  const before = windowsOf(draft.base);
  const [a, b] = [one, other].map(({ at }) => before.find((window) => window.at === at));
  return !(a && b && a.from < b.to && b.from < a.to && isSame(a, one) && isSame(b, other));
}

const isSame = (a: RateWindow, b: RateWindow): boolean => a.from === b.from && a.to === b.to;

function gaps(draft: Draft): Violation[] {
  const [change] = changesOf(draft).filter(({ keys }) => keys[0] === WINDOWS);
  const task = currentTask(draft);
  const windows = windowsOf(task);
  const found = gapsOf(windows).map(rangeText);
  if (!change || windows.length === 0 || found.length === 0) return [];
  const known = gapsOf(windowsOf(draft.base)).map(rangeText);
  if (windowsOf(draft.base).length && known.join() === found.join()) return [];
  return [{ path: change.path, message: text().rules.windowGaps(found.join(', '), rate(task.speed_limit)) }];
}

/** Returns a limit as a number; 0 where there is none. */
const limitOf = ({ speed_limit }: JsonObject): number => Number(speed_limit ?? 0);

function besideEachOther(draft: Draft): Violation[] {
  const task = currentTask(draft);
  const count = windowsOf(task).length;
  if (!hasWindows(task) || count === 0) return [];
  if (changedPaths(draft).has('speed_limit'))
    return [{ path: 'speed_limit', message: text().rules.limitBesideWindows(count) }];
  if (!editsWindows(draft) || limitOf(task) === 0) return [];
  const [change] = changesOf(draft).filter(({ keys }) => keys[0] === WINDOWS);
  const message = text().rules.windowsBesideLimit(rate(task.speed_limit));
  return change ? [{ path: change.path, message }] : [];
}

function overIpv6(draft: Draft): Violation[] {
  const task = currentTask(draft);
  if (task.use_ipv6 !== true) return [];
  const limiting = edited(draft).find(({ now }) => Number(now?.speed ?? 0) > 0);
  return limiting ? [{ path: `${limiting.path}.speed`, message: text().rules.rateLimitOverIpv6 }] : [];
}

function offline(draft: Draft): Violation[] {
  const [change] = changesOf(draft).filter(({ keys }) => keys[0] === WINDOWS);
  if (!change || draft.base.connected !== false) return [];
  return [{ path: change.path, message: text().rules.windowsOffline }];
}

function toleranceOfWindows(draft: Draft): Violation[] {
  if (osOf(currentTask(draft)) !== 'WINDOWS') return [];
  return changesOf(draft)
    .filter(
      ({ kind, field, restores }) => kind === 'set' && !restores && field.name === 'over_speed_threshold',
    )
    .map(({ path }) => ({ path, message: text().rules.toleranceOfWindows }));
}

/** Returns the new windows without a rate: by default they are unlimited. */
function unlimited(draft: Draft): Violation[] {
  return edited(draft)
    .filter(({ before, now }) => before === undefined && now?.speed == null)
    .map(({ name, path }) => ({ path: `${path}.speed`, message: text().rules.windowUnlimited(name) }));
}

/** Rules about the rate. */
export const RATE_RULES: readonly Rule[] = [
  {
    name: 'rate_window_order',
    severity: 'error',
    source: { basis: 'inferred', note: 'rate-windows' },
    fields: ['RateWindow.start', 'RateWindow.end'],
    check: wrongOrder,
  },
  {
    name: 'rate_windows_overlap',
    severity: 'error',
    source: { basis: 'inferred', note: 'rate-windows' },
    fields: ['RateWindow.start', 'RateWindow.end'],
    check: overlaps,
  },
  {
    name: 'rate_limit_beside_windows',
    severity: 'warning',
    source: { basis: 'observed', reference: 'Terraform', note: 'rate-windows' },
    fields: ['PutTaskReq.speed_limit', 'RateWindow.speed'],
    check: besideEachOther,
  },
  {
    name: 'rate_windows_over_ipv6',
    severity: 'warning',
    source: { basis: 'documented', reference: 'UG table 3-3', note: 'network-limits' },
    fields: ['RateWindow.speed'],
    check: overIpv6,
  },
  {
    name: 'rate_windows_offline',
    severity: 'warning',
    source: { basis: 'documented', reference: 'UG 3.5', note: 'rate-windows' },
    fields: ['RateWindow.speed'],
    check: offline,
  },
  {
    name: 'rate_tolerance_linux',
    severity: 'warning',
    source: { basis: 'documented', note: 'rate-windows' },
    fields: ['RateWindow.over_speed_threshold'],
    check: toleranceOfWindows,
  },
  {
    name: 'rate_window_unlimited',
    severity: 'warning',
    source: { basis: 'documented', note: 'rate-windows' },
    fields: ['RateWindow.speed'],
    check: unlimited,
  },
  {
    name: 'rate_window_gaps',
    severity: 'note',
    source: { basis: 'inferred', note: 'rate-windows' },
    fields: ['RateWindow.start', 'RateWindow.end'],
    check: gaps,
  },
];
