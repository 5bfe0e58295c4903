/** The rows under a step that nothing else needs: how volumes fill the focused disk or group, or the rates of a day. */
import type { ReactNode } from 'react';
import { isWindowsPath } from '../src/task/rate-windows.ts';
import { sanitize } from '../src/terminal/text/sanitize.ts';
import { wrap } from '../src/terminal/text/text-width.ts';
import { focusedRow } from '../src/wizard/actions/cursor.ts';
import { isRateChanged, rateBar } from '../src/wizard/rows/rate-bar.ts';
import {
  containerOf,
  resizedContainers,
  type StorageBar,
  storageBar,
} from '../src/wizard/rows/storage-bar.ts';
import type { State } from '../src/wizard/state.ts';
import { Rows } from './Rows.tsx';
import type { Span } from './spans.ts';
import { useSettled } from './use-settled-state.ts';

/** The disks or groups whose bars a step shows: that of the focused row, or on Review those that are resized. */
function barKeys(state: State): readonly string[] {
  if (state.phase.kind !== 'editing') return [];
  const { draft, step, openPath } = state;
  if (step === 'review')
    return [
      ...resizedContainers(draft).map((keys) => keys.join('.')),
      ...(isRateChanged(draft) ? [RATE] : []),
    ];
  if (step === 'network') return openPath === undefined || isWindowsPath(openPath) ? [RATE] : [];
  if (step !== 'disks' && step !== 'volumes') return [];
  const row = focusedRow(state);
  const keys = row && 'keys' in row ? containerOf(row.keys) : undefined;
  return keys ? [keys.join('.')] : [];
}

/** Returns bars with their legends; where there is no room for all, without legends, then as many as there is room for. */
function barRows(state: State, keys: readonly string[], room: number): Span[][] {
  const width = state.size.columns - 2;
  const bars = keys.flatMap(
    (key) => (key === RATE ? rateLines(state.draft) : storageBar(state.draft, toKeys(key), width)) ?? [],
  );
  const blocks = (isFull: boolean) =>
    bars.map(({ name, bars: lines, legend }) => [
      // On a step the focused row has the name.
      ...(state.step === 'review' && name ? [sanitize(name)] : []),
      ...lines,
      ...(isFull ? wrap(sanitize(legend.join(' · ')), width) : []),
    ]);
  const heightOf = (all: readonly string[][]) => all.reduce((sum, lines) => sum + lines.length + 1, 0);
  const full = blocks(true);
  const rows: Span[][] = [];
  for (const lines of heightOf(full) <= room || bars.length === 1 ? full : blocks(false)) {
    if (rows.length + lines.length + 1 > room) break;
    rows.push([], ...lines.map((line): Span[] => [{ text: ` ${line}` }]));
  }
  return rows;
}

/** The bar of rate windows, among those of disks and groups. */
const RATE = 'rate_windows';

function rateLines(draft: State['draft']): StorageBar | undefined {
  const bar = rateBar(draft);
  return bar && { name: '', bars: bar.lines, legend: bar.legend };
}

const toKeys = (key: string): (string | number)[] =>
  key.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** A component of its own, so that drawing a bar after a pause doesn't draw the rows of the step again. */
export function StorageBars({
  state,
  height,
}: {
  readonly state: State;
  readonly height: number;
}): ReactNode {
  const bars = barKeys(state).join(' ');
  // An editor that opens has the bar of its field: no letter may draw it later.
  const isLive = state.step === 'review' || state.editor !== undefined || state.filtering !== undefined;
  const drawn = useSettled(`${state.step} ${bars}`, (before, now) => !isLive && before !== now);
  const [step, ...shown] = drawn.split(' ').filter(Boolean);
  // A disk has the same bar on both of its steps.
  const isOfStep = bars !== '' && (step === state.step || shown.join(' ') === bars);
  const rows = isOfStep ? barRows(state, shown, height - 1) : [];
  // Over the footer it has its place, however long the list is. On Review it follows the changes.
  const above = state.step === 'review' || rows.length === 0 ? 0 : height - 1 - rows.length;
  const placed = [...Array.from({ length: above }, (): Span[] => []), ...rows];
  return height > 0 ? <Rows state={state} rows={placed} height={height} /> : null;
}
