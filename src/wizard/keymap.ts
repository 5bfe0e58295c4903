/** Keys as data: one table is handler, help bar and help page. */
export type Context =
  | 'list'
  | 'review'
  | 'textInput'
  | 'choice'
  | 'filter'
  | 'overlay'
  | 'confirm'
  | 'confirmDiscard'
  | 'confirmStart'
  | 'waiting'
  | 'watching'
  | 'result'
  | 'taskFailed'
  | 'resumeDraft'
  | 'taskList'
  | 'taskSearch'
  | 'stateChoice'
  | 'listFailed'
  | 'taskLoading'
  | 'openFailed';

/** The actions that keys stand for; `actions/actions.ts` says what each does. */
export type ActionName =
  | 'resume'
  | 'nextDraft'
  | 'discardDraft'
  | 'startFresh'
  | 'openTask'
  | 'readAgain'
  | 'showAll'
  | 'acceptSearch'
  | 'cancelSearch'
  | 'takeState'
  | 'stateBack'
  | 'stateNext'
  | 'cancelState'
  | 'search'
  | 'pickState'
  | 'backToTasks'
  | 'edit'
  | 'mend'
  | 'submit'
  | 'keepOurs'
  | 'takeTheirs'
  | 'accept'
  | 'choiceBack'
  | 'choiceNext'
  | 'cancel'
  | 'confirmSubmit'
  | 'confirmPause'
  | 'declineSubmit'
  | 'askStart'
  | 'confirmStart'
  | 'declineStart'
  | 'watch'
  | 'endWatch'
  | 'keepFresh'
  | 'confirmDiscard'
  | 'keepDraft'
  | 'finish'
  | 'editAgain'
  | 'nextTask'
  | 'retry'
  | 'close'
  | 'offer'
  | 'open'
  | 'add'
  | 'remove'
  | 'clear'
  | 'request'
  | 'plan'
  | 'nextStep'
  | 'review'
  | 'help'
  | 'step1'
  | 'step2'
  | 'step3'
  | 'step4'
  | 'step5'
  | 'step6'
  | 'interrupt'
  | 'reset'
  | 'undo'
  | 'redo'
  | 'filter'
  | 'back'
  | 'previousStep'
  | 'exact'
  | 'suspend'
  | 'up'
  | 'down'
  | 'pageUp'
  | 'pageDown'
  | 'first'
  | 'last'
  | 'scrollUp'
  | 'scrollDown'
  | 'scrollPageUp'
  | 'scrollPageDown'
  | 'scrollFirst'
  | 'scrollLast'
  | 'charLeft'
  | 'charRight'
  | 'lineStart'
  | 'lineEnd'
  | 'eraseLeft'
  | 'eraseRight'
  | 'eraseToStart'
  | 'eraseToEnd'
  | 'eraseWord'
  | 'eraseWordRight'
  | 'wordLeft'
  | 'wordRight'
  | 'yank'
  | 'repaint';

/** An action, its keys, and their contexts. */
export interface Binding {
  readonly action: ActionName;
  readonly keys: readonly string[];
  readonly contexts: readonly Context[];
  /** The key as the help bar shows it; bindings without a label are not in the bar. */
  readonly label?: string;
}

const LISTS: readonly Context[] = ['list', 'review', 'result', 'taskList'];
const STEP_LISTS: readonly Context[] = ['list', 'review'];
const HELPFUL: readonly Context[] = [
  'list',
  'review',
  'taskList',
  'result',
  'confirm',
  'resumeDraft',
  'confirmDiscard',
  'confirmStart',
  'choice',
  'stateChoice',
  'watching',
  'taskFailed',
  'openFailed',
  'listFailed',
];
const RESUME: readonly Context[] = ['resumeDraft'];
const LINES: readonly Context[] = ['textInput', 'filter', 'taskSearch'];
const ALL: readonly Context[] = [
  'list',
  'review',
  'textInput',
  'choice',
  'filter',
  'overlay',
  'confirm',
  'confirmDiscard',
  'confirmStart',
  'waiting',
  'watching',
  'result',
  'taskFailed',
  'resumeDraft',
  'taskList',
  'taskSearch',
  'stateChoice',
  'listFailed',
  'taskLoading',
  'openFailed',
];

