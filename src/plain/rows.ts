/** A list in words: its title, its rows page by page with their numbers, and what stands under them. */
import { changesOf, currentTask, locateIn } from '../task/draft.ts';
import { findingsOf } from '../task/rules/rules.ts';
import { text } from '../text/text.ts';
import { elementText, labelOf } from '../wizard/describe.ts';
import { endingText, offerText, sentAlong } from '../wizard/hints.ts';
import { placeOf, viewOf } from '../wizard/lists.ts';
import { hasMore } from '../wizard/picker.ts';
import { askedText, insteadOfRows, listingText } from '../wizard/picker-text.ts';
import { contextOf } from '../wizard/reduce.ts';
import { undecided } from '../wizard/review.ts';
import { type Row, rowsOf } from '../wizard/rows.ts';
import { STEPS, type State } from '../wizard/state.ts';
import { rowText } from './rowText.ts';
import { shortRow, type Talk } from './talk.ts';

/** The rows that have a number, by their place among all rows. */
export const numbered = (rows: readonly Row[]): number[] =>
  rows.flatMap((row, index) => (row.kind === 'heading' ? [] : [index]));

export function titleOf(state: State): string {
  const { screen, tasks } = text();
  if (state.phase.kind === 'picking') return tasks.title;
  if (state.phase.kind === 'ended') return screen.result.title;
  if (state.open === undefined) return screen.titles[state.step];
  const { field, keys } = locateIn(state.draft, state.open);
  if (!field.of) return screen.entries.title(labelOf(field));
  return elementText(currentTask(state.draft), field.of, keys);
}

/** The filter on a list of the task. */
const filterOf = ({ filters, step, open }: State): string | undefined =>
  open === undefined ? filters[step] : undefined;

/** What a list is known by: told once, it is not told again. */
export const viewName = (state: State): string =>
  JSON.stringify([viewOf(state), filterOf(state), state.exact, state.picker?.ask, state.picker?.filter]);

function headLines(state: State, rows: readonly Row[]): string[] {
  const say = text().plain;
  const title = titleOf(state);
  if (state.phase.kind === 'picking')
    return [say.title(say.joined([title, ...askedText(state).split(/ {2,}/)]))];
  if (state.phase.kind === 'ended' || state.open !== undefined) return [say.title(title)];
  const filter = filterOf(state);
  const all = filter ? numbered(rowsOf({ ...state, filters: {} })).length : 0;
  return [
    say.step(STEPS.indexOf(state.step) + 1, STEPS.length, title),
    ...(filter ? [say.filtered(numbered(rows).length, all, filter)] : []),
  ];
}

/** What stands under the rows of the Review: what to decide or correct first, or how it is submitted. */
function reviewLines(state: State): string[] {
  const say = text();
  const { draft, meanwhile } = state;
  const changes = changesOf(draft).length;
  const open = undecided(state).length;
  const errors = findingsOf(draft).filter(({ severity }) => severity === 'error').length;
  const name = String(draft.base.name || state.taskId);
  const offer = offerText(draft);
  const next = errors ? say.screen.blocked(errors) : say.plain.ready(changes, name);
  return [
    ...(open ? [say.plain.conflicts(open)] : []),
    ...(meanwhile?.moved.length ? [say.screen.meanwhile.moved(meanwhile.moved.join(', '))] : []),
    ...sentAlong(draft),
    ...(offer === undefined ? [] : [offer]),
    ...(errors || (changes && !open) ? [next] : []),
  ];
}

/** The lines under a list: how it stands, and what can be done now. */
function footLines(state: State): string[] {
  const { hints } = text().plain;
  switch (contextOf(state)) {
    case 'review':
      return [...reviewLines(state), hints.review];
    case 'ended': {
      const ending = endingText(state);
      return [...(ending ? [ending.head, ...ending.details] : []), hints.ended];
    }
    case 'tasks':
      return [...[listingText(state).words].filter(Boolean), hints.tasks];
    default:
      return [state.open === undefined ? hints.list : hints.open];
  }
}

/** The headings of the Review: each change says by itself what it belongs to. */
const saysNothing = (row: Row): boolean => row.kind === 'heading' && row.heading.about === 'element';

/** Rows from one to before another, each with its number. */
function pageOf(state: State, from: number, to: number): string[] {
  const rows = rowsOf(state);
  let number = numbered(rows.slice(0, from)).length;
  const told = rows.slice(from, to).filter((row) => !saysNothing(row));
  return told.map((row) => {
    const words = shortRow(rowText(state, row));
    return row.kind === 'heading' ? words : text().plain.numbered(++number, words);
  });
}

function moreLine(state: State, until: number): string[] {
  const rows = rowsOf(state);
  const { picker } = state;
  const listing = state.phase.kind === 'picking' && picker && !picker.filter;
  const all = listing ? Math.max(picker.count ?? 0, rows.length) : numbered(rows).length;
  const there = until < rows.length || (listing && hasMore(picker));
  return there ? [text().plain.more(numbered(rows.slice(0, until)).length, all)] : [];
}

/** What is said where there are no rows. */
function instead(state: State): string[] {
  if (state.phase.kind === 'picking') return [...insteadOfRows(state)];
  return state.open === undefined ? [] : [text().screen.entries.none];
}

/** Tells the list from its beginning, or from the page on which the cursor is. */
export function tellList(talk: Talk): void {
  const state = talk.state();
  const rows = rowsOf(state);
  const room = talk.pageRows();
  const from = Math.floor(Math.max(0, placeOf(state).cursor) / room) * room;
  const unchanged = contextOf(state) === 'review' && changesOf(state.draft).length === 0;
  const told = unchanged && numbered(rows).length === 0 ? [text().plain.nothingChanged] : undefined;
  talk.say(
    '',
    ...headLines(state, rows),
    ...(told ?? pageOf(state, from, from + room)),
    ...(rows.length ? [] : instead(state)),
    ...moreLine(state, from + room),
    ...footLines(state),
  );
  talk.told = { view: viewName(state), until: from + room };
}

/** The next page of the list; false where there is none. */
export function tellNext(talk: Talk): boolean {
  const state = talk.state();
  const from = talk.told?.until ?? 0;
  if (from >= rowsOf(state).length) return false;
  const until = from + talk.pageRows();
  talk.say(...pageOf(state, from, until), ...moreLine(state, until));
  talk.told = { view: viewName(state), until };
  return true;
}
