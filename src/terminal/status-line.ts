/** One line on a terminal that is written anew in its place: only what differs is sent, and not too often. */
import type { WriteStream } from 'node:tty';
import { cutTo, widthOf } from './columns.ts';

export interface Bar {
  /** Shows a line; soon, where one was shown just before. */
  show(line: string): void;
  /** Takes the line off the screen, at once. */
  clear(): void;
}

/** Between two writes, in ms. */
const EVERY_MS = 250;

export function newBar(output: WriteStream): Bar {
  let shown = '';
  let wanted = '';
  let width = output.columns;
  let timer: NodeJS.Timeout | undefined;

  function draw(): void {
    // One column stays free: in the last one some terminals wrap.
    const next = cutTo(wanted, Math.max(1, (output.columns || 80) - 1));
    // After a change of its width nobody knows where the line stands.
    const same = output.columns === width ? commonStart(shown, next) : 0;
    width = output.columns;
    if (next === shown && same === next.length) return;
    const at = widthOf(next.slice(0, same));
    const rest = next.slice(same);
    const shorter = same === 0 || widthOf(next) < widthOf(shown);
    output.write(`${at === 0 ? '\r' : `\x1b[${at + 1}G`}${rest}${shorter ? '\x1b[K' : ''}`);
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

/** How many UTF-16 units two lines begin with alike; never half of a character. */
function commonStart(a: string, b: string): number {
  let same = 0;
  for (const letter of a) {
    if (!b.startsWith(letter, same)) break;
    same += letter.length;
  }
  return same;
}
