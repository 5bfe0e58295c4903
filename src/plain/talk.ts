/** The dialogue's two hands: saying lines that are never taken back, and asking for one. */
import { brokenTo, cutTo } from '../terminal/columns.ts';
import type { Lines } from '../terminal/lines.ts';
import { toAscii } from '../terminal/marks.ts';
import { sanitise } from '../terminal/sanitise.ts';
import { text } from '../text/text.ts';
import type { State } from '../wizard/state.ts';
import type { Store } from '../wizard/store.ts';

/** Thrown by `ask` when nothing more can come. */
export class InputEnded extends Error {}

/** What was last told of a list: which one, and up to which row. */
export interface Told {
  readonly view: string;
  readonly until: number;
}

export interface Talk {
  readonly store: Store;
  state(): State;
  say(...lines: readonly string[]): void;
  /** Asks for one line. `fresh`: what was typed before the question is no answer to it. */
  ask(prompt: string, fresh?: boolean): Promise<string>;
  /** Presses a key of the screen. */
  press(key: string, typed?: string): void;
  /** Types a text into the line that is open, in place of what stands there, and Enter. */
  enter(typed: string): void;
  /** Comes back when the state is as it should be, now or after one of its next changes. */
  until(fits: (state: State) => boolean): Promise<void>;
  /** Says lines by pages, for as long as they are wanted. */
  page(lines: readonly string[]): Promise<void>;
  /** How many rows are told at a time. */
  pageRows(): number;
  told?: Told | undefined;
}

/** A line of a list is no longer than this, in columns; a field's own question has its value in full. */
const LONGEST_ROW = 300;

export interface TalkOptions {
  readonly store: Store;
  readonly lines: Lines;
  readonly write: (text: string) => void;
  /** The terminal, in rows and columns. */
  readonly height: () => number;
  readonly width: () => number;
  /** Hears what is being asked; undefined once it is answered. */
  readonly onPrompt: (prompt: string | undefined) => void;
}

/** Safe for the terminal and in what it can show. */
export function safeLine(line: string, ascii: boolean): string {
  const safe = sanitise(line);
  return ascii ? toAscii(safe) : safe;
}

export const shortRow = (line: string): string => cutTo(line, LONGEST_ROW);

/** The title in front of a question is no longer than this, in columns: it is told again with each. */
const LONGEST_TITLE = 60;

export const shortTitle = (title: string): string => cutTo(title, LONGEST_TITLE);

export function newTalk({ store, lines, write, height, width, onPrompt }: TalkOptions): Talk {
  const safe = (line: string) => safeLine(line, store.state().ascii);
  /** Words stay whole; the last column is left free, as some terminals begin a row when they have filled one. */
  const broken = (said: readonly string[]) => said.flatMap((line) => brokenTo(safe(line), width() - 1));
  const say = (...said: readonly string[]) => {
    if (said.length) write(`${broken(said).join('\n')}\n`);
  };

  async function answered(prompt: string): Promise<string> {
    for (;;) {
      write(safe(prompt));
      onPrompt(prompt);
      const answer = await lines.next();
      // What was asked still stands there, without an end of its line.
      if (!answer) throw new InputEnded();
      onPrompt(undefined);
      if (!answer.cut) return answer.text;
      say(text().plain.cut);
    }
  }

  const talk: Talk = {
    store,
    state: () => store.state(),
    say,
    async ask(prompt, fresh = false) {
      if (fresh) await lines.drop();
      return answered(prompt);
    },
    press: (name, typed = '') => store.dispatch({ type: 'key', name, text: typed }),
    enter(typed) {
      talk.press('ctrl+u');
      if (typed !== '') talk.press('', typed);
      talk.press('enter');
    },
    until: (fits) =>
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
    async page(said) {
      const all = broken(said);
      for (let from = 0; from < all.length; ) {
        const room = talk.pageRows();
        write(`${all.slice(from, from + room).join('\n')}\n`);
        from += room;
        if (from >= all.length) return;
        if ((await answered(text().plain.page(all.length - from))).trim() !== '') return;
      }
    },
    pageRows: () => Math.max(5, Math.min(20, height() - 4)),
  };
  return talk;
}
