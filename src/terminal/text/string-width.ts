/**
 * Counts the columns of a text, with the results of the package `string-width`. If the width of all letters is known they
 * are counted here, as that package takes 20 ms for its first one. The bundle gives this to Ink in place of the package.
 */
import exactStringWidth, { type Options } from 'string-width';
import { knownWidth } from './known-widths.ts';

const STYLES = /\x1b\[[\d;]*m/g;

/** Returns the columns of a text, as `stringWidth` of string-width does, faster. */
export default function stringWidth(text: string, options: Options = {}): number {
  let width = 0;
  for (const letter of options.countAnsiEscapeCodes ? text : text.replace(STYLES, '')) {
    const own = knownWidth(letter);
    if (own === undefined || options.ambiguousIsNarrow === false) return exactStringWidth(text, options);
    width += own;
  }
  return width;
}
