/** Keys as data: one table is handler, help bar and help page. */
export type Context =
  | 'list'
  | 'review'
  | 'text'
  | 'pick'
  | 'filter'
  | 'page'
  | 'ask'
  | 'waiting'
  | 'ended'
  | 'unreadable'
  | 'resume'
  | 'tasks'
  | 'search'
  | 'states'
  | 'unlisted'
  | 'opening'
  | 'unopened';

export interface Binding {
  readonly action: string;
  readonly keys: readonly string[];
  readonly contexts: readonly Context[];
  /** The key as the help bar shows it; bindings without one are on the help page alone or go without saying. */
  readonly shown?: string;
}

const LISTS: readonly Context[] = ['list', 'review', 'ended', 'tasks'];
const RESUME: readonly Context[] = ['resume'];
const LINES: readonly Context[] = ['text', 'filter', 'search'];
const ALL: readonly Context[] = [
  'list',
  'review',
  'text',
  'pick',
  'filter',
  'page',
  'ask',
  'waiting',
  'ended',
  'unreadable',
  'resume',
  'tasks',
  'search',
  'states',
  'unlisted',
  'opening',
  'unopened',
];

const bind = (
  action: string,
  keys: readonly string[],
  contexts: readonly Context[],
  shown?: string,
): Binding => (shown === undefined ? { action, keys, contexts } : { action, keys, contexts, shown });

/** The order is that of the help bar; what does not fit is left out from the end. */
export const KEYMAP: readonly Binding[] = [
  bind('resume', ['enter'], RESUME, '↵'),
  bind('nextLeftover', ['right', 'tab'], RESUME, '→'),
  bind('discardLeftover', ['d'], RESUME, 'd'),
  bind('startFresh', ['escape'], RESUME, 'esc'),
  bind('openTask', ['enter', 'right'], ['tasks'], '↵'),
  bind('readAgain', ['enter', 'r'], ['unlisted'], '↵'),
  bind('showAll', ['escape'], ['tasks'], 'esc'),
  bind('acceptSearch', ['enter'], ['search'], '↵'),
  bind('cancelSearch', ['escape'], ['search'], 'esc'),
  bind('takeState', ['enter'], ['states'], '↵'),
  bind('stateBack', ['left', 'up', 'shift+tab'], ['states'], '←'),
  bind('stateNext', ['right', 'down', 'tab', ' '], ['states'], '→'),
  bind('cancelState', ['escape'], ['states'], 'esc'),
  bind('search', ['/'], ['tasks', 'unlisted'], '/'),
  bind('pickState', ['s'], ['tasks'], 's'),
  bind('readAgain', ['r'], ['tasks'], 'r'),
  bind('backToTasks', ['escape'], ['opening'], 'esc'),
  bind('edit', ['enter'], ['list'], '↵'),
  bind('submit', ['enter'], ['review'], '↵'),
  bind('mine', ['y'], ['review'], 'y'),
  bind('theirs', ['t'], ['review'], 't'),
  bind('edit', ['e'], ['review'], 'e'),
  bind('accept', ['enter'], ['text', 'pick', 'filter'], '↵'),
  bind('choiceBack', ['left', 'up', 'shift+tab'], ['pick'], '←'),
  bind('choiceNext', ['right', 'down', 'tab', ' '], ['pick'], '→'),
  bind('cancel', ['escape'], ['text', 'pick', 'filter'], 'esc'),
  bind('yes', ['enter', 'y'], ['ask'], '↵'),
  bind('no', ['escape', 'n'], ['ask'], 'esc'),
  bind('finish', ['enter', 'q'], ['ended'], '↵'),
  bind('goOn', ['escape', 'e'], ['ended'], 'e'),
  bind('nextTask', ['l'], ['ended'], 'l'),
  bind('again', ['enter', 'r'], ['unreadable', 'unopened'], '↵'),
  bind('finish', ['escape', 'q'], ['unreadable', 'unlisted'], 'esc'),
  bind('backToTasks', ['escape', 'left'], ['unopened'], 'esc'),
  bind('finish', ['q'], ['unopened'], 'q'),
  bind('close', ['escape', 'enter', 'q', '?', 'b'], ['page'], 'esc'),
  bind('offer', ['+'], ['list', 'review'], '+'),
  bind('open', ['o'], ['list'], 'o'),
  bind('add', ['a'], ['list'], 'a'),
  bind('drop', ['d', 'delete'], ['list'], 'd'),
  bind('request', ['b'], ['review'], 'b'),
  bind('plan', ['w'], ['review'], 'w'),
  bind('nextStep', ['right', 'tab'], ['list'], '→'),
  bind('review', ['ctrl+s'], ['list', 'text', 'pick'], '^S'),
  bind('help', ['?'], ['list', 'review', 'tasks'], '?'),
  bind('interrupt', ['ctrl+c'], ALL, '^C'),
  bind('reset', ['r'], ['list', 'review'], 'r'),
  bind('undo', ['u'], ['list', 'review'], 'u'),
  bind('filter', ['/'], ['list'], '/'),
  bind('back', ['escape'], ['list', 'review'], 'esc'),
  bind('previousStep', ['left', 'shift+tab'], ['list', 'review'], '←'),
  bind('exact', ['x'], ['review', 'ended', 'list'], 'x'),
  bind('suspend', ['ctrl+z'], ALL),
  bind('up', ['up', 'k'], LISTS),
  bind('down', ['down', 'j'], LISTS),
  bind('pageUp', ['pageup'], [...LISTS, 'search']),
  bind('pageDown', ['pagedown'], [...LISTS, 'search']),
  bind('up', ['up'], ['search']),
  bind('down', ['down'], ['search']),
  bind('first', ['home', 'g'], LISTS),
  bind('last', ['end', 'G'], LISTS),
  bind('scrollUp', ['up', 'k'], ['page']),
  bind('scrollDown', ['down', 'j'], ['page']),
  bind('scrollPageUp', ['pageup'], ['page']),
  bind('scrollPageDown', ['pagedown', ' '], ['page']),
  bind('scrollFirst', ['home', 'g'], ['page']),
  bind('scrollLast', ['end', 'G'], ['page']),
  bind('choiceBack', ['down'], ['text']),
  bind('choiceNext', ['up'], ['text']),
  bind('charLeft', ['left', 'ctrl+b'], LINES),
  bind('charRight', ['right', 'ctrl+f'], LINES),
  bind('lineStart', ['home', 'ctrl+a'], LINES),
  bind('lineEnd', ['end', 'ctrl+e'], LINES),
  bind('eraseLeft', ['backspace'], LINES),
  bind('eraseRight', ['delete', 'ctrl+d'], LINES),
  bind('eraseToStart', ['ctrl+u'], LINES),
  bind('eraseToEnd', ['ctrl+k'], LINES),
  bind('eraseWord', ['ctrl+w'], LINES),
];

/** The action that a key stands for in a context; undefined where it stands for none. */
export function actionFor(context: Context, key: string): string | undefined {
  return KEYMAP.find((binding) => binding.contexts.includes(context) && binding.keys.includes(key))?.action;
}

/** The bindings that the help bar of a context may show, in order. */
export function barFor(context: Context): readonly Binding[] {
  return KEYMAP.filter((binding) => binding.shown !== undefined && binding.contexts.includes(context));
}
