/** Finds a short output that turns one screen into another. */
import { drawRows, type FrameDiff, same } from './drawing.ts';
import { clone, erase, MODE, modeOf, type ScreenBuffer } from './screen-buffer.ts';
import { applyScroll, findMovedBlock, scrollSequence } from './scroll-region.ts';
import { type Features, lineBytes, place, privateMode } from './sequences.ts';
import { NO_STYLE, type Style } from './sgr.ts';
import { hasStale, tailsOf } from './tails.ts';

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

/** Size in bytes from which a change is searched for rows that only moved, and for what is erased at once. */
const LONG = 200;

/**
 * Returns the output that turns one screen into another of the same size. The style is plain before and after. A visible
 * cursor ends in its place.
 */
export function diffFrames(shown: ScreenBuffer, wanted: ScreenBuffer, features: Features): FrameDiff {
  const inPlace = redrawn(shown, wanted, features);
  if (sizeOf(inPlace) <= LONG) return inPlace;
  const others = [
    features.lines ? scrolled(shown, wanted, features) : undefined,
    erased(shown, wanted, features),
    tailsLast(shown, wanted, features),
  ];
  return others.reduce<FrameDiff>(
    (best, other) => (other && sizeOf(other) < sizeOf(best) ? other : best),
    inPlace,
  );
}

/** Returns the bytes that a change takes on the line: the measure of every choice. */
const sizeOf = ({ bytes }: FrameDiff): number => lineBytes(bytes);

/** Moves the largest block of rows that only moved, and redraws the rest; undefined if there is none. */
function scrolled(shown: ScreenBuffer, wanted: ScreenBuffer, features: Features): FrameDiff | undefined {
  const block = findMovedBlock(shown, wanted);
  if (!block) return undefined;
  const { bytes, y } = scrollSequence(block);
  const rest = redrawn({ ...applyScroll(shown, block), x: Number.NaN, y }, wanted, features);
  return { ...rest, bytes: bytes + rest.bytes };
}

/** Number of rows to empty from which all below are erased at once. */
const MIN_EMPTIED = 3;

/** Erases everything from the longest run of rows on that become empty, and draws again what stays below. */
function erased(shown: ScreenBuffer, wanted: ScreenBuffer, features: Features): FrameDiff | undefined {
  const { columns, rows } = wanted;
  let [from, most] = [0, MIN_EMPTIED - 1];
  for (let y = 0, run = 0; y < rows; y++) {
    run = isEmpty(wanted, y) && !isEmpty(shown, y) ? run + 1 : 0;
    if (run > most) [from, most] = [y - run + 1, run];
  }
  if (most < MIN_EMPTIED) return undefined;
  const after = clone(shown);
  erase(after, from * columns, rows * columns);
  return drawRows(after, wanted, changedRows(after, wanted), features, from);
}

const isEmpty = ({ columns, letters, styles }: ScreenBuffer, y: number): boolean => {
  for (let at = y * columns; at < (y + 1) * columns; at++)
    if (letters[at] !== ' ' || styles[at] !== NO_STYLE) return false;
  return true;
};

/**
 * Draws all rows without their ends in the most frequent style, then these: the style changes once, and not twice a row.
 * Undefined if there are none.
 */
function tailsLast(shown: ScreenBuffer, wanted: ScreenBuffer, features: Features): FrameDiff | undefined {
  const tails = tailsOf(shown, wanted);
  if (tails.length < 2) return undefined;
  const between = clone(wanted);
  between.modes.set(MODE.cursor, false);
  for (const from of tails) {
    const start = from - (from % wanted.columns);
    const end = start + wanted.columns;
    erase(between, from, end);
    if (hasStale(shown, wanted, start, from)) continue;
    // Nothing else is to be erased in the row: what is there is written over.
    for (let at = from; at < end; at++) {
      const isHalf = at === from && shown.letters[at] === '';
      between.letters[at] = isHalf ? ' ' : (shown.letters[at] as string);
      between.styles[at] = isHalf ? NO_STYLE : (shown.styles[at] as Style);
    }
  }
  const { bytes, x, y } = redrawn(shown, between, features);
  const rest = redrawn({ ...between, x, y }, wanted, features);
  return { ...rest, bytes: bytes + rest.bytes };
}

/** Redraws every changed row in its place. */
function redrawn(shown: ScreenBuffer, wanted: ScreenBuffer, features: Features): FrameDiff {
  const rows = changedRows(shown, wanted);
  const topDown = drawRows(shown, wanted, rows, features);
  if (!modeOf(wanted, MODE.cursor) || !rows.includes(wanted.y)) return topDown;
  // The row with the cursor may be cheaper as the last one: then the cursor is nearly there.
  const others = rows.filter((y) => y !== wanted.y);
  const cursorLast = drawRows(shown, wanted, [...others, wanted.y], features);
  return sizeOf(cursorLast) < sizeOf(topDown) ? cursorLast : topDown;
}

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
