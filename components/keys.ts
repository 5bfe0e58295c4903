/** From what Ink reads to the key names of the keymap. */
import type { Key } from 'ink';
import { unmistakableId } from '../src/task/task-id.ts';
import type { Event } from '../src/wizard/state.ts';

const NAMED: readonly (readonly [keyof Key, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

const CONTROL: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
};

type KeyEvent = Extract<Event, { type: 'key' | 'paste' }>;

const key = (name: string, text = ''): KeyEvent => ({ type: 'key', name, text });

function single(letter: string): KeyEvent {
  const code = letter.charCodeAt(0);
  if (CONTROL[letter]) return key(CONTROL[letter]);
  if (code >= 1 && code <= 26) return key(`ctrl+${String.fromCharCode(code + 96)}`);
  return key(letter, letter);
}

/**
 * The events of one piece of input. Over a slow line several keys arrive as one piece: each is a key of its own.
 * In a text field a piece with line breaks inside is a paste and goes in clean; one line break at its end is
 * the Enter that followed the typing.
 */
export function keysIn(input: string, pressed: Key, inText: boolean): KeyEvent[] {
  // Esc and Enter in one piece: Ink reads them as a single key with Alt.
  if (pressed.return && pressed.meta) return [key('escape'), key('enter')];
  const named = NAMED.find(([name]) => pressed[name]);
  if (named) return [key(named[1])];
  if (pressed.tab) return [key(pressed.shift ? 'shift+tab' : 'tab')];
  if (pressed.ctrl) return input.length === 1 ? [key(`ctrl+${input}`)] : [];
  if (pressed.meta || input === '') return [];
  // A terminal without bracketed paste gives an id as a run of letters, and nobody types 36 of them in one go.
  if (!inText && unmistakableId(input)) return [{ type: 'paste', text: input }];
  if (!inText) return [...input].map(single);
  if (/[\r\n]/.test(input.replace(/[\r\n]$/, ''))) return [{ type: 'paste', text: input }];
  // Printable runs go in as they are, control characters count as the keys they come from.
  const parts = input.match(/[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/g) ?? [];
  return parts.map((part) => (/^[\x00-\x1f\x7f]$/.test(part) ? single(part) : key('', part)));
}
