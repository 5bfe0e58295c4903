/**
 * Lines from a terminal that edits and echoes them itself: nothing is written here, so nothing is redrawn.
 * Prompt libraries draw the line anew with every key, which a screen reader repeats and a dumb terminal garbles.
 */
import { createInterface } from 'node:readline';
import { isatty, type ReadStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';

/** Lines that follow each other this closely, in ms, are one paste: nobody types them. */
const TOGETHER = 25;

/** A longer line loses its end in Linux's terminal driver, without a word. In bytes. */
const LONGEST = 4095;

export interface Answer {
  /** What was typed; the lines of a paste with line breaks between them. */
  readonly text: string;
  /** True where the terminal has thrown the end away. */
  readonly cut: boolean;
}

export interface Lines {
  /** The next answer; undefined once the input has ended (^D). */
  next(): Promise<Answer | undefined>;
  /** Forgets what was typed until now, also what is still on its way from the terminal. */
  drop(): Promise<void>;
  close(): void;
}

/** Arrow and function keys leave sequences in a line that the terminal edits; some begin with ESC O. */
const withoutKeys = (line: string): string => stripVTControlCharacters(line.replace(/\x1bO[ -~]/g, ''));

const immediately = () => new Promise<void>((resolve) => setImmediate(resolve));

/** True while the terminal is there: its input ends with ^D too. */
export const terminalStands = (stdin: ReadStream): boolean => isatty((stdin as { fd?: number }).fd ?? 0);

export function readLines(stdin: ReadStream): Lines {
  const answers: Answer[] = [];
  let pasted: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let wake = () => {};

  function settle(): void {
    const text = pasted.map(withoutKeys).join('\n').replace(/\n+$/, '');
    answers.push({ text, cut: pasted.some((line) => Buffer.byteLength(line) >= LONGEST) });
    pasted = [];
    wake();
  }

  // The pause is over, but more may have arrived while the program was busy: that is read first.
  function pause(): void {
    const count = pasted.length;
    setImmediate(() => pasted.length === count && count > 0 && settle());
  }

  const reader = createInterface({ input: stdin, terminal: false });
  // What stands before ^D was never confirmed with Enter.
  const end = () => {
    ended = true;
  };
  stdin.prependListener('end', end);
  reader.on('line', (line) => {
    if (ended) return;
    pasted.push(line);
    clearTimeout(timer);
    timer = setTimeout(pause, TOGETHER);
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
    async drop() {
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
