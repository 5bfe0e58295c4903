/** The fewest bytes that turn what a terminal shows into what it should show. */
import { type Grid, MODE, modeOf } from './grid.ts';
import { certainWidth } from './letters.ts';
import { afterMove, movedBlock, moveRows } from './moved.ts';
import { change, onBlank, PLAIN, type Style } from './style.ts';

/** A cell is blank in the right half of a wide letter. */
const isCertain = (letter: string): boolean => letter === '' || certainWidth(letter) !== undefined;

const csi = (n: number, end: string): string => (n === 1 ? `\x1b[${end}` : `\x1b[${n}${end}`);
const place = (x: number, y: number): string =>
  x > 0 ? `\x1b[${y > 0 ? y + 1 : ''};${x + 1}H` : csi(y + 1, 'H');

/** A private mode set or reset. */
export const switched = (mode: number, on: boolean): string => `\x1b[?${mode}${on ? 'h' : 'l'}`;

/** The modes that differ. A cursor that is to show, and the way back to the main screen, come after all drawing. */
export function modeChanges(shown: Grid, wanted: Grid): { before: string; after: string } {
  let before = '';
  let after = '';
  for (const [mode, on] of wanted.modes) {
    if (mode === MODE.synchronized || modeOf(shown, mode) === on) continue;
    const code = switched(mode, on);
    if (mode === MODE.alternate) {
      if (on) before = code + before;
      else after += code;
    } else if (mode === MODE.cursor && on) after = code + after;
    else before += code;
  }
  return { before, after };
}

/** Some output, and the pen after it. */
interface Way {
  readonly text: string;
  readonly pen: Style;
}

export interface Difference {
  readonly bytes: string;
  /** Where the terminal's cursor is afterwards; NaN where it is not known for certain. */
  readonly x: number;
  readonly y: number;
}

/** A shorter change is not looked through for rows that only moved. In bytes. */
const LONG = 200;

/**
 * What to write so that a terminal that shows one grid shows the other of the same size. The pen is plain before
 * and after. Where the cursor shows it ends in its place.
 */
export function difference(shown: Grid, wanted: Grid): Difference {
  const inPlace = redrawn(shown, wanted);
  const size = Buffer.byteLength(inPlace.bytes);
  const block = size > LONG ? movedBlock(shown, wanted) : undefined;
  if (!block) return inPlace;
  const { bytes, y } = moveRows(block);
  const rest = redrawn({ ...afterMove(shown, block), x: Number.NaN, y }, wanted);
  const moving = { ...rest, bytes: bytes + rest.bytes };
  return Buffer.byteLength(moving.bytes) < size ? moving : inPlace;
}

/** Every row redrawn where it stands. */
function redrawn(shown: Grid, wanted: Grid): Difference {
  const rows = changedRows(shown, wanted);
  const topDown = drawn(shown, wanted, rows);
  if (!modeOf(wanted, MODE.cursor) || !rows.includes(wanted.y)) return topDown;
  // The row where typing happens may as well come last: then the cursor is nearly there.
  const others = rows.filter((y) => y !== wanted.y);
  const cursorLast = drawn(shown, wanted, [...others, wanted.y]);
  return cursorLast.bytes.length < topDown.bytes.length ? cursorLast : topDown;
}

const same = (a: Grid, b: Grid, at: number): boolean =>
  a.letters[at] === b.letters[at] && a.styles[at] === b.styles[at];

function changedRows(shown: Grid, wanted: Grid): number[] {
  const rows: number[] = [];
  for (let at = 0; at < wanted.letters.length; at++) {
    if (same(shown, wanted, at)) continue;
    const y = Math.floor(at / wanted.columns);
    rows.push(y);
    at = (y + 1) * wanted.columns - 1;
  }
  return rows;
}

