/** Where results and talk go: results on standard output, everything said to the user on standard error. */
import { type Json, writeJson } from '../json/json.ts';
import { sanitise } from '../terminal/sanitise.ts';

const safeLines = (lines: string): string => lines.split('\n').map(sanitise).join('\n');

/** A result for people. Server text in it is made safe for a terminal. */
export function printResult(lines: string): void {
  process.stdout.write(`${safeLines(lines)}\n`);
}

/** A result for programs: one lossless JSON document. */
export function printJson(document: Json): void {
  process.stdout.write(`${writeJson(document, 2)}\n`);
}

export function say(lines: string): void {
  process.stderr.write(`${safeLines(lines)}\n`);
}
