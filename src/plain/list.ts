/** One answer to a list: a step, the fields of an element, the Review, the verdicts, the tasks. */
import { text } from '../text/text.ts';
import { fieldHelp, pageLines } from '../wizard/pages.ts';
import { contextOf } from '../wizard/reduce.ts';
import { rowsOf } from '../wizard/rows.ts';
import type { State } from '../wizard/state.ts';
import { COMMANDS, type Command, readAnswer } from './commands.ts';
import { numbered, tellList, tellNext, titleOf, viewName } from './rows.ts';
import { shortRow, shortTitle, type Talk } from './talk.ts';
import { moreTasks, searchFor, taskHelp, tasksListed } from './tasks.ts';
import { tellOf } from './telling.ts';

const isPicking = ({ phase }: State): boolean => phase.kind === 'picking';

async function tellMore(talk: Talk): Promise<void> {
  if (isPicking(talk.state())) await moreTasks(talk);
  if (!tellNext(talk)) talk.say(text().plain.noMore);
}

/** All commands of here; or of a row, what it is about. */
async function tellHelp(talk: Talk, row: boolean): Promise<void> {
  const state = talk.state();
  const say = text().plain;
  if (row) {
    const about = isPicking(state) ? taskHelp(state) : fieldHelp(state).map((line) => line.text);
    return about.length ? talk.page(about) : talk.say(say.noHelp);
  }
  const context = contextOf(state);
  const known = COMMANDS.filter(
    ({ contexts, name }) => contexts.includes(context) && (name !== 'tasks' || state.picker),
  );
  const line = (letter: string, name: keyof typeof say.commands) =>
    say.withCommand(letter, say.commands[name]);
  await talk.page([
    say.commandsTitle,
    ...(context === 'ended' ? [] : [line('1', context === 'tasks' ? 'openTask' : 'edit')]),
    ...known.map(({ letter, name }) => line(letter, name)),
    line('^C', 'interrupt'),
  ]);
}

async function tellRequest(talk: Talk): Promise<void> {
  talk.press('b');
  const page = pageLines(talk.state());
  const lines = page.slice(0, page.length).map((line) => line.text);
  talk.press('escape');
  await talk.page(lines);
}

/** The rows whose names have a text in them; where none has, nothing happens. */
async function filterBy(talk: Talk, wanted: string): Promise<void> {
  const state = talk.state();
  if (isPicking(state)) return searchFor(talk, wanted);
  const filters = { ...state.filters, [state.step]: wanted };
  const found = state.open === undefined && numbered(rowsOf({ ...state, filters })).length > 0;
  if (!found) return talk.say(text().plain.notHere(shortRow(wanted)));
  talk.press('/');
  talk.enter(wanted);
  talk.told = undefined;
}

/** The commands that no key of the screen stands for. */
const OWN: Readonly<Record<string, (talk: Talk, row: boolean) => void | Promise<void>>> = {
  list: (talk) => {
    talk.told = undefined;
  },
  filter: (talk) => filterBy(talk, ''),
  more: tellMore,
  help: tellHelp,
  request: tellRequest,
  quit: ({ store }) => store.dispatch({ type: 'quit' }),
};

/** The row that a number means, or undefined after saying that there is none. */
function rowAt(talk: Talk, number: number): number | undefined {
  const rows = numbered(rowsOf(talk.state()));
  const index = rows[number - 1];
  if (index === undefined) talk.say(text().plain.noSuchNumber(String(number), rows.length));
  return index;
}

async function run(talk: Talk, command: Command, number: number | undefined): Promise<void> {
  const rows = numbered(rowsOf(talk.state()));
  const wanted = number ?? (command.row === 'needed' && rows.length === 1 ? 1 : undefined);
  if (command.row === 'needed' && wanted === undefined)
    return talk.say(text().plain.whichRow(command.letter));
  const index = wanted === undefined ? undefined : rowAt(talk, wanted);
  if (wanted !== undefined && index === undefined) return;
  const { key } = command;
  if (key !== undefined) return tellOf(talk, () => talk.press(key), index);
  if (index !== undefined) talk.store.dispatch({ type: 'chosen', index });
  await OWN[command.name]?.(talk, index !== undefined);
}

/** What a number alone does, by context; in the verdicts it does nothing. */
const NUMBER: Readonly<Record<string, string>> = { list: 'enter', review: 'e', tasks: 'enter' };

export async function listTurn(talk: Talk): Promise<void> {
  if (isPicking(talk.state())) await tasksListed(talk);
  const context = contextOf(talk.state());
  // The list of tasks may turn out to be refused.
  if (context === 'unlisted') return;
  if (talk.told?.view !== viewName(talk.state())) tellList(talk);
  const state = talk.state();
  const say = text().plain;
  const answer = await talk.ask(say.prompt(shortTitle(titleOf(state))), context === 'ended');
  if (answer.includes('\n')) return talk.say(say.several);
  const filters = context === 'tasks' || (context === 'list' && state.open === undefined);
  if (filters && answer.startsWith('/')) return filterBy(talk, answer.slice(1).trim());
  const reading = readAnswer(answer, context);
  switch (reading.kind) {
    case 'nothing':
      if (context === 'ended') return talk.press('enter');
      return (talk.told?.until ?? 0) < rowsOf(state).length ? tellMore(talk) : undefined;
    case 'row': {
      const index = rowAt(talk, reading.number);
      const key = NUMBER[context];
      return index === undefined || !key ? undefined : tellOf(talk, () => talk.press(key), index);
    }
    case 'command':
      return run(talk, reading.command, reading.number);
    case 'name':
      if (filters && reading.name.length > 1) return filterBy(talk, reading.name);
      return talk.say(say.noSuchCommand(shortRow(reading.name)));
  }
}
