/** Moves the cursor in lists: it skips headings, and at an edge the list scrolls by half a screen. */
import { baseWithAdditions } from '../../task/edits/draft.ts';
import { tryLocate } from '../../task/paths/path.ts';
import { layoutOf } from '../layout.ts';
import type { Row } from '../rows/row.ts';
import { rowsOf } from '../rows/rows.ts';
import type { CursorPosition, State } from '../state.ts';
import { TASK_LIST_VIEW } from '../task-list.ts';

/** Returns the key of the cursor position: each step, each open element and the result have their own. */
export function viewKey(state: State): string {
  if (state.phase.kind === 'result') return 'result';
  if (state.phase.kind === 'picking') return TASK_LIST_VIEW;
  return state.openPath ?? state.step;
}

const TOP: CursorPosition = { cursor: 0, top: 0 };
const canFocus = (row: Row | undefined): boolean => row !== undefined && row.kind !== 'heading';

/** Returns the cursor position, clamped to the list if it became shorter. */
export function cursorOf(state: State): CursorPosition {
  const rows = rowsOf(state);
  const place = state.places[viewKey(state)] ?? TOP;
  return settle(rows, Math.min(place.cursor, rows.length - 1), place.top, layoutOf(state.size).body);
}

/** Returns the focused row; undefined in a list without rows. */
export function focusedRow(state: State): Row | undefined {
  const row = rowsOf(state)[cursorOf(state).cursor];
  return canFocus(row) ? row : undefined;
}

function settle(rows: readonly Row[], wanted: number, top: number, height: number): CursorPosition {
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

/** Moves the cursor by a number of rows, over headings, never past either end. */
export function moveBy(state: State, distance: number): State {
  const rows = rowsOf(state);
  const { cursor, top } = cursorOf(state);
  return withCursor(state, settle(rows, move(rows, cursor, distance), top, layoutOf(state.size).body));
}

/** Moves the cursor by `pages` heights of the list. */
export const movePage = (state: State, pages: number): State =>
  moveBy(state, pages * layoutOf(state.size).body);

/** Moves the cursor to the first row. */
export const moveToFirst = (state: State): State =>
  withCursor(state, settle(rowsOf(state), 0, 0, layoutOf(state.size).body));

/** Moves the cursor to the last row. */
export function moveToLast(state: State): State {
  const rows = rowsOf(state);
  const last = move(rows, rows.length, -1);
  return withCursor(state, settle(rows, last, Number.MAX_SAFE_INTEGER, layoutOf(state.size).body));
}

export function withCursor(state: State, place: CursorPosition): State {
  return { ...state, places: { ...state.places, [viewKey(state)]: place } };
}

/** Puts the cursor on the row of a path where the list has one. Elements are found by place: paths take longer. */
export function focusPath(state: State, path: string): State {
  const keys = tryLocate(baseWithAdditions(state.draft), path)?.keys.join();
  const isThere = (row: Row) =>
    row.kind === 'element' ? row.keys.join() === keys : 'path' in row && row.path === path;
  return focusIndex(state, rowsOf(state).findIndex(isThere));
}

/** Puts the cursor on a row by its index; one that cannot have it changes nothing. */
export function focusIndex(state: State, index: number): State {
  const rows = rowsOf(state);
  if (!canFocus(rows[index])) return state;
  return withCursor(state, settle(rows, index, cursorOf(state).top, layoutOf(state.size).body));
}
