/** Draws changed rows, each by the fewest bytes it finds: what is written, jumped over, or erased. */
import { knownWidth } from '../text/known-widths.ts';
import { MODE, modeOf, type ScreenBuffer } from './screen-buffer.ts';
import { csi, type Features, place } from './sequences.ts';
import { NO_STYLE, type Style, sgrTransition, visibleOnBlank } from './sgr.ts';

/** Returns true if terminals agree on the width of a cell's letter; it is empty in the right half of a wide one. */
export const isCertain = (letter: string): boolean => letter === '' || knownWidth(letter) !== undefined;

/** Output, and the style after it. */
interface Segment {
  readonly text: string;
  readonly style: Style;
}

export interface FrameDiff {
  readonly bytes: string;
  /** Position of the terminal's cursor afterwards; NaN if it isn't certain. */
  readonly x: number;
  readonly y: number;
}

/** Number of letters from which erasing them may be shorter than spaces. */
const MIN_STALE = 3;

/** Returns true if a cell looks the same on two screens. */
export const same = (a: ScreenBuffer, b: ScreenBuffer, at: number): boolean =>
  a.letters[at] === b.letters[at] && a.styles[at] === b.styles[at];

/**
 * Returns the output that draws rows of a screen over what is shown, in the order given. Each has a cell that differs.
 * From the row `erased` on, everything is erased before the rows there, which are in order; `shown` is as after that.
 */
