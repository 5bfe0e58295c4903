/** A text input with a cursor, edited grapheme by grapheme. */
import type { TextInput } from '../state.ts';

let segmenter: Intl.Segmenter | undefined;

/** Splits text into what people see as single characters. */
export function graphemes(text: string): string[] {
  if (/^[\x20-\x7e]*$/.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

export const newLine = (typed: string): TextInput => ({ typed, at: graphemes(typed).length });

/** Returns text without control characters; line breaks and tabs become single spaces. */
export function sanitizeInput(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, '');
}

export function insert(line: TextInput, text: string): TextInput {
  const letters = graphemes(line.typed);
  const head = letters.slice(0, line.at).join('') + text;
  return { typed: head + letters.slice(line.at).join(''), at: graphemes(head).length };
}

const cut = (line: TextInput, from: number, to: number): TextInput => {
  const letters = graphemes(line.typed);
  return { typed: [...letters.slice(0, from), ...letters.slice(to)].join(''), at: from };
};

const clamp = (line: TextInput, at: number): TextInput => ({
  ...line,
  at: Math.max(0, Math.min(at, graphemes(line.typed).length)),
});

function wordStart(line: TextInput): number {
  const letters = graphemes(line.typed);
  let at = line.at;
  while (at > 0 && letters[at - 1] === ' ') at--;
  while (at > 0 && letters[at - 1] !== ' ') at--;
  return at;
}

function wordEnd(line: TextInput): number {
  const letters = graphemes(line.typed);
  let at = line.at;
  while (at < letters.length && letters[at] === ' ') at++;
  while (at < letters.length && letters[at] !== ' ') at++;
  return at;
}

/** Moves the cursor to the start of the word before it. */
export const moveWordLeft = (line: TextInput): TextInput => clamp(line, wordStart(line));

/** Moves the cursor to the end of the word after it. */
export const moveWordRight = (line: TextInput): TextInput => clamp(line, wordEnd(line));

/** Moves the cursor a character to the left. */
export const moveLeft = (line: TextInput): TextInput => clamp(line, line.at - 1);

/** Moves the cursor a character to the right. */
export const moveRight = (line: TextInput): TextInput => clamp(line, line.at + 1);

/** Moves the cursor to the start of the line. */
export const moveToStart = (line: TextInput): TextInput => clamp(line, 0);

/** Moves the cursor to the end of the line. */
export const moveToEnd = (line: TextInput): TextInput => clamp(line, Number.MAX_SAFE_INTEGER);

/** Erases the character before the cursor. */
export const eraseLeft = (line: TextInput): TextInput =>
  line.at === 0 ? line : cut(line, line.at - 1, line.at);

/** Erases the character under the cursor. */
export const eraseRight = (line: TextInput): TextInput => cut(line, line.at, line.at + 1);

/** Erases from the start of the line to the cursor. */
export const eraseToStart = (line: TextInput): TextInput => cut(line, 0, line.at);

/** Erases from the cursor to the end of the line. */
export const eraseToEnd = (line: TextInput): TextInput => ({
  ...cut(line, line.at, Number.MAX_SAFE_INTEGER),
  at: line.at,
});

/** Erases the word before the cursor. */
export const eraseWord = (line: TextInput): TextInput => cut(line, wordStart(line), line.at);

/** Erases the word after the cursor. */
export const eraseWordRight = (line: TextInput): TextInput => ({
  ...cut(line, line.at, wordEnd(line)),
  at: line.at,
});

/** Returns what an erasure took out of a line. */
export function erasedText(before: TextInput, after: TextInput): string {
  const [old, now] = [graphemes(before.typed), graphemes(after.typed)];
  return old.slice(after.at, after.at + old.length - now.length).join('');
}
