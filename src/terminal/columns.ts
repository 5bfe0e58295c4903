/** Text measured in terminal columns: a Chinese character takes two. */
import stringWidth from 'string-width';

const PLAIN = /^[\x20-\x7e]*$/;

export const widthOf = (text: string): number => (PLAIN.test(text) ? text.length : stringWidth(text));

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

/** Breaks a text into lines of at most so many columns, between words where it can. */
export function wrapTo(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns) line = longer;
    else {
      if (line !== '') lines.push(line);
      line = word;
      while (widthOf(line) > columns) {
        const head = cutTo(line, columns, '');
        lines.push(head);
        line = line.slice(head.length);
      }
    }
  }
  return [...lines, line];
}
