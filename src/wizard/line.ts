/** A line of text under a cursor, edited grapheme by grapheme. */
import type { Line } from './state.ts';

let segmenter: Intl.Segmenter | undefined;

/** Splits text into what people see as single characters. */
export function graphemes(text: string): string[] {
  if (/^[\x20-\x7e]*$/.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

export const newLine = (typed: string): Line => ({ typed, at: graphemes(typed).length });

/** Text that may stand in a line: no control characters; line breaks and tabs become single blanks. */
export function cleaned(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, '');
}

export function insert(line: Line, text: string): Line {
  const letters = graphemes(line.typed);
  const head = letters.slice(0, line.at).join('') + text;
  return { typed: head + letters.slice(line.at).join(''), at: graphemes(head).length };
}

const cut = (line: Line, from: number, to: number): Line => {
  const letters = graphemes(line.typed);
  return { typed: [...letters.slice(0, from), ...letters.slice(to)].join(''), at: from };
};

const clamp = (line: Line, at: number): Line => ({
  ...line,
  at: Math.max(0, Math.min(at, graphemes(line.typed).length)),
});

function wordStart(line: Line): number {
  const letters = graphemes(line.typed);
  let at = line.at;
  while (at > 0 && letters[at - 1] === ' ') at--;
  while (at > 0 && letters[at - 1] !== ' ') at--;
  return at;
}

/** What keys do to a line, by the names of the keymap's actions. */
export const LINE_ACTIONS: Readonly<Record<string, (line: Line) => Line>> = {
  charLeft: (line) => clamp(line, line.at - 1),
  charRight: (line) => clamp(line, line.at + 1),
  lineStart: (line) => clamp(line, 0),
  lineEnd: (line) => clamp(line, Number.MAX_SAFE_INTEGER),
  eraseLeft: (line) => (line.at === 0 ? line : cut(line, line.at - 1, line.at)),
  eraseRight: (line) => cut(line, line.at, line.at + 1),
  eraseToStart: (line) => cut(line, 0, line.at),
  eraseToEnd: (line) => ({ ...cut(line, line.at, Number.MAX_SAFE_INTEGER), at: line.at }),
  eraseWord: (line) => cut(line, wordStart(line), line.at),
};
