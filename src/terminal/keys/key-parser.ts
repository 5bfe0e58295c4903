/**
 * Takes apart what arrives from a terminal: keys, text, pastes, and everything else, which is dropped. Pure: it knows how
 * long to wait for the rest of a sequence, and `keyboard.ts` does the waiting.
 */
import { type Key, keyOfCharacter, keyOfCsi, keyOfSs3, newKey } from './key-names.ts';

/** A key, a run of characters that came in one read, or a paste that the terminal marked as one. */
export type KeyInput =
  | {
      readonly type: 'key';
      readonly key: Key;
      /** Escape and the key after it, if both came in one read: the key may be one with Alt, or two keys. */
      readonly parts?: readonly Key[];
    }
  | { readonly type: 'run'; readonly text: string }
  | { readonly type: 'paste'; readonly text: string };

export interface KeyParser {
  /** Takes what came in one read. */
  push(chunk: string): KeyInput[];
  /** Returns how long the rest of an unfinished sequence may take, in ms; undefined if nothing is unfinished. */
  wait(): number | undefined;
  /** Ends what is unfinished, as its rest didn't come in time. */
  flush(): KeyInput[];
}

/** For what may be the Esc key, in ms: covers a line with gaps of 60 ms on a busy machine. */
const ESCAPE_WAIT_MS = 100;
/** For the rest of a paste, a reply or a report, in ms: no key is waited for meanwhile. */
const REST_WAIT_MS = 500;

const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';
const INTERRUPT = '\x03';

