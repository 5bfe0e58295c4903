/** Where results and talk go: results on standard output, everything said to the user on standard error. */
import { type Json, writeJson } from '../json/json.ts';
import { sanitise } from '../terminal/sanitise.ts';

const safe = (lines: readonly string[]): string => `${lines.map(sanitise).join('\n')}\n`;

/** Characters that a terminal could act on; inside JSON strings they may as well stand escaped. */
const ACTIVE = /[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A result for people, line by line; server text cannot break a line or drive the terminal. */
export function printResult(lines: readonly string[]): void {
  process.stdout.write(safe(lines));
}

const escaped = (written: string): string =>
  written.replace(ACTIVE, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A result for programs: one lossless JSON document. */
export function printJson(document: Json): void {
  process.stdout.write(`${escaped(writeJson(document, 2))}\n`);
}

/** One of many results for programs: a lossless JSON document on a line of its own. */
export function printJsonLine(document: Json): void {
  process.stdout.write(`${escaped(writeJson(document))}\n`);
}

export function say(lines: readonly string[]): void {
  process.stderr.write(safe(lines));
}
