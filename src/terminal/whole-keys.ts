/**
 * Keys as the terminal meant them. Over a slow line an arrow key comes in two packets, its escape alone in the first;
 * Ink waits 20 ms for the rest and takes it for Esc then. Here it is kept for longer, and handed on whole.
 */
import { PassThrough } from 'node:stream';

/** How long the rest of a key may take, in ms: a line with gaps of 60 ms on a machine that is busy. */
const PATIENCE = 100;
/** What Ink joins to an escape before it takes it for a key, in ms, and a little more. */
const APART = 25;

/** The beginning of a key at the end of what has come. */
const BEGUN = /\x1b(?:\[[0-9;?]*|O)?$/;
/** How a key goes on after an escape. */
const GOES_ON = /^[[O]/;

/** Reads from a terminal while Ink does. What is not known of a stream is the terminal's own. */
export function wholeKeys(terminal: NodeJS.ReadStream): NodeJS.ReadStream {
  const keys = new PassThrough();
  let held = '';
  let timer: NodeJS.Timeout | undefined;
  let look: NodeJS.Immediate | undefined;
  let waiting: string[] = [];

  const hand = (text: string) => {
    if (text) keys.write(text);
  };
  /** An escape that was one: what follows must not be taken for its rest. */
  function handEscape(rest: string): void {
    hand('\x1b');
    if (!rest) return;
    waiting = [rest];
    setTimeout(() => {
      const all = waiting.join('');
      waiting = [];
      take(all);
    }, APART);
  }
  function giveUp(): void {
    const all = held;
    held = '';
    hand(all);
  }
  /** On a busy machine the time is over while the rest lies there unread: what has come is read before. */
  function lookOnce(): void {
    look = setImmediate(giveUp);
  }
  function take(text: string): void {
    if (waiting.length > 0) {
      waiting.push(text);
      return;
    }
    clearTimeout(timer);
    clearImmediate(look);
    const before = held;
    held = '';
    if (before === '\x1b' && !GOES_ON.test(text)) {
      handEscape(text);
      return;
    }
    const all = before + text;
    held = BEGUN.exec(all)?.[0] ?? '';
    hand(all.slice(0, all.length - held.length));
    if (held) timer = setTimeout(lookOnce, PATIENCE);
  }

  const onData = (data: Buffer | string) => take(String(data));
  return Object.assign(keys, {
    isTTY: true as const,
    fd: 0 as const,
    isRaw: false,
    setRawMode(mode: boolean) {
      terminal.setRawMode(mode);
      if (mode) terminal.setEncoding('utf8').on('data', onData).resume();
      else terminal.off('data', onData).pause();
      return keys;
    },
    ref() {
      terminal.ref();
      return keys;
    },
    unref() {
      terminal.unref();
      return keys;
    },
  }) as unknown as NodeJS.ReadStream;
}
