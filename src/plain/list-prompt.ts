/** Prompts for an answer to a list: a step, the fields of an element, Review, the verdicts, the tasks. */
import { text } from '../text/text.ts';
import { mendPlaceOf } from '../wizard/actions/mend.ts';
import type { Context } from '../wizard/keymap.ts';
import { contextOf } from '../wizard/reducer.ts';
import { rowsOf } from '../wizard/rows/rows.ts';
import type { State } from '../wizard/state.ts';
import { fieldHelp, pageLines } from '../wizard/text/overlay-pages.ts';
import { actAndAnnounce } from './announce.ts';
import { COMMANDS, type Command, parseAnswer } from './commands.ts';
import { type LineConsole, shortTitle, truncateRow } from './line-console.ts';
import { listKey, numberedIndexes, printList, printNextPage, titleOf } from './list-text.ts';
import { loadMoreTasks, searchFor, taskHelp, waitForTaskList } from './task-list-prompt.ts';
import { freshPrompt } from './watch-prompt.ts';

const isPicking = ({ phase }: State): boolean => phase.kind === 'picking';

async function printMore(console: LineConsole): Promise<void> {
  if (isPicking(console.state())) await loadMoreTasks(console);
  if (!printNextPage(console)) console.print(text().plain.noMore);
}

/** Prints the commands of the context, or the help of the focused row. */
async function printHelp(console: LineConsole, row: boolean): Promise<void> {
  const state = console.state();
  const texts = text().plain;
  if (row) {
    const about = isPicking(state) ? taskHelp(state) : fieldHelp(state).map((line) => line.text);
    return about.length ? console.printPaged(about) : console.print(texts.noHelp);
  }
  const context = contextOf(state);
  const known = COMMANDS.filter(
    ({ contexts, name }) =>
      contexts.includes(context) &&
      (name !== 'tasks' || state.picker) &&
      (name !== 'start' || state.isLeftPaused) &&
      (name !== 'mend' || mendPlaceOf(state)),
  );
  const line = (letter: string, name: keyof typeof texts.commands) =>
    texts.withCommand(letter, texts.commands[name]);
  await console.printPaged([
    texts.commandsTitle,
    ...(context === 'result' ? [] : [line('1', context === 'taskList' ? 'openTask' : 'edit')]),
    ...known.map(({ letter, name }) => line(letter, name)),
    line('^C', 'interrupt'),
  ]);
}

async function printRequest(console: LineConsole): Promise<void> {
  console.press('b');
  const page = pageLines(console.state());
  const lines = page.slice(0, page.length).map((line) => line.text);
  console.press('escape');
  await console.printPaged(lines);
}

/** Filters the rows by a part of their names; without a match only prints a message. */
async function filterBy(console: LineConsole, wanted: string): Promise<void> {
  const state = console.state();
  if (isPicking(state)) return searchFor(console, wanted);
  const filters = { ...state.filters, [state.step]: wanted };
  const found = state.openPath === undefined && numberedIndexes(rowsOf({ ...state, filters })).length > 0;
  if (!found) return console.print(text().plain.notHere(truncateRow(wanted)));
  console.press('/');
  console.typeLine(wanted);
  console.printed = undefined;
}

/** Commands that have no key on the screen. */
const OWN_COMMANDS: Readonly<Record<string, (console: LineConsole, row: boolean) => void | Promise<void>>> = {
  list: (console) => {
    console.printed = undefined;
  },
  filter: (console) => filterBy(console, ''),
  more: printMore,
  help: printHelp,
  request: printRequest,
  fresh: freshPrompt,
  quit: ({ store }) => store.dispatch({ type: 'quit' }),
};

/** Returns the index of a numbered row; prints a message and returns undefined if there is none. */
function rowAt(console: LineConsole, number: number): number | undefined {
  const rows = numberedIndexes(rowsOf(console.state()));
  const index = rows[number - 1];
  if (index === undefined) console.print(text().plain.noSuchNumber(String(number), rows.length));
  return index;
}

async function run(console: LineConsole, command: Command, number: number | undefined): Promise<void> {
  const rows = numberedIndexes(rowsOf(console.state()));
  const wanted = number ?? (command.row === 'needed' && rows.length === 1 ? 1 : undefined);
  if (command.row === 'needed' && wanted === undefined)
    return console.print(text().plain.whichRow(command.letter));
  const index = wanted === undefined ? undefined : rowAt(console, wanted);
  if (wanted !== undefined && index === undefined) return;
  const { key } = command;
  if (key !== undefined) return actAndAnnounce(console, () => console.press(key), index);
  if (index !== undefined) console.store.dispatch({ type: 'indexChosen', index });
  await OWN_COMMANDS[command.name]?.(console, index !== undefined);
}

/** Keys that a number alone presses, by context; on verdicts it does nothing. */
const NUMBER_KEYS: Readonly<Partial<Record<Context, string>>> = {
  list: 'enter',
  review: 'enter',
  taskList: 'enter',
};

/** Time that a list waits for the rate windows in it, in ms; later they are printed with the next list. */
const MAX_WINDOWS_WAIT_MS = 2000;

/** The last reading that was waited for: a slow one isn't waited for again. */
let waitedFor: object | undefined;

async function waitForWindows(console: LineConsole): Promise<void> {
  const { readingWindows, step } = console.state();
  if (!readingWindows || step !== 'network' || waitedFor === readingWindows) return;
  waitedFor = readingWindows;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, MAX_WINDOWS_WAIT_MS);
  });
  await Promise.race([console.waitFor((state) => state.readingWindows !== readingWindows), tooLong]);
  clearTimeout(timer);
}

export async function listPrompt(console: LineConsole): Promise<void> {
  if (isPicking(console.state())) await waitForTaskList(console);
  await waitForWindows(console);
  const context = contextOf(console.state());
  // The list of tasks may turn out to be refused.
  if (context === 'listFailed') return;
  if (console.printed?.view !== listKey(console.state())) printList(console);
  const state = console.state();
  const texts = text().plain;
  const answer = await console.ask(texts.prompt(shortTitle(titleOf(state))), context === 'result');
  if (answer.includes('\n')) return console.print(texts.several);
  const filters = context === 'taskList' || (context === 'list' && state.openPath === undefined);
  if (filters && answer.startsWith('/')) return filterBy(console, answer.slice(1).trim());
  const reading = parseAnswer(answer, context);
  switch (reading.kind) {
    case 'nothing':
      if (context === 'result') return console.press('enter');
      return (console.printed?.endRow ?? 0) < rowsOf(state).length ? printMore(console) : undefined;
    case 'row': {
      const index = rowAt(console, reading.number);
      const key = NUMBER_KEYS[context];
      return index === undefined || !key
        ? undefined
        : actAndAnnounce(console, () => console.press(key), index);
    }
    case 'command':
      return run(console, reading.command, reading.number);
    case 'name':
      if (filters && reading.name.length > 1) return filterBy(console, reading.name);
      return console.print(texts.noSuchCommand(truncateRow(reading.name)));
  }
}
