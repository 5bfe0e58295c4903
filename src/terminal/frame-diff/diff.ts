/** Finds a short output that turns one screen into another. */

import { knownWidth } from '../text/known-widths.ts';
import { MODE, modeOf, type ScreenBuffer } from './screen-buffer.ts';
import { applyScroll, findMovedBlock, scrollSequence } from './scroll-region.ts';
import { NO_STYLE, type Style, sgrTransition, visibleOnBlank } from './sgr.ts';

/** Returns true if terminals agree on the width of a cell's letter; it is empty in the right half of a wide one. */
const isCertain = (letter: string): boolean => letter === '' || knownWidth(letter) !== undefined;

const csi = (n: number, end: string): string => (n === 1 ? `\x1b[${end}` : `\x1b[${n}${end}`);
/** Moves to a cell. Both numbers are given: some terminals don't understand `ESC [ ; 5 H`. */
const place = (x: number, y: number): string => (x > 0 ? `\x1b[${y + 1};${x + 1}H` : csi(y + 1, 'H'));

/** Features of a terminal beyond text, CR, LF, BS, `ESC [ … A B C D H J K` and SGR. */
export interface Features {
  /** `ESC [ n G` moves to a column. */
  readonly absolute: boolean;
  /** `ESC [ n L` and `ESC [ n M` insert and delete lines. */
  readonly lines: boolean;
  /** Private modes: the cursor (25), the alternate screen (1049), bracketed paste (2004), synchronized output (2026). */
  readonly cursor: boolean;
  readonly alternate: boolean;
  readonly paste: boolean;
  readonly synchronized: boolean;
}

const FEATURE_OF_MODE: Readonly<Record<number, keyof Features>> = {
  [MODE.cursor]: 'cursor',
  [MODE.alternate]: 'alternate',
  [MODE.paste]: 'paste',
  [MODE.synchronized]: 'synchronized',
};

/** Returns the sequence that sets or resets a private mode; empty if the terminal doesn't know it. */
export function privateMode(mode: number, on: boolean, features: Features): string {
  const feature = FEATURE_OF_MODE[mode];
  return feature && !features[feature] ? '' : `\x1b[?${mode}${on ? 'h' : 'l'}`;
}

/**
 * Returns the modes that differ. A cursor that is to show, and the way back to the main screen, come after all drawing.
 * A terminal without an alternate screen, or with it turned off as in GNU screen, goes on below what was drawn.
 */
export function modeChanges(
  shown: ScreenBuffer,
  wanted: ScreenBuffer,
  features: Features,
): { before: string; after: string } {
  let before = '';
  let after = '';
  for (const [mode, on] of wanted.modes) {
    if (mode === MODE.synchronized || modeOf(shown, mode) === on) continue;
    const code = privateMode(mode, on, features);
    if (mode === MODE.alternate) {
      if (on) before = code + before;
      else after += `${place(0, wanted.rows - 1)}\r\n${code}`;
    } else if (mode === MODE.cursor && on) after = code + after;
    else before += code;
  }
  return { before, after };
}

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

/** Size in bytes from which a change is searched for rows that only moved. */
const LONG = 200;

/**
 * Returns the output that turns one screen into another of the same size. The style is plain before and after. A visible
 * cursor ends in its place.
 */
export function diffFrames(shown: ScreenBuffer, wanted: ScreenBuffer, features: Features): FrameDiff {
  const inPlace = redrawn(shown, wanted, features);
  const size = Buffer.byteLength(inPlace.bytes);
  const block = features.lines && size > LONG ? findMovedBlock(shown, wanted) : undefined;
  if (!block) return inPlace;
  const { bytes, y } = scrollSequence(block);
  const rest = redrawn({ ...applyScroll(shown, block), x: Number.NaN, y }, wanted, features);
  const moving = { ...rest, bytes: bytes + rest.bytes };
  return Buffer.byteLength(moving.bytes) < size ? moving : inPlace;
}

/** Redraws every changed row in its place. */
function redrawn(shown: ScreenBuffer, wanted: ScreenBuffer, features: Features): FrameDiff {
  const rows = changedRows(shown, wanted);
  const topDown = drawn(shown, wanted, rows, features);
  if (!modeOf(wanted, MODE.cursor) || !rows.includes(wanted.y)) return topDown;
  // The row with the cursor may be cheaper as the last one: then the cursor is nearly there.
  const others = rows.filter((y) => y !== wanted.y);
  const cursorLast = drawn(shown, wanted, [...others, wanted.y], features);
  return cursorLast.bytes.length < topDown.bytes.length ? cursorLast : topDown;
}

const same = (a: ScreenBuffer, b: ScreenBuffer, at: number): boolean =>
  a.letters[at] === b.letters[at] && a.styles[at] === b.styles[at];

function changedRows(shown: ScreenBuffer, wanted: ScreenBuffer): number[] {
  const rows: number[] = [];
  for (let at = 0; at < wanted.letters.length; at++) {
    if (same(shown, wanted, at)) continue;
    const y = Math.floor(at / wanted.columns);
    rows.push(y);
    at = (y + 1) * wanted.columns - 1;
  }
  return rows;
}

function drawn(
  shown: ScreenBuffer,
  wanted: ScreenBuffer,
  rows: readonly number[],
  features: Features,
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

  function clearFrom(column: number, row: number): void {
    move(column, row);
    const plain = visibleOnBlank(pen) === NO_STYLE ? pen : NO_STYLE;
    add({ text: `${sgrTransition(pen, plain)}\x1b[K`, style: plain });
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
  add({ text: sgrTransition(pen, NO_STYLE), style: NO_STYLE });
  if (modeOf(wanted, MODE.cursor)) move(Math.min(wanted.x, columns - 1), wanted.y);
  return { bytes, x, y };
}
