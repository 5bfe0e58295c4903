/** The console of plain mode: prints lines, and prompts for one. */

import type { LineReader } from '../terminal/line-reader.ts';
import { toAscii } from '../terminal/symbols.ts';
import { sanitize } from '../terminal/text/sanitize.ts';
import { truncate, wrapUnlessIndented } from '../terminal/text/text-width.ts';
import { text } from '../text/text.ts';
import type { State } from '../wizard/state.ts';
import type { Store } from '../wizard/store.ts';

/** Thrown by `ask` at the end of input. */
export class InputEnded extends Error {}

/** The last printed part of a list: its key, and the index after its last printed row. */
export interface LastPrinted {
  readonly view: string;
  readonly endRow: number;
}

export interface LineConsole {
  readonly store: Store;
  state(): State;
  print(...lines: readonly string[]): void;
  /** Prompts for one line. `fresh`: input from before the prompt is discarded. */
  ask(prompt: string, fresh?: boolean): Promise<string>;
  /** Dispatches a key of the screen. */
  press(key: string, typed?: string): void;
  /** Replaces the open text input by a text, and presses Enter. */
  typeLine(typed: string): void;
  /** Resolves when the state fits, now or after a later change. */
  waitFor(fits: (state: State) => boolean): Promise<void>;
  /** Prints lines page by page and asks for Enter in between; stops at any other answer. */
  printPaged(lines: readonly string[]): Promise<void>;
  /** Returns the number of rows of a page. */
  pageRows(): number;
  printed?: LastPrinted | undefined;
}

/** Maximum width of a list row, in columns; the prompt of a field has its whole value. */
const MAX_ROW_COLUMNS = 300;

export interface LineConsoleOptions {
  readonly store: Store;
  readonly lines: LineReader;
  readonly write: (text: string) => void;
  /** Size of the terminal, in rows and columns. */
  readonly height: () => number;
  readonly width: () => number;
  /** Called with each prompt, and with undefined when it is answered. */
  readonly onPrompt: (prompt: string | undefined) => void;
}

/** Returns a line sanitized for the terminal, in ASCII if it can't show more. */
export function safeLine(line: string, ascii: boolean): string {
  const safe = sanitize(line);
  return ascii ? toAscii(safe) : safe;
}

export const truncateRow = (line: string): string => truncate(line, MAX_ROW_COLUMNS);

/** Maximum width of the title in a prompt, in columns: it is printed with each prompt. */
const MAX_TITLE_COLUMNS = 60;

export const shortTitle = (title: string): string => truncate(title, MAX_TITLE_COLUMNS);

export function newLineConsole({
  store,
  lines,
  write,
  height,
  width,
  onPrompt,
}: LineConsoleOptions): LineConsole {
  const safe = (line: string) => safeLine(line, store.state().ascii);
  /** Wraps lines between words; leaves the last column free, as some terminals start a row when one is full. */
  const wrapped = (words: readonly string[]) =>
    words.flatMap((line) => wrapUnlessIndented(safe(line), width() - 1));
  const print = (...words: readonly string[]) => {
    if (words.length) write(`${wrapped(words).join('\n')}\n`);
  };

  async function readAnswer(prompt: string): Promise<string> {
    for (;;) {
      write(safe(prompt));
      onPrompt(prompt);
      const answer = await lines.next();
      // The prompt is still there, without a line break.
      if (!answer) throw new InputEnded();
      onPrompt(undefined);
      if (answer.text.includes('\ufffd')) print(text().plain.undecodable);
      else if (answer.cut) print(text().plain.cut);
      else return answer.text;
    }
  }

  const console: LineConsole = {
    store,
    state: () => store.state(),
    print,
    async ask(prompt, fresh = false) {
      if (fresh) await lines.discardPending();
      if (fresh) store.dispatch({ type: 'questionShown' });
      return readAnswer(prompt);
    },
    press: (name, typed = '') => store.dispatch({ type: 'key', name, text: typed }),
    typeLine(typed) {
      console.press('ctrl+u');
      if (typed !== '') console.press('', typed);
      console.press('enter');
    },
    waitFor: (fits) =>
      new Promise((resolve) => {
        let stop = () => {};
        const look = () => {
          if (!fits(store.state())) return;
          stop();
          resolve();
        };
        stop = store.subscribe(look);
        look();
      }),
    async printPaged(words) {
      const all = wrapped(words);
      for (let from = 0; from < all.length; ) {
        // A question about the last line or two would take as much room as they do.
        const few = 2;
        const left = all.length - from;
        const room = left <= console.pageRows() + few ? left : console.pageRows();
        write(`${all.slice(from, from + room).join('\n')}\n`);
        from += room;
        if (from >= all.length) return;
        if ((await readAnswer(text().plain.page(all.length - from))).trim() !== '') return;
      }
    },
    pageRows: () => Math.max(5, Math.min(20, height() - 4)),
  };
  return console;
}
