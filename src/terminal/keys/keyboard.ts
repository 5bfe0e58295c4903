/** Reads keys from a terminal in raw mode, and waits for the rest of sequences that arrive in parts. */
import { type KeyInput, newKeyParser } from './key-parser.ts';

export interface Keyboard {
  /** Turns raw mode on and reads. Flow control is off meanwhile, so ^S and ^Q are keys. */
  start(): void;
  /** Turns raw mode off, with all settings as they were, and leaves the input to others. */
  stop(): void;
}

/**
 * Takes the keys, runs of characters and pastes of one read, at least one. `isAhead` is true for what had been typed
 * before the keyboard was started.
 */
export type Hear = (inputs: readonly KeyInput[], isAhead: boolean) => void;

/** Turns of the event loop in which a terminal hands on what it kept before it was read. */
const TURNS_AHEAD = 2;

/** Returns a keyboard that calls `hear` after each read. */
export function newKeyboard(terminal: NodeJS.ReadStream, hear: Hear): Keyboard {
  const parser = newKeyParser();
  let timer: NodeJS.Timeout | undefined;
  let turnsAhead = 0;
  let lastLook: NodeJS.Immediate | undefined;

  function stopWaiting(): void {
    clearTimeout(timer);
    clearImmediate(lastLook);
  }

  function report(inputs: readonly KeyInput[]): void {
    if (inputs.length > 0) hear(inputs, turnsAhead > 0);
  }

  // On a busy machine the wait ends while the rest lies unread: read once more before giving up.
  const giveUp = () => {
    lastLook = setImmediate(() => report(parser.flush()));
  };

  function countTurns(): void {
    turnsAhead--;
    if (turnsAhead > 0) setImmediate(countTurns);
  }

  const read = (data: Buffer | string) => {
    stopWaiting();
    report(parser.push(String(data)));
    const wait = parser.wait();
    if (wait !== undefined) timer = setTimeout(giveUp, wait);
  };

  return {
    start() {
      terminal.setRawMode(true);
      terminal.setEncoding('utf8').on('data', read).ref();
      terminal.resume();
      turnsAhead = TURNS_AHEAD;
      setImmediate(countTurns);
    },
    stop() {
      stopWaiting();
      parser.flush();
      terminal.off('data', read).pause();
      terminal.setRawMode(false);
      terminal.unref();
    },
  };
}
