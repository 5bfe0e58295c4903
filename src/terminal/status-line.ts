/** A status line that is updated in place on a terminal. Sends only what differs, at most every 250 ms. */
import type { WriteStream } from 'node:tty';
import { textWidth, truncate } from './text/text-width.ts';

export interface StatusLine {
  /** Shows a line: at once, or after a short wait if another one was shown just before. */
  show(line: string): void;
  /** Removes the line from the screen at once. */
  clear(): void;
}

/** Time between two writes, in ms. */
const EVERY_MS = 250;

export function newStatusLine(output: WriteStream, cutMark?: string): StatusLine {
  let shown = '';
  let wanted = '';
  let width = output.columns;
  let timer: NodeJS.Timeout | undefined;

  function draw(): void {
    // One column stays free: in the last one some terminals wrap.
    const next = truncate(wanted, Math.max(1, (output.columns || 80) - 1), cutMark);
    // After a resize, the position of the line is unknown.
    const same = output.columns === width ? commonStart(shown, next) : 0;
    width = output.columns;
    if (next === shown && same === next.length) return;
    const at = textWidth(next.slice(0, same));
    const rest = next.slice(same);
    const shorter = same === 0 || textWidth(next) < textWidth(shown);
    output.write(`\r${at === 0 ? '' : `\x1b[${at}C`}${rest}${shorter ? '\x1b[K' : ''}`);
    shown = next;
  }

  function beat(): void {
    const last = shown;
    draw();
    timer = shown === last ? undefined : setTimeout(beat, EVERY_MS).unref();
  }

  return {
    show(line) {
      wanted = line;
      if (!timer) beat();
    },
    clear() {
      clearTimeout(timer);
      timer = undefined;
      if (shown !== '') output.write('\r\x1b[K');
      shown = '';
      wanted = '';
    },
  };
}

/** Returns the length of the common start of two lines, in UTF-16 units; never half of a character. */
function commonStart(a: string, b: string): number {
  let same = 0;
  for (const letter of a) {
    if (!b.startsWith(letter, same)) break;
    same += letter.length;
  }
  return same;
}
