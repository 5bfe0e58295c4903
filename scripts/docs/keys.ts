/** Tables of the keys of the screen and of the letters of plain mode. */
import { COMMANDS } from '../../src/plain/commands.ts';
import { lookup, text } from '../../src/text/text.ts';
import { type Context, helpBarBindings, KEYMAP } from '../../src/wizard/keymap.ts';
import { code, table } from './markdown.ts';

/** Names of the contexts that keys work in, for readers. */
const CONTEXTS: Record<Context, string> = {
  list: 'a step',
  review: 'Review',
  textInput: 'typing',
  choice: 'choosing a value',
  filter: 'the filter of a step',
  overlay: 'help and request',
  confirm: 'the question before a submit',
  confirmDiscard: 'the question before a draft is deleted',
  confirmStart: 'the question before a start',
  watching: 'watching',
  waiting: 'submitting',
  result: 'Result',
  taskFailed: "a task that can't be read",
  resumeDraft: 'an unsubmitted draft',
  taskList: 'the task list',
  taskSearch: 'the filter of tasks',
  stateChoice: 'choosing a state',
  listFailed: "a list that can't be read",
  taskLoading: 'opening a task',
  openFailed: "a task that can't be opened",
};

/** Descriptions of actions that the help bar omits or shortens to a word. */
const MORE: Readonly<Record<string, string>> = {
  choiceBack: 'the previous value',
  choiceNext: 'the next value',
  previousStep: 'the previous step',
  nextStep: 'the next step',
  open: 'all fields of a disk or volume',
  remove: 'remove the element or entry from its list',
  clear: 'clear the field',
  add: 'add an element to a list',
  offer: 'accept the suggested size',
  reset: 'discard the change',
  undo: 'undo the last edit',
  redo: 'redo the last undone edit',
  request: 'show the request',
  plan: 'save the changes as a plan',
  exact: 'switch sizes to bytes and back',
  confirmPause: 'pause the task, submit, start it again',
  askStart: 'start the task that was paused here',
  keepFresh: 'keep the rows fresh, and back',
  watch: 'watch the task',
  endWatch: 'back from watching',
  interrupt: 'quit; nothing is sent, and edits are kept',
  stateBack: 'the previous state',
  stateNext: 'the next state',
  nextTask: 'back to the task list',
  step1: 'to the step Name',
  step2: 'to the step Network',
  step3: 'to the step Disks',
  step4: 'to the step Volumes',
  step5: 'to the step Other',
  step6: 'to Review',
  suspend: 'suspend; `fg` paints the screen again',
  repaint: 'paint the screen again, after another program wrote on it',
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
  eraseWord: 'erase a word to the left',
  eraseWordRight: 'erase a word to the right',
  wordLeft: 'a word left',
  wordRight: 'a word right',
  yank: 'insert what was erased last',
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

const MODIFIED = /^(ctrl|alt)\+(.+)$/;

function keyName(key: string): string {
  const [, modifier = '', rest = ''] = MODIFIED.exec(key) ?? [];
  if (!modifier) return NAMES[key] ?? code(key);
  return `${modifier === 'ctrl' ? 'Ctrl' : 'Alt'}-${NAMES[rest] ?? rest.toUpperCase()}`;
}

/** Returns the description of an action: the words of the help bar or, if `how` is `long`, longer ones where there are any. */
function does(action: string, how: 'short' | 'long'): string {
  const short = lookup(text().screen.bar, action);
  const words = how === 'short' ? short : (MORE[action] ?? short);
  if (!words) throw new Error(`no words for what ${action} does`);
  return words;
}

const SHORT = ['list', 'review', 'taskList', 'result'] as const satisfies readonly Context[];

/** The keys of the help bars, side by side. */
export function keys(): string {
  const bars = SHORT.map((context) => helpBarBindings(context));
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
  const messages = text().plain.commands;
  return table(
    ['letter', 'word', 'does', 'in'],
    COMMANDS.map(({ letter, name, contexts }) => [
      code(letter),
      code(name),
      messages[name],
      contexts.map((context) => CONTEXTS[context]).join(', '),
    ]),
  );
}
