/**
 * How many columns a text takes, as `string-width` has it. Where all letters are certain they are counted here, as that
 * package takes 20 ms to tell its first one. The bundle gives this to Ink in place of the package.
 */
import stringWidth, { type Options } from 'string-width';
import { certainWidth } from './letters.ts';

const STYLES = /\x1b\[[\d;]*m/g;

/** The same as `stringWidth` of string-width, sooner. */
export default function textWidth(text: string, options: Options = {}): number {
  let width = 0;
  for (const letter of options.countAnsiEscapeCodes ? text : text.replace(STYLES, '')) {
    const own = certainWidth(letter);
    if (own === undefined || options.ambiguousIsNarrow === false) return stringWidth(text, options);
    width += own;
  }
  return width;
}
