/** Shortens names so that unlike ones stay unlike: their ends tell them apart more often than their beginnings. */
import { textWidth, truncate } from './text-width.ts';

/** Returns the longest end of a text that fits a number of columns. */
function endOf(text: string, columns: number): string {
  const letters = [...text];
  let [from, width] = [letters.length, 0];
  while (from > 0) {
    const next = textWidth(letters[from - 1] ?? '');
    if (width + next > columns) break;
    width += next;
    from--;
  }
  return letters.slice(from).join('');
}

/** Maximum length of the letters in one column, in UTF-16 code units; more of an endless text isn't read. */
const MAX_LETTER_LENGTH = 8;
/** Maximum length of the names that are compared. */
const MAX_COMPARED = 4000;

/** Cuts a text in its middle to a number of columns. */
export function truncateMiddle(text: string, columns: number, mark = '…'): string {
  const near = columns * MAX_LETTER_LENGTH;
  if (text.length <= near && textWidth(text) <= columns) return text;
  const room = columns - textWidth(mark);
  if (room < 4) return truncate(text, columns, mark);
  const end = endOf(text.slice(-near), Math.ceil(room / 2));
  return truncate(text.slice(0, near), columns - textWidth(end), mark) + end;
}

/** Returns the number of letters that all texts begin with. */
function commonLength(texts: readonly (readonly string[])[]): number {
  const [first = [], ...others] = texts;
  let length = 0;
  while (length < first.length && others.every((letters) => letters[length] === first[length])) length++;
  return length;
}

/** Returns a text from a letter on, with a mark in the place of what is missing before and after. */
function from(letters: readonly string[], start: number, columns: number, mark: string): string {
  return truncate((start > 0 ? mark : '') + letters.slice(start).join(''), columns, mark);
}

/** Letters that stay in front of the first one that differs, so that it has a context. */
const CONTEXT = 3;

/** Shortens the names of one list to a number of columns. Names that differ read differently. */
export function shortenApart(names: readonly string[], columns: number, mark = '…'): Map<string, string> {
  const short = new Map([...new Set(names)].map((name) => [name, truncateMiddle(name, columns, mark)]));
  for (const group of groupsOf(short)) if (group.length > 1) spread(group);
  return short;

  /** Shows names that are cut alike from where they differ on, until all are unlike. */
  function spread(group: readonly string[]): void {
    const letters = new Map(group.map((name) => [name, [...name.slice(0, MAX_COMPARED)]]));
    const start = Math.max(0, commonLength([...letters.values()]) - CONTEXT);
    for (const [name, own] of letters) short.set(name, from(own, start, columns, mark));
    for (const alike of groupsOf(new Map(group.map((name) => [name, short.get(name) as string]))))
      if (alike.length > 1 && alike.length < group.length) spread(alike);
  }
}

/** Returns the names that are cut alike, together. */
function groupsOf(short: ReadonlyMap<string, string>): string[][] {
  const groups = new Map<string, string[]>();
  for (const [name, cut] of short) groups.set(cut, [...(groups.get(cut) ?? []), name]);
  return [...groups.values()];
}