function drawn(shown: Grid, wanted: Grid, rows: readonly number[]): Difference {
  const { columns, letters, styles } = wanted;
  let bytes = '';
  let pen = PLAIN;
  // After a letter in the last column terminals differ in where the cursor is.
  let x = shown.x < columns ? shown.x : Number.NaN;
  let { y } = shown;

  const add = (way: Way): void => {
    bytes += way.text;
    pen = way.pen;
  };
  const isBlank = (at: number): boolean => letters[at] === ' ' && styles[at] === PLAIN;

  /** A cell with the change of pen that it needs; a plain blank often needs none. */
  function cell(at: number, from: Style): Way {
    const letter = letters[at] as string;
    const style = isBlank(at) && onBlank(from) === PLAIN ? from : (styles[at] as Style);
    return { text: change(from, style) + letter, pen: style };
  }

  /** Cells written, whether they have changed or not. */
  function stretch(from: number, to: number, start: Style): Way {
    let way: Way = { text: '', pen: start };
    for (let at = from; at < to; at++) {
      if (letters[at] === '') continue;
      const next = cell(at, way.pen);
      way = { text: way.text + next.text, pen: next.pen };
    }
    return way;
  }

  function waysAlong(from: number, to: number, row: number): Way[] {
    const by = to - from;
    const moves =
      by === 0
        ? ['']
        : by > 0
          ? [csi(by, 'C'), csi(to + 1, 'G')]
          : ['\b'.repeat(-by), csi(-by, 'D'), csi(to + 1, 'G'), ...(to === 0 ? ['\r'] : [])];
    const ways = moves.map((text) => ({ text, pen }));
    // A short gap is cheaper to write again than to jump over; not from the middle of a wide letter, and only where
    // it is certain which letters stand there.
    const start = row * columns;
    const isShort = by > 0 && by < 12 && letters[start + from] !== '';
    if (isShort && !hasDoubtful(start + from, start + to)) ways.push(stretch(start + from, start + to, pen));
    return ways;
  }

  function waysTo(toX: number, toY: number): Way[] {
    const there = { text: place(toX, toY), pen };
    if (Number.isNaN(x)) return [there];
    const down = toY - y;
    if (down === 0) return [there, ...waysAlong(x, toX, toY)];
    const behind = (text: string) => (way: Way) => ({ text: text + way.text, pen: way.pen });
    const straight = down > 0 ? csi(down, 'B') : csi(-down, 'A');
    const edge = down > 0 ? csi(down, 'E') : csi(-down, 'F');
    return [
      there,
      ...waysAlong(x, toX, toY).map(behind(straight)),
      ...waysAlong(0, toX, toY).map(behind(edge)),
    ];
  }

  /** Goes where a cell of a style is to be written, on the cheapest way. */
  function move(toX: number, toY: number, style?: Style): void {
    if (x === toX && y === toY) return;
    const cost = (way: Way) =>
      Buffer.byteLength(way.text) + (style === undefined ? 0 : change(way.pen, style).length);
    add(waysTo(toX, toY).reduce((best, way) => (cost(way) < cost(best) ? way : best)));
    x = toX;
    y = toY;
  }

  function put(at: number, row: number): void {
    const column = at - row * columns;
    move(column, row, styles[at]);
    add(cell(at, pen));
    x = column + (column + 1 < columns && letters[at + 1] === '' ? 2 : 1);
    // What follows a letter of doubtful width is put into its column, wherever the terminal is then.
    if (x >= columns || !isCertain(letters[at] as string)) x = Number.NaN;
  }

  /** True where the width of a letter is doubtful, of one that was there or of one that will be. */
  function hasDoubtful(from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      if (!isCertain(letters[at] as string) || !isCertain(shown.letters[at] as string)) return true;
    }
    return false;
  }

  function clearFrom(column: number, row: number): void {
    move(column, row);
    const plain = onBlank(pen) === PLAIN ? pen : PLAIN;
    add({ text: `${change(pen, plain)}\x1b[K`, pen: plain });
  }

  function drawRow(row: number): void {
    const start = row * columns;
    let first = start;
    while (same(shown, wanted, first)) first++;
    let last = start + columns - 1;
    while (same(shown, wanted, last)) last--;
    let end = start + columns;
    while (end > first && isBlank(end - 1)) end--;
    if (hasDoubtful(first, last + 1)) {
      // A terminal may take fewer columns for it than are kept free: nothing old may show in them.
      clearFrom(first - start, row);
      for (let at = first; at < end; at++) if (letters[at] !== '' && !isBlank(at)) put(at, row);
      return;
    }
    const clears = end < start + columns && last - end >= 2;
    for (let at = first; at < (clears ? end : last + 1); at++) {
      if (letters[at] !== '' && !same(shown, wanted, at)) put(at, row);
    }
    if (clears) clearFrom(Math.max(first, end) - start, row);
  }

  for (const row of rows) drawRow(row);
  add({ text: change(pen, PLAIN), pen: PLAIN });
  if (modeOf(wanted, MODE.cursor)) move(Math.min(wanted.x, columns - 1), wanted.y);
  return { bytes, x, y };
}
