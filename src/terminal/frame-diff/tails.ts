/** Finds the ends of rows that share a style, so that they can be drawn one after another. */
import { isCertain, same } from './drawing.ts';
import type { ScreenBuffer } from './screen-buffer.ts';
import { NO_STYLE, type Style } from './sgr.ts';

/** Returns the cells from which changed rows have one style to their end, by the style that most of them have. */
export function tailsOf(shown: ScreenBuffer, wanted: ScreenBuffer): readonly number[] {
  const byStyle = new Map<Style, number[]>();
  for (let y = 0; y < wanted.rows; y++) {
    const tail = tailOf(shown, wanted, y * wanted.columns);
    if (tail) byStyle.set(tail.style, [...(byStyle.get(tail.style) ?? []), tail.at]);
  }
  return [...byStyle.values()].reduce((most, tails) => (tails.length > most.length ? tails : most), []);
}

/** Returns the end of a row that changes and has a style of its own; undefined for any other row. */
function tailOf(
  shown: ScreenBuffer,
  wanted: ScreenBuffer,
  start: number,
): { readonly at: number; readonly style: Style } | undefined {
  const { columns, letters, styles } = wanted;
  let at = start + columns;
  while (at > start && letters[at - 1] === ' ' && styles[at - 1] === NO_STYLE) at--;
  const style = styles[at - 1];
  if (at === start || !style) return undefined;
  let isChanged = false;
  const end = at;
  for (let cell = start; cell < start + columns; cell++) {
    if (!isCertain(letters[cell] as string) || !isCertain(shown.letters[cell] as string)) return undefined;
    if (cell >= end || styles[cell] !== style) continue;
    at = Math.min(at, cell);
    isChanged ||= !same(shown, wanted, cell);
  }
  for (let cell = at; cell < end; cell++)
    if (styles[cell] !== style && letters[cell] !== ' ') return undefined;
  return isChanged ? { at, style } : undefined;
}

/** Returns true if old text is to become spaces. */
export function hasStale(shown: ScreenBuffer, wanted: ScreenBuffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (wanted.letters[at] === ' ' && !same(shown, wanted, at)) return true;
  }
  return false;
}
