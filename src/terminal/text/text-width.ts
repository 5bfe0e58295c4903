/** Text measured in terminal columns: a Chinese character takes two. */
import { segmenterFor } from './letters.ts';
import textWidth from './widths.ts';

const PLAIN = /^[\x20-\x7e]*$/;

const letters = segmenterFor(() => new Intl.Segmenter());

const known = new Map<string, number>();

/** Letters are counted one by one: terminals differ in what they join, and none takes more than the sum. */
function letterWidth(letter: string): number {
  let width = known.get(letter);
  if (width === undefined) {
    width = textWidth(letter);
    known.set(letter, width);
  }
  return width;
}

export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

/** In UTF-16 code units; a flag has four. */
const LONGEST_LETTER = 8;

/** The beginning of a text that fits into so many columns, with a mark where something is missing. */
export function cutTo(text: string, columns: number, mark = '…'): string {
  if (columns <= 0) return '';
  // Of an endless text no more is looked at than could be kept: safe letters have two marks at the most.
  const near = text.slice(0, columns * LONGEST_LETTER + LONGEST_LETTER);
  if (near.length === text.length && widthOf(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of letters.segment(near)) {
    const next = widthOf(segment);
    if (width + next > columns - widthOf(mark)) break;
    kept += segment;
    width += next;
  }
  return kept + mark;
}

/** A text cut or filled with blanks to exactly so many columns. */
export function padTo(text: string, columns: number): string {
  const cut = cutTo(text, columns);
  return cut + ' '.repeat(Math.max(0, columns - widthOf(cut)));
}

/** What stays on one line in Chinese: a character, or a run of other letters, with the marks that belong to it. */
const PIECE =
  /[（《「『【“]*(?:\p{Script=Han}|[^\p{Script=Han}（《「『【“，。、；：！？）》」』】”…％]+)[，。、；：！？）》」』】”…％]*|[（《「『【“，。、；：！？）》」』】”…％]+/gu;

/** A part of a text that stays on one line, with what stands between it and the part before. */
type Piece = readonly [gap: string, text: string];

/** Chinese is written without blanks: a line may break between any two of its characters, not before a comma. */
function pieces(text: string): Piece[] {
  return text.split(' ').flatMap((word): Piece[] => {
    const parts = PLAIN.test(word) ? [word] : (word.match(PIECE) ?? [word]);
    return parts.map((part, index) => [index === 0 ? ' ' : '', part]);
  });
}

/** Breaks a text into lines of at most so many columns, between words where it can; blanks in front stay. */
export function wrapTo(text: string, columns: number): string[] {
  const [blanks = ''] = /^ */.exec(text) ?? [];
  // Room for one wide character at least.
  const indent = blanks.slice(0, Math.max(0, columns - 2));
  const room = Math.max(1, columns - indent.length);
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const [gap, word] of pieces(text.slice(blanks.length))) {
    const wide = widthOf(word);
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
      const head = cutTo(line, room, '') || (line[0] as string);
      lines.push(head);
      line = line.slice(head.length);
      width -= widthOf(head);
    }
  }
  return [...lines, line].map((part) => indent + part);
}

/** In a narrower terminal lines are left to it. */
const NARROW = 20;

/** A line for people, broken between its words. What is indented, as a command is, stays whole and can be copied. */
export const brokenTo = (line: string, columns: number): string[] =>
  /^ /.test(line) || columns < NARROW ? [line] : wrapTo(line, columns);
