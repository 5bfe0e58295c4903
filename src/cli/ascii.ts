/** Text for a terminal with or without UTF-8. */
import { supportsUnicode } from '../terminal/capabilities.ts';
import { type Symbols, safeLine, symbolsFor, toAscii } from '../terminal/symbols.ts';
import { currentLanguage } from '../text/text.ts';

/** True if the locale isn't UTF-8. With --lang zh it is false: who asks for Chinese can see it. */
export const asciiOnly = (): boolean => !supportsUnicode(process.env) && currentLanguage() === 'en';

export const marks = (): Symbols => symbolsFor(asciiOnly());

/** Makes a line safe to print: without control characters, and in ASCII if the locale needs it. */
export const printable = (line: string): string => safeLine(line, asciiOnly());

/** Makes many lines safe to print. Asks for the locale only once, as there may be 65,535. */
export function printableAll(lines: readonly string[]): string[] {
  const ascii = asciiOnly();
  return lines.map((line) => safeLine(line, ascii));
}

/** Makes a text of our own printable. Keeps its line ends and tabs. */
export const printableText = (own: string): string =>
  asciiOnly() ? own.replace(/[^\x00-\x7f]+/g, toAscii) : own;
