/** Terminals that differ in the width of emoji: one that agrees with us on every letter, besides xterm's default. */
import type { Terminal } from '@xterm/headless';
import { textWidth } from '../../src/terminal/text/text-width.ts';

/** Packs xterm's own format: the width in bits 1 and 2, joining the letter before in bit 0. */
const property = (width: number, joins: boolean): number => (width << 1) | (joins ? 1 : 0);

/** Makes a terminal count columns as we do; xterm's default takes one for an emoji. */
export function agree(terminal: Terminal): Terminal {
  const widthFor = (code: number): 0 | 1 | 2 =>
    Math.min(2, textWidth(String.fromCodePoint(code))) as 0 | 1 | 2;
  terminal.unicode.register({
    version: 'ours',
    wcwidth: widthFor,
    charProperties(code, before) {
      const own = widthFor(code);
      const base = (before >> 1) & 3;
      return own === 0 && base > 0 ? property(base, true) : property(own, false);
    },
  } as Parameters<Terminal['unicode']['register']>[0]);
  terminal.unicode.activeVersion = 'ours';
  return terminal;
}
