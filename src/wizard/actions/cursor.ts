/** Moving in lists: headings are passed over, and at an edge the list turns by half a screen. */
import { outline } from '../task/draft.ts';
import { locationOf } from '../task/path.ts';
import { layoutOf } from './layout.ts';
import { TASKS_VIEW } from './picker.ts';
import { type Row, rowsOf } from './rows.ts';
import type { Place, State } from './state.ts';

/** What the place of the user is kept under: each step, each opened element and the result have their own. */
export function viewOf(state: State): string {
  if (state.phase.kind === 'ended') return 'ended';
  if (state.phase.kind === 'picking') return TASKS_VIEW;
  return state.open ?? state.step;
}

const TOP: Place = { cursor: 0, top: 0 };
const canFocus = (row: Row | undefined): boolean => row !== undefined && row.kind !== 'heading';

/** Where the user is now; a list that became shorter keeps the cursor inside it. */
export function placeOf(state: State): Place {
  const rows = rowsOf(state);
  const place = state.places[viewOf(state)] ?? TOP;
  return settle(rows, Math.min(place.cursor, rows.length - 1), place.top, layoutOf(state.size).body);
}

/** The row the cursor is on; undefined in a list without any. */
export function focusedRow(state: State): Row | undefined {
  const row = rowsOf(state)[placeOf(state).cursor];
  return canFocus(row) ? row : undefined;
}

function settle(rows: readonly Row[], wanted: number, top: number, height: number): Place {
  let cursor = Math.max(0, wanted);
  if (!canFocus(rows[cursor])) {
    const after = rows.findIndex((row, index) => index >= cursor && canFocus(row));
    cursor = after >= 0 ? after : Math.max(0, rows.findLastIndex(canFocus));
  }
  return { cursor, top: shownFrom(rows, cursor, top, height) };
}

function shownFrom(rows: readonly Row[], cursor: number, top: number, height: number): number {
  const last = Math.max(0, rows.length - height);
  const half = Math.max(1, Math.floor(height / 2));
  let from = Math.min(top, last);
  if (cursor < from) from = Math.max(0, Math.min(cursor, from - half));
  if (cursor >= from + height) from = Math.min(last, Math.max(cursor - height + 1, from + half));
  // The heading over the first row belongs to it.
  if (cursor === from && from > 0 && !canFocus(rows[from - 1])) from--;
  return from;
}

function move(rows: readonly Row[], cursor: number, by: number): number {
  const step = Math.sign(by);
  let at = cursor;
  for (let left = Math.abs(by); left > 0; left--) {
    let next = at + step;
    while (next >= 0 && next < rows.length && !canFocus(rows[next])) next += step;
    if (next < 0 || next >= rows.length) break;
    at = next;
  }
  return at;
}

const FAR = Number.MAX_SAFE_INTEGER;
/** How far each action moves, in rows; a page is the height of the list. */
const DISTANCE: Readonly<Record<string, (height: number) => number>> = {
  up: () => -1,
  down: () => 1,
  pageUp: (height) => -height,
  pageDown: (height) => height,
};

/** The state after a movement; undefined where the action is none. */
export function moved(state: State, action: string): State | undefined {
  const rows = rowsOf(state);
  const height = layoutOf(state.size).body;
  const { cursor, top } = placeOf(state);
  const distance = DISTANCE[action]?.(height);
  if (action === 'first') return placed(state, settle(rows, 0, 0, height));
  if (action === 'last') return placed(state, settle(rows, move(rows, rows.length, -1), FAR, height));
  return distance === undefined
    ? undefined
    : placed(state, settle(rows, move(rows, cursor, distance), top, height));
}

export function placed(state: State, place: Place): State {
  return { ...state, places: { ...state.places, [viewOf(state)]: place } };
}

/** Puts the cursor on the row of a path where the list has one. Elements are found by place: paths take longer. */
export function focusOn(state: State, path: string): State {
  const keys = locationOf(outline(state.draft), path)?.keys.join();
  const isThere = (row: Row) =>
    row.kind === 'element' ? row.keys.join() === keys : 'path' in row && row.path === path;
  return focusAt(state, rowsOf(state).findIndex(isThere));
}

/** Puts the cursor on a row by its index; one that cannot have it changes nothing. */
export function focusAt(state: State, index: number): State {
  const rows = rowsOf(state);
  if (!canFocus(rows[index])) return state;
  return placed(state, settle(rows, index, placeOf(state).top, layoutOf(state.size).body));
}
