/** Where results and talk go: results on standard output, everything said to the user on standard error. */
import { escapeActive, type Json, writeJson } from '../json/json.ts';
import { wrapTo } from '../terminal/columns.ts';
import { sanitise } from '../terminal/sanitise.ts';

const safe = (lines: readonly string[]): string => `${lines.map(sanitise).join('\n')}\n`;

/** A result for people, line by line; server text cannot break a line or drive the terminal. */
export function printResult(lines: readonly string[]): void {
  process.stdout.write(safe(lines));
}

/** A result for programs: one lossless JSON document. */
export function printJson(document: Json): void {
  process.stdout.write(`${escapeActive(writeJson(document, 2))}\n`);
}

/** One of many results for programs: a lossless JSON document on a line of its own. */
export function printJsonLine(document: Json): void {
  process.stdout.write(`${escapeActive(writeJson(document))}\n`);
}

/** Lines broken between words where the terminal would break them anywhere. Commands are indented, and stay whole. */
export const fitted = (lines: readonly string[], { isTTY, columns }: NodeJS.WriteStream): string[] =>
  isTTY && columns
    ? lines.flatMap((line) => (/^ +sms-wizard /.test(line) ? line : wrapTo(sanitise(line), columns)))
    : [...lines];

export function say(lines: readonly string[]): void {
  process.stderr.write(safe(lines));
}
