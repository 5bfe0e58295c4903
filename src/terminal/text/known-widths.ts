/** Letters whose width all terminals agree on, and which never join the letter before. */

/** Latin, Greek, Cyrillic, punctuation, arrows, box drawing, the marks of the screen: one column each. */
const NARROW =
  '\\x20-\\x7e\\xa1-\\xac\\xae-\\u02ff\\u0391-\\u03ff\\u0400-\\u0482\\u048a-\\u052f\\u2010-\\u2027\\u2030-\\u205e\\u20ac\\u2190-\\u2193\\u21b5\\u2212\\u2500-\\u25fc\\u25ff\\u2713\\u2717\\ufffd';
/** Chinese, Japanese, Korean: two columns each. */
const WIDE =
  '\\u3001-\\u3029\\u3041-\\u3096\\u30a1-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60';

const ONE = new RegExp(`^[${NARROW}]$`);
const TWO = new RegExp(`^[${WIDE}]$`);
/** Known letters, escapes and line breaks, each of which is one of its own. */
const CERTAIN = new RegExp(`^[\\x1b\\n${NARROW}${WIDE}]*$`);

/** Returns the columns of a letter; undefined for emoji, combining marks, and everything else that terminals disagree on. */
export function knownWidth(letter: string): 1 | 2 | undefined {
  if (letter.length === 1 && letter >= ' ' && letter <= '~') return 1;
  if (ONE.test(letter)) return 1;
  return TWO.test(letter) ? 2 : undefined;
}

export interface Segment {
  readonly segment: string;
  readonly index: number;
}

/**
 * Returns a segmenter for what people see as single letters. The system's tables for it take 7 ms to load, so text that
 * doesn't need them is split without.
 */
export function lazySegmenter(make: () => Intl.Segmenter) {
  let segmenter: Intl.Segmenter | undefined;
  return {
    segment(text: string): Iterable<Segment> {
      if (CERTAIN.test(text)) return Array.from(text, (segment, index) => ({ segment, index }));
      segmenter ??= make();
      return segmenter.segment(text);
    },
  };
}
