/** Log of --debug on standard error. Buffered while the screen owns the terminal. */
import { printable } from './ascii.ts';

/** Maximum number of buffered lines. The oldest are dropped: a bug report needs the last ones. */
const MAX_LINES = 500;
let waiting: string[] | undefined;

/** Prints a line, or buffers it while there is a screen. */
export function debugLog(line: string): void {
  const shown = `debug: ${printable(line)}\n`;
  if (!waiting) process.stderr.write(shown);
  else if (waiting.push(shown) > MAX_LINES) waiting.shift();
}

/** Starts buffering. The returned function stops it and prints the lines. */
export function bufferDebugLog(): () => void {
  waiting = [];
  return () => {
    const lines = waiting ?? [];
    waiting = undefined;
    for (const line of lines) process.stderr.write(line);
  };
}
