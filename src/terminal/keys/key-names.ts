/**
 * Key names for the sequences that terminals send. Sources: xterm's ctlseqs, the kitty keyboard protocol, rxvt's manual,
 * PuTTY's terminal keyboard settings, and console_codes(4) for Linux.
 */

/** A key press: its name, such as `ctrl+left`, `enter` or `a`, and the text that it types. */
export interface Key {
  readonly name: string;
  readonly text: string;
}

/** Returns a key that types `text`, or nothing. */
export const newKey = (name: string, text = ''): Key => ({ name, text });

const CONTROL: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x1b': 'escape',
  '\x00': 'ctrl+space',
};

/** Returns the key that sends a single character. */
export function keyOfCharacter(character: string): Key {
  const code = character.charCodeAt(0);
  const named = CONTROL[character];
  if (named) return newKey(named);
  if (code >= 1 && code <= 26) return newKey(`ctrl+${String.fromCharCode(code + 96)}`);
  return code < 32 ? newKey(`ctrl+${String.fromCharCode(code + 64)}`) : newKey(character, character);
}

/** Keys by the last letter of `ESC [ letter` and `ESC O letter`. */
const BY_LETTER: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
};

/** Keys by the number of `ESC [ number ~`; rxvt ends with `$` for Shift, `^` for Ctrl and `@` for both. */
const BY_NUMBER: Readonly<Record<string, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
};

/** The keypad in application mode, by the last letter of `ESC O letter`: `j` is `*` and `y` is `9`. */
const KEYPAD = 'j*k+l,m-n.o/p0q1r2s3t4u5v6w7x8y9X=';

/** Bits of a modifier after 1 is subtracted. Caps Lock and Num Lock (64, 128) don't count. */
const [SHIFT, ALT, CTRL, OTHERS] = [1, 2, 4, 8 + 16 + 32];

/** Returns a key with modifiers, by the number that a terminal sends for them; Shift alone doesn't matter. */
function modified(name: string, modifiers: number): Key | undefined {
  const bits = Math.max(0, modifiers - 1);
  if (bits & OTHERS) return undefined;
  return newKey(`${bits & CTRL ? 'ctrl+' : ''}${bits & ALT ? 'alt+' : ''}${name}`);
}

/** Returns the key with a code point, as `CSI code ; modifiers u` and `CSI 27 ; modifiers ; code ~` have it. */
function keyOfCode(code: number, modifiers: number): Key | undefined {
  const bits = Math.max(0, modifiers - 1);
  if (!(code > 0 && code < 0xe000)) return undefined;
  const { name, text } = keyOfCharacter(String.fromCodePoint(code));
  if (name === 'tab' && bits & SHIFT) return newKey('shift+tab');
  return (bits & (ALT | CTRL | OTHERS)) === 0 ? newKey(name, text) : modified(name, modifiers);
}

/** `5`, `1;5` and `1;5:1` of a kitty, whose `:3` is the release of a key. */
const MODIFIERS = /^(?:\d+(?::\d*)*)?(?:;(\d*)(?::([123]))?)?(?:;[\d:]*)?$/;

/** Returns the key of `ESC [ parameters final`; undefined for replies, reports, releases and keys that mean nothing here. */
export function keyOfCsi(parameters: string, final: string): Key | undefined {
  const given = MODIFIERS.exec(parameters);
  const [first = ''] = parameters.split(/[;:]/, 1);
  const other = /^27;(\d+);(\d+)$/.exec(parameters);
  if (final === '~' && other) return keyOfCode(Number(other[2]), Number(other[1]));
  if (!given || given[2] === '3') return undefined;
  const modifiers = Number(given[1] ?? 1);
  if (final === 'u') return first === '' ? undefined : keyOfCode(Number(first), modifiers);
  if (final === 'Z') return parameters === '' ? newKey('shift+tab') : undefined;
  if ('~$^@'.includes(final)) {
    const name = BY_NUMBER[first];
    return name === undefined
      ? undefined
      : modified(name, final === '^' || final === '@' ? 1 + CTRL : modifiers);
  }
  // rxvt's arrows with Shift.
  const arrow = 'abcd'.includes(final) ? BY_LETTER[final.toUpperCase()] : BY_LETTER[final];
  if (!arrow) return undefined;
  // Old terminals give the modifier alone: `ESC [ 5 A`.
  return modified(arrow, given[1] === undefined && first !== '' ? Number(first) : modifiers);
}

/** Returns the key of `ESC O letter`, with a modifier in front of the letter if there is one. */
export function keyOfSs3(modifiers: string, letter: string): Key | undefined {
  if (letter === 'M') return newKey('enter');
  // rxvt's arrows with Ctrl.
  if ('abcd'.includes(letter)) return modified(BY_LETTER[letter.toUpperCase()] as string, 1 + CTRL);
  const named = BY_LETTER[letter];
  if (named) return modified(named, Number(modifiers.replace(/^1;/, '') || 1));
  const at = KEYPAD.indexOf(letter);
  const typed = at >= 0 && at % 2 === 0 ? KEYPAD[at + 1] : undefined;
  return typed === undefined ? undefined : newKey(typed, typed);
}