export function drawRows(
  shown: ScreenBuffer,
  wanted: ScreenBuffer,
  rows: readonly number[],
  features: Features,
  erased?: number,
): FrameDiff {
  const { columns, letters, styles } = wanted;
  let bytes = '';
  let pen = NO_STYLE;
  // After a letter in the last column terminals differ in where the cursor is.
  let x = shown.x < columns ? shown.x : Number.NaN;
  let { y } = shown;

  const add = (way: Segment): void => {
    bytes += way.text;
    pen = way.style;
  };
  const isBlank = (at: number): boolean => letters[at] === ' ' && styles[at] === NO_STYLE;

  /** Returns a cell with the change of style that it needs; a plain blank often needs none. */
  function cell(at: number, from: Style): Segment {
    const letter = letters[at] as string;
    const style = isBlank(at) && visibleOnBlank(from) === NO_STYLE ? from : (styles[at] as Style);
    return { text: sgrTransition(from, style) + letter, style };
  }

  /** Returns cells as output, changed or not. */
  function stretch(from: number, to: number, start: Style): Segment {
    let way: Segment = { text: '', style: start };
    for (let at = from; at < to; at++) {
      if (letters[at] === '') continue;
      const next = cell(at, way.style);
      way = { text: way.text + next.text, style: next.style };
    }
    return way;
  }

  function movesAlong(from: number, to: number, row: number): Segment[] {
    const by = to - from;
    const moves = by > 0 ? [csi(by, 'C')] : by < 0 ? ['\b'.repeat(-by), csi(-by, 'D')] : [''];
    if (by !== 0 && features.absolute) moves.push(csi(to + 1, 'G'));
    if (by < 0 && to === 0) moves.push('\r');
    const candidates = moves.map((text) => ({ text, style: pen }));
    // A short gap is cheaper to write again than to jump over; not from the middle of a wide letter, and only where
    // it is certain which letters stand there.
    const start = row * columns;
    const isShort = by > 0 && by < 12 && letters[start + from] !== '';
    if (isShort && !hasDoubtful(start + from, start + to))
      candidates.push(stretch(start + from, start + to, pen));
    return candidates;
  }

  function movesTo(toX: number, toY: number): Segment[] {
    const there = { text: place(toX, toY), style: pen };
    if (Number.isNaN(x)) return [there];
    const down = toY - y;
    if (down === 0) return [there, ...movesAlong(x, toX, toY)];
    const behind = (text: string) => (way: Segment) => ({ text: text + way.text, style: way.style });
    const straight = down > 0 ? csi(down, 'B') : csi(-down, 'A');
    const edges = [`\r${straight}`, ...(down > 0 ? [`\r${'\n'.repeat(down)}`] : [])];
    return [
      there,
      ...movesAlong(x, toX, toY).map(behind(straight)),
      ...edges.flatMap((edge) => movesAlong(0, toX, toY).map(behind(edge))),
    ];
  }

  /** Moves to a cell that is to be written in a style, by the cheapest way. */
  function move(toX: number, toY: number, style?: Style): void {
    if (x === toX && y === toY) return;
    const cost = (way: Segment) =>
      Buffer.byteLength(way.text) + (style === undefined ? 0 : sgrTransition(way.style, style).length);
    add(movesTo(toX, toY).reduce((best, way) => (cost(way) < cost(best) ? way : best)));
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

  /** Returns true if terminals may disagree on the width of a letter that is or will be there. */
  function hasDoubtful(from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      if (!isCertain(letters[at] as string) || !isCertain(shown.letters[at] as string)) return true;
    }
    return false;
  }

  /** Erases from a column to the end of the row, or of the screen. */
  function eraseFrom(column: number, row: number, end: 'J' | 'K'): void {
    move(column, row);
    const plain = visibleOnBlank(pen) === NO_STYLE ? pen : NO_STYLE;
    add({ text: `${sgrTransition(pen, plain)}\x1b[${end}`, style: plain });
  }

  /** Writes the cells that differ; the row is erased from a cell on when that is reached. */
  function writeRow(first: number, to: number, row: number, erase = Number.POSITIVE_INFINITY): void {
    for (let at = Math.min(first, erase); at < to; at++) {
      if (at === erase) eraseFrom(at - row * columns, row, 'K');
      const isThere = at < erase ? same(shown, wanted, at) : isBlank(at);
      if (letters[at] !== '' && !isThere) put(at, row);
    }
    if (erase >= to && Number.isFinite(erase)) eraseFrom(erase - row * columns, row, 'K');
  }

  /** Returns the cells from which the row may be erased, the last first: where old text is to become spaces. */
  function erasable(first: number, last: number, row: number): number[] {
    const start = row * columns;
    const cells: number[] = [];
    let stale = 0;
    for (let at = last; at >= first; at--) {
      if (!isBlank(at)) continue;
      const after = stale;
      for (; at >= start && isBlank(at); at--) if (!same(shown, wanted, at)) stale++;
      at++;
      if (stale === after || stale < MIN_STALE) continue;
      cells.push(Math.max(at, first));
      if (at === start && first > start) cells.push(start);
    }
    return hasDoubtful(last + 1, start + columns) ? cells.filter((at) => at > last) : cells;
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
      eraseFrom(first - start, row, 'K');
      for (let at = first; at < end; at++) if (letters[at] !== '' && !isBlank(at)) put(at, row);
      return;
    }
    const before = bytes;
    const from = { bytes: '', pen, x, y };
    const way = (to: number, erase?: number) => {
      ({ bytes, pen, x, y } = from);
      writeRow(first, to, row, erase);
      return { bytes, pen, x, y, size: Buffer.byteLength(bytes) };
    };
    let best = way(last + 1);
    for (const erase of erasable(first, last, row)) {
      const other = way(end, erase);
      if (other.size < best.size) best = other;
    }
    ({ pen, x, y } = best);
    bytes = before + best.bytes;
  }

  const above = erased === undefined ? rows.length : rows.filter((row) => row < erased).length;
  for (const row of rows.slice(0, above)) drawRow(row);
  if (erased !== undefined) eraseFrom(0, erased, 'J');
  for (const row of rows.slice(above)) drawRow(row);
  add({ text: sgrTransition(pen, NO_STYLE), style: NO_STYLE });
  if (modeOf(wanted, MODE.cursor)) move(Math.min(wanted.x, columns - 1), wanted.y);
  return { bytes, x, y };
}
