/**
 * One look at a JSON text before it is parsed: which limits it exceeds, and where it has numbers that JavaScript would
 * change, such as `0.0`, `-0`, `1E5`, and integers beyond 2^53.
 */

export interface JsonLimits {
  /** Levels of lists and objects; at most 500, since deeper ones would overflow the stack later. */
  readonly depth: number;
  /** Digits in a row in one number. */
  readonly digits: number;
  /** Keys of one object. */
  readonly keys: number;
  /** Elements of one list. */
  readonly elements: number;
  /** Values in all. */
  readonly values: number;
}

/** A place in a container: a position in a list, or a name in an object by the offsets of its quotes. */
export interface Place {
  /** Undefined for the place of the document. */
  readonly holder: Holder | undefined;
  /** The position in a list. */
  readonly position: number;
  readonly nameFrom: number;
  readonly nameTo: number;
}

/** A container with an inexact number in it, and its own place. */
export interface Holder extends Place {
  /** The number of keys in the text, of which some may be the same. None in a list. */
  keys: number;
}

export interface InexactNumber extends Place {
  readonly text: string;
  /** The offset of its first character. */
  readonly from: number;
}

export interface JsonScan {
  /** The first limit that the text exceeds. What follows it wasn't looked at. */
  readonly exceeded: keyof JsonLimits | undefined;
  /** In the order of the text. */
  readonly inexact: readonly InexactNumber[];
}

/** The maximum nesting depth. */
const DEEPEST = 500;
/** More than fits into a string. */
const NO_LIMIT = 2 ** 30;
/** The limits of every text: files of the user may be as large as they like. */
export const DEPTH_ONLY: JsonLimits = {
  ...{ depth: DEEPEST, digits: NO_LIMIT, keys: NO_LIMIT, elements: NO_LIMIT, values: NO_LIMIT },
};

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
/** Integers with up to this many digits are exact. */
const SAFE_DIGITS = 15;
/** Start of the count of an object's commas: so far below zero that it never reaches a list's. */
const OBJECT = -NO_LIMIT;

const [QUOTE, COMMA, MINUS, ZERO, NINE, COLON, BACKSLASH] = [0x22, 0x2c, 0x2d, 0x30, 0x39, 0x3a, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;
/** Returns true for `.`, `e`, `E`, `+` and `-`: the characters of a number besides digits. */
const isInNumber = (code: number): boolean =>
  code === 0x2e || code === 0x65 || code === 0x45 || code === 0x2b || code === MINUS;

/** Returns true if a backslash before a quote belongs to it. */
function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++;
  return slashes % 2 === 1;
}

/** Of each container around the current one: its commas so far, and the quotes of the last string before it. */
const [counts, namesFrom, namesTo] = [DEEPEST, DEEPEST, DEEPEST].map((most) => new Int32Array(most + 1)) as [
  Int32Array,
  Int32Array,
  Int32Array,
];

/** Returns the holder at a depth, and makes those that it is in; undefined at depth 0. */
function holderAt(depth: number, holders: (Holder | undefined)[]): Holder | undefined {
  const known = holders[depth];
  if (known || depth === 0) return known;
  const outer = depth - 1;
  const made: Holder = {
    holder: holderAt(outer, holders),
    position: counts[outer] as number,
    nameFrom: namesFrom[outer] as number,
    nameTo: namesTo[outer] as number,
    keys: 0,
  };
  holders[depth] = made;
  return made;
}

/** Looks at each character once. Invalid JSON is left to the parser, but never reported as a number. */
export function scanJson(text: string, limits: JsonLimits = DEPTH_ONLY): JsonScan {
  const inexact: InexactNumber[] = [];
  const holders: (Holder | undefined)[] = [];
  const { length } = text;
  const ended = (exceeded: JsonScan['exceeded']) => ({ exceeded, inexact });
  const mostKeys = OBJECT + limits.keys;
  let [depth, count, values, nameFrom, nameTo] = [0, 0, 1, 0, 0];
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      nameFrom = at;
      do {
        at = text.indexOf('"', at + 1);
        if (at < 0) return ended(undefined);
      } while (text.charCodeAt(at - 1) === BACKSLASH && isEscaped(text, at));
      nameTo = at;
      if (text.charCodeAt(at + 1) === COLON) at++;
    } else if (code === COMMA) {
      if (++count >= limits.elements) return ended('elements');
      if (count === mostKeys) return ended('keys');
      if (++values > limits.values) return ended('values');
    } else if (isDigit(code) || code === MINUS) {
      const from = at;
      let next = text.charCodeAt(++at);
      while (isDigit(next)) next = text.charCodeAt(++at);
      const isShort = at - from <= SAFE_DIGITS && (code > ZERO || at - from === 1);
      if (!isShort || isInNumber(next)) {
        while (isDigit(next) || isInNumber(next)) next = text.charCodeAt(++at);
        const number = text.slice(from, at);
        if (number.length > limits.digits && hasRun(number, limits.digits)) return ended('digits');
        if (String(Number(number)) !== number && NUMBER.test(number)) {
          const holder = holderAt(depth, holders);
          inexact.push({ holder, position: count, nameFrom, nameTo, text: number, from });
        }
      }
      at--;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      counts[depth] = count;
      namesFrom[depth] = nameFrom;
      namesTo[depth] = nameTo;
      count = code === OPEN_LIST ? 0 : OBJECT;
      if (++depth > limits.depth) return ended('depth');
      if (++values > limits.values) return ended('values');
    } else if ((code === CLOSE_LIST || code === CLOSE_OBJECT) && depth > 0) {
      const holder = holders[depth];
      if (holder) {
        holder.keys = count < 0 ? count - OBJECT + 1 : 0;
        holders[depth] = undefined;
      }
      count = counts[--depth] as number;
    }
  }
  return ended(undefined);
}

/** Returns true if a number has more than `most` digits in a row. */
const hasRun = (number: string, most: number): boolean =>
  number.split(/\D/).some((digits) => digits.length > most);
