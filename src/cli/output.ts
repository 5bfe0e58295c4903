/** Prints results on standard output, and messages to the user on standard error. */
import { textWidth, wrap } from '../terminal/text/text-width.ts';
import { printableAll, printableText } from './ascii.ts';
import { paintMarks } from './paint.ts';

let collected: string | undefined;

/** Collects results from now on instead of printing them, for a pager. */
export function collectResults(): void {
  collected = '';
}

/** Returns the collected results, and prints results at once from now on. */
export function takeResults(): string {
  const written = collected ?? '';
  collected = undefined;
  return written;
}

/** Writes a result as it is. */
export function writeResult(written: string): void {
  if (collected === undefined) process.stdout.write(written);
  else collected += written;
}

/** Prints a result for people. Text of the server can't break a line or control the terminal. */
export function printResult(lines: readonly string[]): void {
  const shown = wrapForTerminal(printableAll(lines), process.stdout);
  writeResult(`${paintMarks(shown).join('\n')}\n`);
}

/** Prints a text of our own, such as help or a script. */
export function printText(own: string): void {
  writeResult(printableText(own));
}

/** Matches a line that is copied or has columns of its own, and so stays whole: a command, or JSON. */
const WHOLE = /^ *(?:(?:[A-Z_]+=\S+ )*sms-wizard |[{}[\]"])/;

/** Returns the width for wrapping results, in columns: at most `most` on a terminal, and endless elsewhere. */
export function resultWidth(most = Number.POSITIVE_INFINITY): number {
  const { isTTY, columns } = process.stdout;
  return isTTY && columns ? Math.min(columns, most) : Number.POSITIVE_INFINITY;
}

/** Wraps lines between words on a terminal, below their own text. In a pipe every line stays whole. */
export const wrapForTerminal = (
  lines: readonly string[],
  { isTTY, columns }: NodeJS.WriteStream,
): string[] => (isTTY && columns ? lines.flatMap((line) => wrapBelow(line, columns)) : [...lines]);

/** Wraps a line. What follows the first row is indented like the text behind the mark. */
function wrapBelow(line: string, columns: number): string[] {
  if (textWidth(line) <= columns || WHOLE.test(line)) return [line];
  const [, lead = '', rest = ''] = /^( *(?:[^\p{L}\p{N}\s"'(] )?)(.*)$/su.exec(line) ?? [];
  const indent = columns - lead.length < MIN_ROOM ? '' : ' '.repeat(lead.length);
  const [first = '', ...more] = wrap(rest, columns - (indent === '' ? 0 : lead.length));
  return indent === '' ? wrap(line, columns) : [lead + first, ...more.map((row) => indent + row)];
}

/** Minimum room beside an indentation, in columns. */
const MIN_ROOM = 20;

let transient: { clear(): void } | undefined;

/** Sets the line that is removed before anything else is printed. */
export function setTransientLine(line: { clear(): void }): void {
  transient = line;
}

/** Prints a message to the user, wrapped between words on a terminal. In a log it stays on one line. */
export function printStatus(lines: readonly string[]): void {
  transient?.clear();
  process.stderr.write(`${wrapForTerminal(printableAll(lines), process.stderr).join('\n')}\n`);
}

let isQuiet = false;

/** Leaves notes out from now on: only results, questions and errors are printed. */
export function setQuiet(): void {
  isQuiet = true;
}

/** True if only results, questions and errors are printed. */
export const isQuietOutput = (): boolean => isQuiet;

/** Prints a message that the user can do without. */
export function printNote(lines: readonly string[]): void {
  if (!isQuiet) printStatus(lines);
}