const bind = (
  action: ActionName,
  keys: readonly string[],
  contexts: readonly Context[],
  label?: string,
): Binding => (label === undefined ? { action, keys, contexts } : { action, keys, contexts, label });

/** The bindings in the order of the help bar; those that don't fit are omitted from its end. */
export const KEYMAP: readonly Binding[] = [
  bind('resume', ['enter'], RESUME, '↵'),
  bind('nextDraft', ['right', 'tab'], RESUME, '→'),
  bind('discardDraft', ['d'], RESUME, 'd'),
  bind('startFresh', ['escape'], RESUME, 'esc'),
  bind('openTask', ['enter', 'right'], ['taskList'], '↵'),
  bind('readAgain', ['enter', 'r'], ['listFailed'], '↵'),
  bind('showAll', ['escape'], ['taskList'], 'esc'),
  bind('acceptSearch', ['enter'], ['taskSearch'], '↵'),
  bind('cancelSearch', ['escape'], ['taskSearch'], 'esc'),
  bind('takeState', ['enter'], ['stateChoice'], '↵'),
  bind('stateBack', ['left', 'up', 'shift+tab'], ['stateChoice'], '←'),
  bind('stateNext', ['right', 'down', 'tab', ' '], ['stateChoice'], '→'),
  bind('cancelState', ['escape'], ['stateChoice'], 'esc'),
  bind('search', ['/'], ['taskList', 'listFailed'], '/'),
  bind('pickState', ['s'], ['taskList'], 's'),
  bind('readAgain', ['r'], ['taskList'], 'r'),
  bind('keepFresh', ['w'], ['taskList'], 'w'),
  bind('backToTasks', ['escape'], ['taskLoading'], 'esc'),
  bind('edit', ['enter'], ['list'], '↵'),
  bind('mend', ['f'], ['list'], 'f'),
  bind('keepOurs', ['o'], ['review'], 'o'),
  bind('takeTheirs', ['t'], ['review'], 't'),
  bind('submit', ['s', 'ctrl+s'], ['review'], 's'),
  bind('edit', ['enter', 'e'], ['review'], '↵'),
  bind('accept', ['enter'], ['textInput', 'choice', 'filter'], '↵'),
  bind('choiceBack', ['left', 'up', 'shift+tab'], ['choice'], '←'),
  bind('choiceNext', ['right', 'down', 'tab', ' '], ['choice'], '→'),
  bind('cancel', ['escape'], ['textInput', 'choice', 'filter'], 'esc'),
  bind('confirmSubmit', ['y'], ['confirm'], 'y'),
  bind('confirmPause', ['p'], ['confirm'], 'p'),
  bind('declineSubmit', ['n', 'enter', 'escape'], ['confirm'], 'n'),
  bind('confirmDiscard', ['y'], ['confirmDiscard'], 'y'),
  bind('keepDraft', ['n', 'enter', 'escape'], ['confirmDiscard'], 'n'),
  bind('confirmStart', ['y'], ['confirmStart'], 'y'),
  bind('declineStart', ['n', 'enter', 'escape'], ['confirmStart'], 'n'),
  bind('finish', ['enter', 'q'], ['result'], '↵'),
  bind('askStart', ['S'], ['list', 'review', 'result'], 'S'),
  bind('editAgain', ['escape', 'e'], ['result'], 'e'),
  bind('watch', ['v'], ['result', 'taskList'], 'v'),
  bind('nextTask', ['l'], ['result'], 'l'),
  bind('endWatch', ['escape', 'enter', 'q', 'v'], ['watching'], 'esc'),
  bind('retry', ['enter', 'r'], ['taskFailed', 'openFailed'], '↵'),
  bind('finish', ['escape', 'q'], ['taskFailed', 'listFailed'], 'esc'),
  bind('backToTasks', ['escape', 'left'], ['openFailed'], 'esc'),
  bind('finish', ['q'], ['openFailed'], 'q'),
  bind('close', ['escape', 'enter', 'q', '?', 'b'], ['overlay'], 'esc'),
  bind('offer', ['+'], ['list', 'review'], '+'),
  bind('open', ['o'], ['list'], 'o'),
  // Multiplexers and lines with flow control may keep ^S for themselves.
  bind('review', ['ctrl+s', 'ctrl+r'], ['list', 'textInput', 'choice'], '^S'),
  bind('add', ['a'], ['list'], 'a'),
  bind('request', ['b'], ['review'], 'b'),
  bind('plan', ['w'], ['review'], 'w'),
  bind('nextStep', ['right', 'tab'], ['list'], '→'),
  bind('help', ['?'], HELPFUL, '?'),
  bind('step1', ['1'], STEP_LISTS),
  bind('step2', ['2'], STEP_LISTS),
  bind('step3', ['3'], STEP_LISTS),
  bind('step4', ['4'], STEP_LISTS),
  bind('step5', ['5'], STEP_LISTS),
  bind('step6', ['6'], STEP_LISTS),
  bind('interrupt', ['ctrl+c'], ALL, '^C'),
  bind('undo', ['u'], ['list', 'review'], 'u'),
  bind('redo', ['U'], ['list', 'review'], 'U'),
  bind('filter', ['/'], ['list'], '/'),
  bind('back', ['escape'], ['list', 'review'], 'esc'),
  bind('previousStep', ['left', 'shift+tab'], ['list', 'review'], '←'),
  bind('exact', ['x'], ['review', 'result', 'list'], 'x'),
  bind('exact', ['x'], ['overlay']),
  // Keys that depend on the row come last: the keys before them aren't written again with every arrow.
  bind('remove', ['d', 'delete'], ['list'], 'd'),
  bind('clear', ['c'], ['list'], 'c'),
  bind('reset', ['r'], ['list', 'review'], 'r'),
  bind('suspend', ['ctrl+z'], ALL),
  bind('repaint', ['ctrl+l'], ALL),
  bind('up', ['up', 'k'], LISTS),
  bind('down', ['down', 'j'], LISTS),
  bind('pageUp', ['pageup'], [...LISTS, 'taskSearch']),
  bind('pageDown', ['pagedown'], [...LISTS, 'taskSearch']),
  bind('up', ['up'], ['taskSearch']),
  bind('down', ['down'], ['taskSearch']),
  bind('first', ['home', 'g'], LISTS),
  bind('last', ['end', 'G'], LISTS),
  bind('scrollUp', ['up', 'k'], ['overlay']),
  bind('scrollDown', ['down', 'j'], ['overlay']),
  bind('scrollPageUp', ['pageup'], ['overlay']),
  bind('scrollPageDown', ['pagedown', ' '], ['overlay']),
  bind('scrollFirst', ['home', 'g'], ['overlay']),
  bind('scrollLast', ['end', 'G'], ['overlay']),
  bind('choiceBack', ['down'], ['textInput']),
  bind('choiceNext', ['up'], ['textInput']),
  bind('charLeft', ['left', 'ctrl+b'], LINES),
  bind('charRight', ['right', 'ctrl+f'], LINES),
  bind('lineStart', ['home', 'ctrl+a'], LINES),
  bind('lineEnd', ['end', 'ctrl+e'], LINES),
  bind('eraseLeft', ['backspace'], [...LINES, 'choice', 'stateChoice']),
  bind('eraseRight', ['delete', 'ctrl+d'], LINES),
  bind('eraseToStart', ['ctrl+u'], LINES),
  bind('eraseToEnd', ['ctrl+k'], LINES),
  bind('eraseWord', ['ctrl+w', 'alt+backspace'], LINES),
  bind('eraseWordRight', ['alt+d', 'ctrl+delete'], LINES),
  bind('wordLeft', ['alt+b', 'alt+left', 'ctrl+left'], LINES),
  bind('wordRight', ['alt+f', 'alt+right', 'ctrl+right'], LINES),
  bind('yank', ['ctrl+y'], LINES),
];

/** Returns the action of a key in a context; undefined if it has none. */
export function actionFor(context: Context, key: string): ActionName | undefined {
  return KEYMAP.find((binding) => binding.contexts.includes(context) && binding.keys.includes(key))?.action;
}

/** Returns the bindings that the help bar of a context may show, in order. */
export function helpBarBindings(context: Context): readonly Binding[] {
  return KEYMAP.filter((binding) => binding.label !== undefined && binding.contexts.includes(context));
}
