/**
 * A screen in memory: what a terminal shows after what was written to it. It reads what Ink writes: text, line
 * breaks, cursor moves, erasing, SGR and private modes. What else comes is handed back, to be passed on.
 */
import { widthOf } from './columns.ts';
import { onBlank, PLAIN, type Style, styledBy } from './style.ts';

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** The letter of each cell, row after row; '' is the right half of a wide letter. */
  letters: string[];
  styles: Style[];
  /** Where the next letter goes; `x` equals `columns` after a letter in the last column. */
  x: number;
  y: number;
  pen: Style;
  /** Private modes by number, such as 25 for a cursor that shows. */
  readonly modes: Map<number, boolean>;
}

export const MODE = { cursor: 25, alternate: 1049, paste: 2004, synchronized: 2026 } as const;

const DEFAULT_MODES: readonly (readonly [number, boolean])[] = [[MODE.cursor, true]];

export const modeOf = ({ modes }: Grid, mode: number): boolean => modes.get(mode) ?? false;

export function newGrid(columns: number, rows: number): Grid {
  const cells = columns * rows;
  return {
    columns,
    rows,
    letters: new Array<string>(cells).fill(' '),
    styles: new Array<Style>(cells).fill(PLAIN),
    x: 0,
    y: 0,
    pen: PLAIN,
    modes: new Map(DEFAULT_MODES),
  };
}

export function copyOf(grid: Grid): Grid {
  return {
    ...grid,
    letters: grid.letters.slice(),
    styles: grid.styles.slice(),
    modes: new Map(grid.modes),
  };
}

/** The same screen at another size: what lies outside is gone, what is new is blank. */
export function resized(grid: Grid, columns: number, rows: number): Grid {
  const next = newGrid(columns, rows);
  for (let y = 0; y < Math.min(rows, grid.rows); y++) {
    for (let x = 0; x < Math.min(columns, grid.columns); x++) {
      next.letters[y * columns + x] = grid.letters[y * grid.columns + x] as string;
      next.styles[y * columns + x] = grid.styles[y * grid.columns + x] as Style;
    }
    // The right half of a wide letter may have been cut off.
    const isCut = columns < grid.columns && grid.letters[y * grid.columns + columns] === '';
    if (isCut) blank(next, y * columns + columns - 1);
  }
  const x = Math.min(grid.x, columns - 1);
  const y = Math.min(grid.y, rows - 1);
  return { ...next, x, y, pen: grid.pen, modes: new Map(grid.modes) };
}

function blank({ letters, styles }: Grid, at: number): void {
  letters[at] = ' ';
  styles[at] = onBlank(styles[at] as Style);
}

function erase(grid: Grid, from: number, to: number): void {
  // Half of a wide letter is none.
  if (grid.letters[from] === '') blank(grid, from - 1);
  if (grid.letters[to] === '') blank(grid, to);
  grid.letters.fill(' ', from, to);
  grid.styles.fill(PLAIN, from, to);
}

/** To the next row; at the bottom everything moves up. */
function lineFeed(grid: Grid): void {
  if (grid.y < grid.rows - 1) {
    grid.y++;
    return;
  }
  const { columns, rows } = grid;
  grid.letters.copyWithin(0, columns);
  grid.styles.copyWithin(0, columns);
  erase(grid, columns * (rows - 1), columns * rows);
}

function put(grid: Grid, letter: string, width: number): void {
  const { columns, letters, styles } = grid;
  if (grid.x + width > columns) {
    const start = grid.y * columns;
    erase(grid, start + grid.x, start + columns);
    grid.x = 0;
    lineFeed(grid);
  }
  const at = grid.y * columns + grid.x;
  if (letters[at] === '' && grid.x > 0) blank(grid, at - 1);
  const after = at + width;
  if (grid.x + width < columns && letters[after] === '') blank(grid, after);
  const style = letter === ' ' ? onBlank(grid.pen) : grid.pen;
  letters[at] = letter;
  styles[at] = style;
  if (width === 2) {
    letters[at + 1] = '';
    styles[at + 1] = style;
  }
  grid.x += width;
}

