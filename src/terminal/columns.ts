/** Text measured in terminal columns: a Chinese character takes two. */
import stringWidth from 'string-width';

const PLAIN = /^[\x20-\x7e]*$/;

const known = new Map<string, number>();

/** Letters are counted one by one: terminals differ in what they join, and none takes more than the sum. */
function letterWidth(letter: string): number {
  let width = known.get(letter);
  if (width === undefined) {
    width = stringWidth(letter);
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

/** The beginning of a text that fits into so many columns, with a mark where something is missing. */
export function cutTo(text: string, columns: number, mark = '…'): string {
  if (columns <= 0) return '';
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
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

/** Breaks a text into lines of at most so many columns, between words where it can; blanks in front stay. */
export function wrapTo(text: string, columns: number): string[] {
  const [indent = ''] = /^ */.exec(text) ?? [];
  const room = Math.max(1, columns - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.slice(indent.length).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (widthOf(line) > room) {
      const head = cutTo(line, room, '') || (line[0] as string);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return [...lines, line].map((part) => indent + part);
}