/** `ESC [`, parameters, intermediates, final; `ESC [[A` of Linux; `ESC [2$` of rxvt. */
const CSI = /\x1b\[(?:(\d)(\$)|\[[A-~]|([0-?]*)[ -/]*([@-Z\\-~]))/y;
const CSI_BEGINS = /\x1b\[\[?[0-?]*[ -/]*$/y;
const SS3 = /\x1bO((?:1;)?\d*)([A-~])/y;
const SS3_BEGINS = /\x1bO(?:1;)?\d*$/y;
/** OSC, DCS, APC, PM and SOS: a string follows, up to ST or BEL. */
const STRING = /\x1b[\]P_^X]/y;
/** The end of such a string: BEL, ST, or what can't be part of one. */
const STRING_ENDS = /\x07|\x1b\\|[\x00-\x06\x08-\x1a\x9c]|\x1b(?!\\|$)/g;

const matchAt = (pattern: RegExp, input: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(input);
};

const press = (key: Key): KeyInput => ({ type: 'key', key });
const ESCAPE = press(newKey('escape'));

/** A sequence that was read: its key, if any, and where the next begins. */
interface Sequence {
  readonly key?: Key | undefined;
  readonly end: number;
}

/** Reads `ESC [ …` or `ESC O …`; 'unfinished' if its end hasn't come, undefined if there is none. */
function sequenceAt(input: string, at: number): Sequence | 'unfinished' | undefined {
  const csi = matchAt(CSI, input, at);
  if (csi) {
    const [all, rxvt, shift, parameters = '', final = ''] = csi;
    const end = at + all.length;
    // The three characters of a mouse report of X10 follow its end.
    if (all === '\x1b[M') return input.length < end + 3 ? 'unfinished' : { end: end + 3 };
    return { key: shift ? keyOfCsi(rxvt as string, shift) : keyOfCsi(parameters, final), end };
  }
  const ss3 = matchAt(SS3, input, at);
  if (ss3) return { key: keyOfSs3(ss3[1] as string, ss3[2] as string), end: at + ss3[0].length };
  return matchAt(CSI_BEGINS, input, at) || matchAt(SS3_BEGINS, input, at) ? 'unfinished' : undefined;
}

/** Returns a parser that has read nothing. */
export function newKeyParser(): KeyParser {
  /** Unfinished input: an escape sequence, or all of a paste so far. Of a dropped string only its last escape. */
  let pending = '';
  let inside: 'keys' | 'paste' | 'string' = 'keys';

  /** Reads a paste that has begun; returns where the input goes on. */
  function readPaste(input: string, found: KeyInput[]): number {
    const end = input.indexOf(PASTE_END);
    const interrupt = end < 0 ? input.indexOf(INTERRUPT) : -1;
    const stop = Math.max(end, interrupt);
    if (stop < 0) {
      pending = input;
      return input.length;
    }
    found.push({ type: 'paste', text: input.slice(0, stop) });
    inside = 'keys';
    return end < 0 ? stop : end + PASTE_END.length;
  }

  /** Drops a string that has begun; returns where the input goes on. */
  function skipString(input: string, at: number): number {
    const end = matchAt(STRING_ENDS, input, at);
    if (!end) {
      pending = input.endsWith('\x1b') ? '\x1b' : '';
      return input.length;
    }
    inside = 'keys';
    const isOver = end[0] === '\x07' || end[0] === '\x1b\\' || end[0] === '\x9c';
    return isOver ? end.index + end[0].length : end.index;
  }

  /** Reads what begins with an escape; `isHeld` if that came in an earlier read than the rest. */
  function readEscape(input: string, at: number, isHeld: boolean, found: KeyInput[]): number {
    const next = input[at + 1];
    if (input.startsWith(PASTE_START, at)) {
      inside = 'paste';
      return at + PASTE_START.length;
    }
    const sequence = sequenceAt(input, at);
    if (next === undefined || sequence === 'unfinished') {
      pending = input.slice(at);
      return input.length;
    }
    if (sequence) {
      if (sequence.key) found.push(press(sequence.key));
      return sequence.end;
    }
    if (matchAt(STRING, input, at)) {
      if (at + 2 === input.length) pending = input.slice(at);
      else inside = 'string';
      return at + 2;
    }
    if (isHeld || next === '[' || next === 'O') {
      found.push(ESCAPE);
      return at + 1;
    }
    return readGlued(input, at, found);
  }

  /** Reads an escape and what came with it: perhaps Alt and a key, perhaps Esc and a key. */
  function readGlued(input: string, at: number, found: KeyInput[]): number {
    const letter = String.fromCodePoint(input.codePointAt(at + 1) as number);
    const second =
      letter === '\x1b'
        ? sequenceAt(input, at + 1)
        : { key: keyOfCharacter(letter), end: at + 1 + letter.length };
    if (typeof second !== 'object' || !second.key) {
      found.push(ESCAPE);
      return at + 1;
    }
    const { key, end } = second;
    found.push({ type: 'key', key: newKey(`alt+${key.name}`), parts: [newKey('escape'), key] });
    return end;
  }

  function readRun(input: string, at: number, found: KeyInput[]): number {
    const next = input.indexOf('\x1b', at);
    const end = next < 0 ? input.length : next;
    // ^C never is a part of anything else.
    for (const text of input.slice(at, end).split(/(\x03)/))
      if (text !== '') found.push(text === INTERRUPT ? press(newKey('ctrl+c')) : { type: 'run', text });
    return end;
  }

  return {
    push(chunk) {
      const found: KeyInput[] = [];
      const heldLength = inside === 'keys' ? pending.length : 0;
      let input = pending + chunk;
      pending = '';
      let at = 0;
      while (at < input.length) {
        if (inside === 'paste') {
          input = input.slice(at);
          at = readPaste(input, found);
        } else if (inside === 'string') at = skipString(input, at);
        else if (input[at] === '\x1b') at = readEscape(input, at, heldLength === 1 && at === 0, found);
        else at = readRun(input, at, found);
      }
      return found;
    },
    wait() {
      if (inside !== 'keys') return REST_WAIT_MS;
      if (pending === '') return undefined;
      return pending.length <= 2 || pending === '\x1b[M' ? ESCAPE_WAIT_MS : REST_WAIT_MS;
    },
    flush() {
      const [was, rest] = [inside, pending];
      inside = 'keys';
      pending = '';
      if (was === 'paste') return [{ type: 'paste', text: rest }];
      if (was === 'string' || rest === '' || rest.length > 2) return [];
      return rest.length === 1 ? [ESCAPE] : [ESCAPE, press(keyOfCharacter(rest[1] as string))];
    },
  };
}
