/** Finds rows that only move up or down, as in a list that scrolls: the terminal moves them itself for a few bytes. */
import { newScreenBuffer, type ScreenBuffer } from './screen-buffer.ts';

/** Rows of one screen that another has further down (`by` > 0) or further up. */
export interface Block {
  /** The first and the last row where they should stand. */
  readonly from: number;
  readonly to: number;
  readonly by: number;
}

/** Number of rows from which moving is cheaper than writing. */
const MIN_ROWS = 3;

/** Returns a number for each row, equal for rows that look the same; 0 for a blank one. */
function looks({ columns, rows, letters, styles }: ScreenBuffer, known: Map<string, number>): number[] {
  return Array.from({ length: rows }, (_, y) => {
    const [from, to] = [y * columns, (y + 1) * columns];
    const row = letters.slice(from, to).join('');
    if (row.trim() === '') return 0;
    const look = `${row}\n${styles.slice(from, to).join('\n')}`;
    const number = known.get(look) ?? known.size + 1;
    known.set(look, number);
    return number;
  });
}

/** Finds the largest block of rows that moved; undefined if scrolling it would save nothing. */
export function findMovedBlock(shown: ScreenBuffer, wanted: ScreenBuffer): Block | undefined {
  const known = new Map<string, number>();
  const [old, now] = [looks(shown, known), looks(wanted, known)];
  let best: Block | undefined;
  let most = MIN_ROWS - 1;
  for (let by = 1 - wanted.rows; by < wanted.rows; by++) {
    if (by === 0) continue;
    let [count, from] = [0, -1];
    for (let y = Math.max(0, -by); y < Math.min(wanted.rows, wanted.rows - by); y++) {
      if (old[y + by] !== now[y]) [count, from] = [0, -1];
      // Blank rows are part of a block where they are inside of it.
      if (old[y + by] !== now[y] || now[y] === 0) continue;
      if (from < 0) from = y;
      if (old[y] !== now[y]) count++;
      if (count <= most) continue;
      best = { from, to: y, by };
      most = count;
    }
  }
  return best;
}

const csi = (y: number): string => `\x1b[${y > 0 ? y + 1 : ''}H`;
const lines = (count: number, end: string): string => `\x1b[${count > 1 ? count : ''}${end}`;

/** Returns the sequence that moves a block and leaves all other rows in place. The cursor's column is unknown after it. */
export function scrollSequence({ from, to, by }: Block): { readonly bytes: string; readonly y: number } {
  const count = Math.abs(by);
  // Lines are taken out on one side of the block and put in on the other.
  const [out, into] = by > 0 ? [from, to + 1] : [to + 1 - count, from - count];
  return { bytes: `${csi(out)}${lines(count, 'M')}${csi(into)}${lines(count, 'L')}`, y: into };
}

/** Returns the screen after `scrollSequence(block)` was written. */
export function applyScroll(grid: ScreenBuffer, { from, to, by }: Block): ScreenBuffer {
  const count = Math.abs(by);
  const next: ScreenBuffer = { ...newScreenBuffer(grid.columns, grid.rows), modes: grid.modes };
  const source = (y: number): number | undefined => {
    if (y >= from && y <= to) return y + by;
    const opened = by > 0 ? y > to && y <= to + count : y < from && y >= from - count;
    return opened ? undefined : y;
  };
  for (let y = 0; y < grid.rows; y++) {
    const row = source(y);
    if (row === undefined) continue;
    for (let x = 0; x < grid.columns; x++) {
      next.letters[y * grid.columns + x] = grid.letters[row * grid.columns + x] as string;
      next.styles[y * grid.columns + x] = grid.styles[row * grid.columns + x] as string;
    }
  }
  return next;
}
