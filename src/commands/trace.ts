/** Notes for --debug, on standard error. While a screen is up they wait: it owns the terminal. */
import { sanitise } from '../terminal/sanitise.ts';

/** More are not kept; a bug report needs the last ones. */
const MOST = 500;
let waiting: string[] | undefined;

/** Says a line now, or after the screen has gone. */
export function tracer(line: string): void {
  const shown = `debug: ${sanitise(line)}\n`;
  if (!waiting) process.stderr.write(shown);
  else if (waiting.push(shown) > MOST) waiting.shift();
}

/** From here on lines wait; the answer prints them. */
export function holdTrace(): () => void {
  waiting = [];
  return () => {
    const lines = waiting ?? [];
    waiting = undefined;
    for (const line of lines) process.stderr.write(line);
  };
}
