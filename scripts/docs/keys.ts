/** Tables of the keys of the screen and of the letters of the dialogue. */
import { COMMANDS } from '../../src/plain/commands.ts';
import { entryOf, text } from '../../src/text/text.ts';
import { barFor, type Context, KEYMAP } from '../../src/wizard/keymap.ts';
import { code, table } from './markdown.ts';

/** Where a key works, as people call it. */
const CONTEXTS: Record<Context, string> = {
  list: 'a step',
  review: 'the Review',
  text: 'typing',
  pick: 'choosing a value',
  filter: 'the filter of a step',
  page: 'help and request',
  ask: 'the question about warnings',
  waiting: 'submitting',
  ended: 'the Result',
  unreadable: 'a task that could not be read',
  resume: 'a draft left behind',
  tasks: 'the list of tasks',
  search: 'the filter of tasks',
  states: 'choosing a state',
  unlisted: 'a list that could not be read',
  opening: 'opening a task',
  unopened: 'a task that could not be opened',
};

/** What keys do that the help bar leaves out, or says in a word. */
const MORE: Readonly<Record<string, string>> = {
  choiceBack: 'the value before',
  choiceNext: 'the next value',
  previousStep: 'the step before',
  nextStep: 'the next step',
  open: 'all fields of a disk or volume',
  drop: 'clear the field, or take the element out of its list',
  add: 'add an element to a list',
  offer: 'take the size that is offered',
  reset: 'back to the value of the server',
  undo: 'undo the last edit',
  request: 'the exact request',
  plan: 'write a plan file',
  exact: 'exact bytes, and back',
  interrupt: 'leave; nothing is sent, and edits are kept',
  stateBack: 'the state before',
  stateNext: 'the next state',
  nextTask: 'back to the list of tasks',
  suspend: 'suspend; `fg` paints the screen again',
  up: 'up',
  down: 'down',
  pageUp: 'a page up',
  pageDown: 'a page down',
  first: 'to the first',
  last: 'to the last',
  scrollUp: 'scroll up',
  scrollDown: 'scroll down',
  scrollPageUp: 'scroll a page up',
  scrollPageDown: 'scroll a page down',
  scrollFirst: 'to the top',
  scrollLast: 'to the end',
  charLeft: 'a letter left',
  charRight: 'a letter right',
  lineStart: 'to the start',
  lineEnd: 'to the end',
  eraseLeft: 'erase to the left',
  eraseRight: 'erase to the right',
  eraseToStart: 'erase to the start',
  eraseToEnd: 'erase to the end',
  eraseWord: 'erase a word',
};

const NAMES: Readonly<Record<string, string>> = {
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  'shift+tab': 'Shift-Tab',
  ' ': 'Space',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  home: 'Home',
  end: 'End',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  delete: 'Del',
  backspace: 'Backspace',
};

const keyName = (key: string): string =>
  NAMES[key] ?? (key.startsWith('ctrl+') ? `Ctrl-${key.slice(5).toUpperCase()}` : code(key));

/** What an action does: in the words of the help bar, or in some more where there are such. */
function does(action: string, how: 'short' | 'long'): string {
  const short = entryOf(text().screen.bar, action);
  const words = how === 'short' ? short : (MORE[action] ?? short);
  if (!words) throw new Error(`no words for what ${action} does`);
  return words;
}

const SHORT = ['list', 'review', 'tasks', 'ended'] as const satisfies readonly Context[];

/** The keys of the help bars, side by side. */
export function keys(): string {
  const bars = SHORT.map((context) => barFor(context));
  const shown = [...new Set(bars.flatMap((bar) => bar.map(({ keys }) => keys[0] as string)))];
  const rows = shown.map((key) => [
    keyName(key),
    ...bars.map(
      (bar) => bar.filter(({ keys }) => keys[0] === key).map(({ action }) => does(action, 'short'))[0] ?? '',
    ),
  ]);
  return table(['key', ...SHORT.map((context) => CONTEXTS[context])], rows);
}

/** Every key there is. */
export function allKeys(): string {
  const everywhere = Object.keys(CONTEXTS).length;
  const rows = KEYMAP.map(({ action, keys, contexts }) => [
    keys.map(keyName).join(' '),
    does(action, 'long'),
    contexts.length === everywhere ? 'everywhere' : contexts.map((context) => CONTEXTS[context]).join(', '),
  ]);
  return table(['keys', 'do', 'in'], rows);
}

/** The letters of plain mode. */
export function letters(): string {
  const say = text().plain.commands;
  return table(
    ['letter', 'word', 'does', 'in'],
    COMMANDS.map(({ letter, name, contexts }) => [
      code(letter),
      code(name),
      say[name],
      contexts.map((context) => CONTEXTS[context]).join(', '),
    ]),
  );
}
