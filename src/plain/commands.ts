/** The commands of the dialogue as data: one table is handler and help. Letters are those of the screen's keys. */
import type { Text } from '../text/text.ts';
import type { Context } from '../wizard/keymap.ts';

export interface Command {
  /** The word that may be typed in place of the letter; what it does says `text().plain.commands`. */
  readonly name: keyof Text['plain']['commands'];
  readonly letter: string;
  readonly contexts: readonly Context[];
  /** The key of the screen that does the same; what has none the dialogue does by itself. */
  readonly key?: string;
  /** Whether the command is about a row. */
  readonly row?: 'needed' | 'optional';
}

const LISTS: readonly Context[] = ['list', 'review'];
const ALL: readonly Context[] = ['list', 'review', 'ended', 'tasks'];

export const COMMANDS: readonly Command[] = [
  { name: 'submit', letter: 's', contexts: ['review'], key: 'enter' },
  { name: 'theirs', letter: 't', contexts: ['review'], key: 't', row: 'needed' },
  { name: 'mine', letter: 'y', contexts: ['review'], key: 'y', row: 'needed' },
  { name: 'open', letter: 'o', contexts: ['list'], key: 'o', row: 'needed' },
  { name: 'reset', letter: 'r', contexts: LISTS, key: 'r', row: 'needed' },
  { name: 'clear', letter: 'd', contexts: ['list'], key: 'd', row: 'needed' },
  { name: 'add', letter: 'a', contexts: ['list'], key: 'a', row: 'optional' },
  { name: 'offer', letter: '+', contexts: LISTS, key: '+' },
  { name: 'undo', letter: 'u', contexts: LISTS, key: 'u' },
  { name: 'next', letter: 'n', contexts: ['list'], key: 'right' },
  { name: 'back', letter: 'b', contexts: LISTS, key: 'escape' },
  { name: 'review', letter: 'v', contexts: ['list'], key: 'ctrl+s' },
  { name: 'request', letter: 'p', contexts: ['review'] },
  { name: 'plan', letter: 'w', contexts: ['review'], key: 'w' },
  { name: 'again', letter: 'e', contexts: ['ended'], key: 'e' },
  { name: 'tasks', letter: 't', contexts: ['ended'], key: 'l' },
  { name: 'state', letter: 's', contexts: ['tasks'], key: 's' },
  { name: 'reread', letter: 'r', contexts: ['tasks'], key: 'r' },
  { name: 'all', letter: 'b', contexts: ['tasks'], key: 'escape' },
  { name: 'exact', letter: 'x', contexts: ['list', 'review', 'ended'], key: 'x' },
  { name: 'list', letter: 'l', contexts: ALL },
  { name: 'more', letter: 'm', contexts: ALL },
  { name: 'filter', letter: '/', contexts: ['list', 'tasks'] },
  { name: 'help', letter: '?', contexts: ALL, row: 'optional' },
  { name: 'quit', letter: 'q', contexts: ALL },
];

export type Reading =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'row'; readonly number: number }
  | { readonly kind: 'command'; readonly command: Command; readonly number?: number }
  /** Neither number nor command: perhaps a part of a name. */
  | { readonly kind: 'name'; readonly name: string };

/** What an answer means in a context. Digits and signs of a Chinese keyboard count as their ASCII twins. */
export function readAnswer(answer: string, context: Context): Reading {
  const typed = answer.normalize('NFKC').trim();
  if (typed === '') return { kind: 'nothing' };
  if (/^\d+$/.test(typed)) return { kind: 'row', number: Number(typed) };
  const [, word = '', number] = /^([a-z]+|[?+/])\s*(\d+)?$/i.exec(typed) ?? [];
  const command = COMMANDS.find(
    ({ letter, name, contexts }) => contexts.includes(context) && [letter, name].includes(word.toLowerCase()),
  );
  if (!command || (command.name === 'filter' && number)) return { kind: 'name', name: answer.trim() };
  return number && command.row
    ? { kind: 'command', command, number: Number(number) }
    : number
      ? { kind: 'name', name: answer.trim() }
      : { kind: 'command', command };
}
