/** Sentences on standard error for people at a terminal: no word is broken at its edge. */
import { wrapTo } from '../terminal/columns.ts';
import { sanitise } from '../terminal/sanitise.ts';
import { say } from './output.ts';

/** In a script's log a sentence stays on one line. */
export function sayWrapped(lines: readonly string[]): void {
  const { isTTY, columns } = process.stderr;
  say(isTTY && columns ? lines.flatMap((line) => wrapTo(sanitise(line), columns)) : lines);
}
