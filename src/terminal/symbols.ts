/** Marks of screen and commands, in Unicode and in ASCII. */
import { sanitize } from './text/sanitize.ts';

export interface Symbols {
  readonly here: string;
  readonly done: string;
  readonly todo: string;
  readonly changed: string;
  readonly error: string;
  readonly warning: string;
  readonly unknown: string;
  readonly rule: string;
  /** Mark of a truncated text. */
  readonly cut: string;
  /** A bar of progress: the part that is done, and the rest. */
  readonly full: string;
  readonly empty: string;
}

const UNICODE: Symbols = {
  here: '▸',
  done: '✓',
  todo: '·',
  changed: '~',
  error: '✗',
  warning: '!',
  unknown: '?',
  rule: '─',
  cut: '…',
  full: '█',
  empty: '░',
};
const ASCII: Symbols = {
  here: '>',
  done: '+',
  todo: '.',
  changed: '~',
  error: 'x',
  warning: '!',
  unknown: '?',
  rule: '-',
  cut: '~',
  full: '#',
  empty: '.',
};

export const symbolsFor = (ascii: boolean): Symbols => (ascii ? ASCII : UNICODE);

const EQUIVALENT: Readonly<Record<string, string>> = {
  '→': '->',
  '←': '<-',
  '↑': 'Up',
  '↓': 'Down',
  '↵': 'Enter',
  '⏎': 'Enter',
  '…': '...',
  '−': '-',
  '–': '-',
  '—': '-',
  '×': 'x',
  '·': '-',
  '▏': '|',
};

/** Converts the program's own text to ASCII for a terminal without UTF-8: characters without an equivalent become `?`. */
export function toAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (letter) => EQUIVALENT[letter] ?? '?');
}

/** A line that is safe to write to a terminal, in what the terminal can show. */
export const safeLine = (line: string, ascii: boolean): string =>
  ascii ? toAscii(sanitize(line)) : sanitize(line);
