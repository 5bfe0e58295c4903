/**
 * Reads lines from a terminal that edits and echoes them itself, so nothing is redrawn. Prompt libraries draw the line
 * again with every key, which a screen reader repeats and a dumb terminal garbles.
 */
import { createInterface } from 'node:readline';
import { isatty, type ReadStream } from 'node:tty';
import { newKeyParser } from './keys/key-parser.ts';

/** Time between lines of one paste at most, in ms: lines that are typed take longer. */
const PASTE_GAP_MS = 25;

/** Maximum line length in bytes. Linux's terminal driver silently truncates longer lines. */
const MAX_LINE_LENGTH = 4095;

export interface InputLine {
  /** Typed text; the lines of a paste with line breaks between them. */
  readonly text: string;
  /** True if the terminal truncated the line. */
  readonly cut: boolean;
}

export interface LineReader {
  /** Returns the next line, or undefined at end of input (^D). */
  next(): Promise<InputLine | undefined>;
  /** Discards everything typed until now, including what the terminal has not handed on yet. */
  discardPending(): Promise<void>;
  close(): void;
}

/** Removes the sequences that keys, replies and reports leave in a line that the terminal edits. */
function withoutSequences(line: string): string {
  if (!line.includes('\x1b')) return line;
  const parser = newKeyParser();
  return [...parser.push(line), ...parser.flush()]
    .map((input) => (input.type === 'key' ? input.key.text : input.text))
    .join('');
}

const immediately = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Returns true while the terminal is there: its input ends with ^D too. */
export const isTerminalOpen = (stdin: ReadStream): boolean => isatty((stdin as { fd?: number }).fd ?? 0);

export function newLineReader(stdin: ReadStream): LineReader {
  const answers: InputLine[] = [];
  let pasted: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let wake = () => {};

  function settle(): void {
    const text = pasted.map(withoutSequences).join('\n').replace(/\n+$/, '');
    answers.push({ text, cut: pasted.some((line) => Buffer.byteLength(line) >= MAX_LINE_LENGTH) });
    pasted = [];
    wake();
  }

  // The pause is over, but more may have arrived while the program was busy: that is read first.
  function pause(): void {
    const count = pasted.length;
    setImmediate(() => pasted.length === count && count > 0 && settle());
  }

  const reader = createInterface({ input: stdin, terminal: false });
  // Text before ^D was never confirmed with Enter.
  const end = () => {
    ended = true;
  };
  stdin.prependListener('end', end);
  reader.on('line', (line) => {
    if (ended) return;
    pasted.push(line);
    clearTimeout(timer);
    timer = setTimeout(pause, PASTE_GAP_MS);
  });
  reader.on('close', () => {
    ended = true;
    wake();
  });

  return {
    async next() {
      while (answers.length === 0 && !(ended && pasted.length === 0)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return answers.shift();
    },
    async discardPending() {
      do {
        answers.length = 0;
        pasted = [];
        clearTimeout(timer);
        // Between two of these the terminal is read once.
        await immediately();
        await immediately();
      } while (answers.length + pasted.length > 0);
    },
    close() {
      clearTimeout(timer);
      stdin.removeListener('end', end);
      reader.close();
      stdin.pause();
    },
  };
}
