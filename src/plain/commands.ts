/** The commands of plain mode as data: one table is handler and help. Letters are those of the screen's keys. */
import type { Text } from '../text/catalogue.ts';
import type { Context } from '../wizard/keymap.ts';

export interface Command {
  /** Word that may be typed instead of the letter; `text().plain.commands` describes it. */
  readonly name: keyof Text['plain']['commands'];
  readonly letter: string;
  readonly contexts: readonly Context[];
  /** Key of the screen that does the same; plain mode handles a command without one itself. */
  readonly key?: string;
  /** Presence of a row number. */
  readonly row?: 'needed' | 'optional';
}

const LISTS: readonly Context[] = ['list', 'review'];
const ALL: readonly Context[] = ['list', 'review', 'result', 'taskList'];

export const COMMANDS: readonly Command[] = [
  { name: 'submit', letter: 's', contexts: ['review'], key: 's' },
  { name: 'theirs', letter: 't', contexts: ['review'], key: 't', row: 'needed' },
  { name: 'mine', letter: 'o', contexts: ['review'], key: 'o', row: 'needed' },
  { name: 'open', letter: 'o', contexts: ['list'], key: 'o', row: 'needed' },
  { name: 'mend', letter: 'f', contexts: ['list'], key: 'f' },
  { name: 'reset', letter: 'r', contexts: LISTS, key: 'r', row: 'needed' },
  { name: 'clear', letter: 'c', contexts: ['list'], key: 'c', row: 'needed' },
  { name: 'remove', letter: 'd', contexts: ['list'], key: 'd', row: 'needed' },
  { name: 'add', letter: 'a', contexts: ['list'], key: 'a', row: 'optional' },
  { name: 'offer', letter: '+', contexts: LISTS, key: '+' },
  { name: 'undo', letter: 'u', contexts: LISTS, key: 'u' },
  { name: 'redo', letter: 'z', contexts: LISTS, key: 'U' },
  { name: 'next', letter: 'n', contexts: ['list'], key: 'right' },
  { name: 'back', letter: 'b', contexts: LISTS, key: 'escape' },
  { name: 'review', letter: 'v', contexts: ['list'], key: 'ctrl+s' },
  { name: 'request', letter: 'p', contexts: ['review'] },
  { name: 'plan', letter: 'w', contexts: ['review'], key: 'w' },
  { name: 'start', letter: 'g', contexts: ['list', 'review', 'result'], key: 'S' },
  { name: 'watch', letter: 'v', contexts: ['result'], key: 'v' },
  { name: 'watchTask', letter: 'v', contexts: ['taskList'], key: 'v', row: 'needed' },
  { name: 'fresh', letter: 'w', contexts: ['taskList'] },
  { name: 'again', letter: 'e', contexts: ['result'], key: 'e' },
  { name: 'tasks', letter: 't', contexts: ['result'], key: 'l' },
  { name: 'state', letter: 's', contexts: ['taskList'], key: 's' },
  { name: 'reread', letter: 'r', contexts: ['taskList'], key: 'r' },
  { name: 'all', letter: 'b', contexts: ['taskList'], key: 'escape' },
  { name: 'exact', letter: 'x', contexts: ['list', 'review', 'result'], key: 'x' },
  { name: 'list', letter: 'l', contexts: ALL },
  { name: 'more', letter: 'm', contexts: ALL },
  { name: 'filter', letter: '/', contexts: ['list', 'taskList'] },
  { name: 'help', letter: '?', contexts: ALL, row: 'optional' },
  { name: 'quit', letter: 'q', contexts: ALL },
];

export type ParsedAnswer =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'row'; readonly number: number }
  | { readonly kind: 'command'; readonly command: Command; readonly number?: number }
  /** Neither a number nor a command: perhaps a part of a name. */
  | { readonly kind: 'name'; readonly name: string };

/** Parses an answer in a context. Full-width digits and signs count as their ASCII twins. */
export function parseAnswer(answer: string, context: Context): ParsedAnswer {
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
