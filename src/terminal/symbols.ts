/** The marks of the screen, in Unicode and for terminals that only know ASCII. */
export interface Marks {
  readonly here: string;
  readonly done: string;
  readonly todo: string;
  readonly changed: string;
  readonly error: string;
  readonly warning: string;
  readonly unknown: string;
  readonly rule: string;
}

const UNICODE: Marks = {
  here: '▸',
  done: '✓',
  todo: '·',
  changed: '~',
  error: '✗',
  warning: '!',
  unknown: '?',
  rule: '─',
};
const ASCII: Marks = {
  here: '>',
  done: '+',
  todo: '.',
  changed: '~',
  error: 'x',
  warning: '!',
  unknown: '?',
  rule: '-',
};

export const marksFor = (ascii: boolean): Marks => (ascii ? ASCII : UNICODE);

const EQUIVALENT: Readonly<Record<string, string>> = {
  '→': '->',
  '←': '<-',
  '↑': 'Up',
  '↓': 'Down',
  '↵': 'Enter',
  '…': '...',
  '−': '-',
  '–': '-',
  '×': 'x',
  '·': '-',
  '▏': '|',
};

/** Our own text for a terminal without UTF-8: every other character beyond ASCII becomes `?`. */
export function toAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (letter) => EQUIVALENT[letter] ?? '?');
}
