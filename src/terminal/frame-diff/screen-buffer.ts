/**
 * A screen in memory: the state of a terminal after output was written to it. It reads the output of Ink: text, line
 * breaks, cursor moves, erasing, SGR and private modes. Anything else is returned, to be passed on.
 */
import { textWidth } from '../text/text-width.ts';
import { applySgr, NO_STYLE, type Style, visibleOnBlank } from './sgr.ts';

export interface ScreenBuffer {
  readonly columns: number;
  readonly rows: number;
  /** Letters of the cells, row after row; '' is the right half of a wide letter. */
  letters: string[];
  styles: Style[];
  /** Column of the next letter, from 0; equals `columns` after a letter in the last column. */
  x: number;
  y: number;
  style: Style;
  /** Private modes by number, such as 25 for a cursor that shows. */
  readonly modes: Map<number, boolean>;
}

export const MODE = { cursor: 25, alternate: 1049, paste: 2004, synchronized: 2026 } as const;

const DEFAULT_MODES: readonly (readonly [number, boolean])[] = [[MODE.cursor, true]];

export const modeOf = ({ modes }: ScreenBuffer, mode: number): boolean => modes.get(mode) ?? false;

export function newScreenBuffer(columns: number, rows: number): ScreenBuffer {
  const cells = columns * rows;
  return {
    columns,
    rows,
    letters: new Array<string>(cells).fill(' '),
    styles: new Array<Style>(cells).fill(NO_STYLE),
    x: 0,
    y: 0,
    style: NO_STYLE,
    modes: new Map(DEFAULT_MODES),
  };
}

export function clone(grid: ScreenBuffer): ScreenBuffer {
  return {
    ...grid,
    letters: grid.letters.slice(),
    styles: grid.styles.slice(),
    modes: new Map(grid.modes),
  };
}

/** Returns the screen at another size: cells outside of it are dropped, new ones are blank. */
export function resize(grid: ScreenBuffer, columns: number, rows: number): ScreenBuffer {
  const next = newScreenBuffer(columns, rows);
  for (let y = 0; y < Math.min(rows, grid.rows); y++) {
    for (let x = 0; x < Math.min(columns, grid.columns); x++) {
      next.letters[y * columns + x] = grid.letters[y * grid.columns + x] as string;
      next.styles[y * columns + x] = grid.styles[y * grid.columns + x] as Style;
    }
    // The right half of a wide letter may be gone.
    const isCut = columns < grid.columns && grid.letters[y * grid.columns + columns] === '';
    if (isCut) blank(next, y * columns + columns - 1);
  }
  const x = Math.min(grid.x, columns - 1);
  const y = Math.min(grid.y, rows - 1);
  return { ...next, x, y, style: grid.style, modes: new Map(grid.modes) };
}

function blank({ letters, styles }: ScreenBuffer, at: number): void {
  letters[at] = ' ';
  styles[at] = visibleOnBlank(styles[at] as Style);
}

/** Makes cells blank. */
export function erase(grid: ScreenBuffer, from: number, to: number): void {
  // Half of a wide letter is none.
  if (grid.letters[from] === '') blank(grid, from - 1);
  if (grid.letters[to] === '') blank(grid, to);
  grid.letters.fill(' ', from, to);
  grid.styles.fill(NO_STYLE, from, to);
}

/** Moves the cursor to the next row; at the bottom, scrolls. */
function lineFeed(grid: ScreenBuffer): void {
  if (grid.y < grid.rows - 1) {
    grid.y++;
    return;
  }
  const { columns, rows } = grid;
  grid.letters.copyWithin(0, columns);
  grid.styles.copyWithin(0, columns);
  erase(grid, columns * (rows - 1), columns * rows);
}

function put(grid: ScreenBuffer, letter: string, width: number): void {
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
  const style = letter === ' ' ? visibleOnBlank(grid.style) : grid.style;
  letters[at] = letter;
  styles[at] = style;
  if (width === 2) {
    letters[at + 1] = '';
    styles[at + 1] = style;
  }
  grid.x += width;
}

/** Adds a mark without a column of its own to the letter before it. */
function join(grid: ScreenBuffer, mark: string): void {
  const last = grid.y * grid.columns + grid.x - 1;
  if (grid.x === 0) return;
  const at = grid.letters[last] === '' ? last - 1 : last;
  grid.letters[at] += mark;
}

function print(grid: ScreenBuffer, run: string): void {
  for (const letter of run) {
    const width = letter >= ' ' && letter <= '~' ? 1 : textWidth(letter);
    if (width === 0) join(grid, letter);
    else put(grid, letter, width);
  }
}

function moveTo(grid: ScreenBuffer, x: number, y: number): void {
  grid.x = Math.max(0, Math.min(grid.columns - 1, x));
  grid.y = Math.max(0, Math.min(grid.rows - 1, y));
}

type Act = (grid: ScreenBuffer, n: number, m: number, first: number) => void;

const inRow = ({ columns, x }: ScreenBuffer): number => Math.min(x, columns - 1);

/** Actions by the final letter of a control sequence; `n` and `m` are its numbers, at least 1; `first` is 0 if none is given. */
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

function setMode(grid: ScreenBuffer, mode: number, on: boolean): void {
  grid.modes.set(mode, on);
  if (mode !== MODE.alternate || !on) return;
  erase(grid, 0, grid.columns * grid.rows);
  moveTo(grid, 0, 0);
}

const PIECES =
  /\x1b\[([<=>?]?)([\d;]*)([A-Za-z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|[^\x00-\x1f\x7f]+|[\s\S]/g;

/** Writes to the screen as to a terminal. Returns the sequences that it doesn't know. */
export function feed(grid: ScreenBuffer, data: string): string {
  let unknown = '';
  for (const [piece, mark, given = '', end = ''] of data.matchAll(PIECES)) {
    if (piece >= ' ') print(grid, piece);
    else if (piece === '\r') grid.x = 0;
    else if (piece === '\n') {
      // The terminal's driver makes CR LF of it (ONLCR), in raw mode too, as Node keeps it.
      grid.x = 0;
      lineFeed(grid);
    } else if (mark === '' && end === 'm') grid.style = applySgr(grid.style, given);
    else if (mark === '?' && (end === 'h' || end === 'l')) {
      for (const mode of given.split(';')) setMode(grid, Number(mode), end === 'h');
    } else if (mark === '' && ACTS[end]) {
      const [first = 0, second = 0] = given.split(';').map(Number);
      ACTS[end](grid, Math.max(1, first), Math.max(1, second), first);
    } else unknown += piece;
  }
  return unknown;
}
