/** Measures, cuts, pads and wraps text by terminal columns: a Chinese character takes two. */
import { lazySegmenter } from './known-widths.ts';
import stringWidth from './string-width.ts';

const ASCII = /^[\x20-\x7e]*$/;

const letters = lazySegmenter(() => new Intl.Segmenter());

const widths = new Map<string, number>();

/** Returns the columns of a letter. Letters count one by one: terminals differ in what they join, and none takes more than the sum. */
function letterWidth(letter: string): number {
  let width = widths.get(letter);
  if (width === undefined) {
    width = stringWidth(letter);
    widths.set(letter, width);
  }
  return width;
}

export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

/** Length of the longest letter in UTF-16 code units; a flag has four. */
const LONGEST_LETTER = 8;

/** Cuts a text to a number of columns, with a mark at the end if something is missing. */
export function truncate(text: string, columns: number, mark = '…'): string {
  if (columns <= 0) return '';
  // Of an endless text no more is looked at than could be kept: safe letters have two marks at the most.
  const near = text.slice(0, columns * LONGEST_LETTER + LONGEST_LETTER);
  if (near.length === text.length && textWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of letters.segment(near)) {
    const next = textWidth(segment);
    if (width + next > columns - textWidth(mark)) break;
    kept += segment;
    width += next;
  }
  return kept + mark;
}

/** Cuts a text, or fills it with spaces, to exactly a number of columns. */
export function pad(text: string, columns: number, mark?: string): string {
  const cut = truncate(text, columns, mark);
  return cut + ' '.repeat(Math.max(0, columns - textWidth(cut)));
}

/** Matches the parts of Chinese text that stay on one line: a character, or a run of other letters, with its punctuation. */
const PIECE =
  /[（《「『【“]*(?:\p{Script=Han}|[^\p{Script=Han}（《「『【“，。、；：！？）》」』】”…％]+)[，。、；：！？）》」』】”…％]*|[（《「『【“，。、；：！？）》」』】”…％]+/gu;

/** Part of a text that stays on one line, and the gap before it. */
type Piece = readonly [gap: string, text: string];

/** Splits a text at its possible line breaks. Chinese has no spaces: a line may break between any two characters, not before a comma. */
function pieces(text: string): Piece[] {
  return text.split(' ').flatMap((word): Piece[] => {
    const parts = ASCII.test(word) ? [word] : (word.match(PIECE) ?? [word]);
    return parts.map((part, index) => [index === 0 ? ' ' : '', part]);
  });
}

/** Breaks a text into lines of at most a number of columns, between words if possible. Keeps the indentation. */
export function wrap(text: string, columns: number): string[] {
  const [blanks = ''] = /^ */.exec(text) ?? [];
  // Room for one wide character at least.
  const indent = blanks.slice(0, Math.max(0, columns - 2));
  const room = Math.max(1, columns - indent.length);
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const [gap, word] of pieces(text.slice(blanks.length))) {
    const wide = textWidth(word);
    const longer = line === '' ? wide : width + gap.length + wide;
    if (longer <= room) {
      line = line === '' ? word : line + gap + word;
      width = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    width = wide;
    while (width > room) {
      const head = truncate(line, room, '') || (line[0] as string);
      lines.push(head);
      line = line.slice(head.length);
      width -= textWidth(head);
    }
  }
  return [...lines, line].map((part) => indent + part);
}

/** Number of columns below which lines are left to the terminal's own wrapping, which is no worse. */
const NARROW = 20;

/** Breaks a line for people between words. An indented line, such as a command, stays whole so that it can be copied. */
export const wrapUnlessIndented = (line: string, columns: number): string[] =>
  /^ /.test(line) || columns < NARROW ? [line] : wrap(line, columns);