/** A mark that takes no column of its own belongs to the letter before it. */
function join(grid: Grid, mark: string): void {
  const last = grid.y * grid.columns + grid.x - 1;
  if (grid.x === 0) return;
  const at = grid.letters[last] === '' ? last - 1 : last;
  grid.letters[at] += mark;
}

function print(grid: Grid, run: string): void {
  for (const letter of run) {
    const width = letter >= ' ' && letter <= '~' ? 1 : widthOf(letter);
    if (width === 0) join(grid, letter);
    else put(grid, letter, width);
  }
}

function moveTo(grid: Grid, x: number, y: number): void {
  grid.x = Math.max(0, Math.min(grid.columns - 1, x));
  grid.y = Math.max(0, Math.min(grid.rows - 1, y));
}

type Act = (grid: Grid, n: number, m: number, first: number) => void;

const inRow = ({ columns, x }: Grid): number => Math.min(x, columns - 1);

/** By the last letter of a control sequence; `n` and `m` are its numbers, at least 1, `first` is 0 where none is given. */
const ACTS: Readonly<Record<string, Act>> = {
  A: (grid, n) => moveTo(grid, inRow(grid), grid.y - n),
  B: (grid, n) => moveTo(grid, inRow(grid), grid.y + n),
  C: (grid, n) => moveTo(grid, inRow(grid) + n, grid.y),
  D: (grid, n) => moveTo(grid, inRow(grid) - n, grid.y),
  E: (grid, n) => moveTo(grid, 0, grid.y + n),
  F: (grid, n) => moveTo(grid, 0, grid.y - n),
  G: (grid, n) => moveTo(grid, n - 1, grid.y),
  H: (grid, n, m) => moveTo(grid, m - 1, n - 1),
  J: (grid, _n, _m, how) => {
    const at = grid.y * grid.columns + inRow(grid);
    erase(grid, how === 0 ? at : 0, how === 1 ? at + 1 : grid.columns * grid.rows);
  },
  K: (grid, _n, _m, how) => {
    const start = grid.y * grid.columns;
    const at = start + inRow(grid);
    erase(grid, how === 0 ? at : start, how === 1 ? at + 1 : start + grid.columns);
  },
};

function setMode(grid: Grid, mode: number, on: boolean): void {
  grid.modes.set(mode, on);
  if (mode !== MODE.alternate || !on) return;
  erase(grid, 0, grid.columns * grid.rows);
  moveTo(grid, 0, 0);
}

const PIECES =
  /\x1b\[([<=>?]?)([\d;]*)([A-Za-z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|[^\x00-\x1f\x7f]+|[\s\S]/g;

/** Writes to the grid as to a terminal. The answer is what it does not know. */
export function writeTo(grid: Grid, data: string): string {
  let unknown = '';
  for (const [piece, mark, given = '', end = ''] of data.matchAll(PIECES)) {
    if (piece >= ' ') print(grid, piece);
    else if (piece === '\r') grid.x = 0;
    else if (piece === '\n') {
      // The terminal's driver makes CR LF of it (ONLCR), in raw mode too, as Node keeps it.
      grid.x = 0;
      lineFeed(grid);
    } else if (mark === '' && end === 'm') grid.pen = styledBy(grid.pen, given);
    else if (mark === '?' && (end === 'h' || end === 'l')) {
      for (const mode of given.split(';')) setMode(grid, Number(mode), end === 'h');
    } else if (mark === '' && ACTS[end]) {
      const [first = 0, second = 0] = given.split(';').map(Number);
      ACTS[end](grid, Math.max(1, first), Math.max(1, second), first);
    } else unknown += piece;
  }
  return unknown;
}
