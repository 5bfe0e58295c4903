/** Finds the numbers of a JSON text that JavaScript would change: `0.0`, `-0`, `1E5`, integers beyond 2^53. */

/** A part of a text, in UTF-16 code units. */
export interface TextRange {
  readonly from: number;
  /** The offset after the last character. */
  readonly to: number;
}

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
/** The maximum nesting depth. API documents have fewer than ten levels; deeper ones would overflow the stack later. */
const DEEPEST = 500;
/** Integers with up to this many digits are exact. */
const SAFE_DIGITS = 15;

const QUOTE = 0x22;
const MINUS = 0x2d;
const ZERO = 0x30;
const BACKSLASH = 0x5c;
const isDigit = (code: number): boolean => code >= ZERO && code <= 0x39;
/** Returns true for `.`, `e`, `E`, `+` and `-`: the characters of a number besides digits. */
const isInNumber = (code: number): boolean =>
  code === 0x2e || code === 0x65 || code === 0x45 || code === 0x2b || code === MINUS;

/** Returns the position of the closing quote of a string that begins at `from`. */
function stringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

/**
 * Finds the inexact numbers of a JSON text, in order. Invalid JSON is left to the parser, but never reported as a
 * number. Throws SyntaxError if the nesting is too deep.
 */
export function findInexactNumbers(text: string): TextRange[] {
  const inexact: TextRange[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at);
    } else if (code === 0x7b || code === 0x5b) {
      if (++depth > DEEPEST) throw new SyntaxError(`nested more than ${DEEPEST} levels deep`);
    } else if (code === 0x7d || code === 0x5d) {
      depth--;
    } else if (isDigit(code) || code === MINUS) {
      const from = at;
      let plain = code !== MINUS && (code !== ZERO || !isDigit(text.charCodeAt(at + 1)));
      for (let next = text.charCodeAt(at + 1); ; next = text.charCodeAt(++at + 1)) {
        if (isInNumber(next)) plain = false;
        else if (!isDigit(next)) break;
      }
      if (plain && at - from < SAFE_DIGITS) continue;
      const number = text.slice(from, at + 1);
      if (String(Number(number)) !== number && NUMBER.test(number)) inexact.push({ from, to: at + 1 });
    }
  }
  return inexact;
}
