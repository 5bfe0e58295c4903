/**
 * Limits of what is read from a response: well above the largest task (65,535 volumes are about 16 MB and 800,000
 * values), and small enough that memory and time stay bounded whatever comes.
 */

/** Body of a response, packed or unpacked. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;
export const MAX_LIMITS = {
  /** Levels of lists and objects; documents of the API have fewer than ten. */
  depth: 100,
  /** Digits in a row in one number; 64-bit integers have 19. BigInt takes seconds for millions of them. */
  digits: 400,
  /** Keys of one object; documents of the API have 40. V8 takes half a minute for two million names. */
  keys: 1000,
  /** Elements of one list. The schema's longest is 65,535. */
  elements: 200_000,
  /** Values in all. An empty list of three characters takes 40 bytes of memory. */
  values: 1_200_000,
} as const;
export type LimitName = keyof typeof MAX_LIMITS;

const [QUOTE, BACKSLASH, COMMA, ZERO, NINE] = [0x22, 0x5c, 0x2c, 0x30, 0x39];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Start of the count of an object's commas: so far below zero that it never reaches a list's. */
const OBJECT = -MAX_BODY_BYTES;

/** Finds the first limit that a JSON text exceeds, before it is parsed; undefined if it exceeds none. */
export function exceededLimit(text: string): LimitName | undefined {
  /** Commas so far in each open list or object; below zero in an object. */
  const open: number[] = [];
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code === COMMA) {
      const commas = open.pop() ?? 0;
      if (commas + 1 >= MAX_LIMITS.elements) return 'elements';
      if (commas === OBJECT + MAX_LIMITS.keys - 1) return 'keys';
      open.push(commas + 1);
      if (++values > MAX_LIMITS.values) return 'values';
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (open.push(code === OPEN_LIST ? 0 : OBJECT) > MAX_LIMITS.depth) return 'depth';
      if (++values > MAX_LIMITS.values) return 'values';
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      open.pop();
    } else if (code >= ZERO && code <= NINE) {
      const from = at;
      while (isDigit(text.charCodeAt(at + 1))) at++;
      if (at - from >= MAX_LIMITS.digits) return 'digits';
    }
  }
  return undefined;
}

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

/** Returns the place of the quote that ends the string beginning at `from`. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}
