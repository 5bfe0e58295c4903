/** A list as lines: its title, its numbered rows page by page, and the lines below. */
import { changesOf, currentTask, locateIn } from '../task/edits/draft.ts';
import { findingsOf } from '../task/rules/rules.ts';
import { text } from '../text/text.ts';
import { cursorOf, viewKey } from '../wizard/actions/cursor.ts';
import { contextOf } from '../wizard/reducer.ts';
import { changeCount } from '../wizard/rows/change-count.ts';
import { isRateChanged, rateSentence } from '../wizard/rows/rate-bar.ts';
import { unresolvedConflicts } from '../wizard/rows/review-rows.ts';
import type { Row } from '../wizard/rows/row.ts';
import { rowsOf } from '../wizard/rows/rows.ts';
import { resizedContainers, storageSentence } from '../wizard/rows/storage-bar.ts';
import type { State } from '../wizard/state.ts';
import { STEPS } from '../wizard/state.ts';
import { hasMore } from '../wizard/task-list.ts';
import { elementText, labelOf } from '../wizard/text/labels.ts';
import { collateralChanges, endingText, movedText, offerText } from '../wizard/text/messages.ts';
import { emptyListText, loadingText, queryText } from '../wizard/text/task-list-text.ts';
import { type LineConsole, truncateRow } from './line-console.ts';
import { rowText } from './row-text.ts';

/** Returns the indexes of the numbered rows. */
export const numberedIndexes = (rows: readonly Row[]): number[] =>
  rows.flatMap((row, index) => (row.kind === 'heading' ? [] : [index]));

export function titleOf(state: State): string {
  const { screen, tasks } = text();
  if (state.phase.kind === 'picking') return tasks.title;
  if (state.phase.kind === 'result') return screen.result.title;
  if (state.openPath === undefined) return screen.titles[state.step];
  const { field, keys } = locateIn(state.draft, state.openPath);
  if (!field.of) return screen.entries.title(labelOf(field));
  return elementText(currentTask(state.draft), field.of, keys);
}

/** Returns the filter of the current list. */
const filterOf = ({ filters, step, openPath: open }: State): string | undefined =>
  open === undefined ? filters[step] : undefined;

/** Returns the identity of a list: a list that was printed isn't printed again. */
export const listKey = (state: State): string =>
  JSON.stringify([
    viewKey(state),
    filterOf(state),
    state.exactBytes,
    state.picker?.ask,
    state.picker?.filter,
    state.step === 'network' && state.readingWindows !== undefined,
  ]);

function headLines(state: State, rows: readonly Row[]): string[] {
  const texts = text().plain;
  const title = titleOf(state);
  if (state.phase.kind === 'picking')
    return [texts.title(texts.joined([title, ...queryText(state).split(/ {2,}/)]))];
  if (state.phase.kind === 'result' || state.openPath !== undefined) return [texts.title(title)];
  const filter = filterOf(state);
  const all = filter ? numberedIndexes(rowsOf({ ...state, filters: {} })).length : 0;
  return [
    texts.step(STEPS.indexOf(state.step) + 1, STEPS.length, title),
    ...(filter ? [texts.filtered(numberedIndexes(rows).length, all, filter)] : []),
  ];
}

/** Says which rate applies when. */
const rateLines = ({ draft }: State): string[] => [rateSentence(currentTask(draft)) ?? []].flat();

/** Returns the lines under Review: conflicts and errors to fix first, or the command that submits. */
function reviewLines(state: State): string[] {
  const texts = text();
  const { draft, conflict } = state;
  const changes = changeCount(draft);
  const open = unresolvedConflicts(state).length;
  const errors = findingsOf(draft).filter(({ severity }) => severity === 'error').length;
  const name = String(draft.base.name || state.taskId);
  const offer = offerText(draft);
  const next = errors ? texts.screen.blocked(errors) : texts.screen.ready(changes, name);
  return [
    ...(open ? [texts.plain.conflicts(open)] : []),
    ...(conflict?.objects ? [texts.screen.meanwhile.objects] : []),
    ...(conflict?.moved.length ? [texts.screen.meanwhile.moved(movedText(draft, conflict.moved))] : []),
    ...resizedContainers(draft).flatMap((keys) => storageSentence(draft, keys) ?? []),
    ...(isRateChanged(draft) ? rateLines(state) : []),
    ...collateralChanges(draft),
    ...(offer === undefined ? [] : [offer]),
    ...(errors || (changes && !open) ? [next] : []),
  ];
}

/** Returns the lines under a list: its status and the available commands. */
function footLines(state: State): string[] {
  const { hints } = text().plain;
  switch (contextOf(state)) {
    case 'review':
      return [...reviewLines(state), hints.review];
    case 'result': {
      const result = endingText(state);
      return [...(result ? [result.head, ...result.details] : []), hints.ended];
    }
    case 'taskList':
      return [...[loadingText(state).words].filter(Boolean), hints.tasks];
    default:
      if (state.openPath !== undefined) return [hints.open];
      return [...(state.step === 'network' ? rateLines(state) : []), hints.list];
  }
}

/** Returns true for headings of Review: each change names its element itself. */
const isChangeHeading = (row: Row): boolean => row.kind === 'heading' && row.heading.about === 'element';

/** Returns the numbered rows from `from` to before `to`. */
function pageOf(state: State, from: number, to: number): string[] {
  const rows = rowsOf(state);
  let number = numberedIndexes(rows.slice(0, from)).length;
  const shown = rows.slice(from, to).filter((row) => !isChangeHeading(row));
  return shown.map((row) => {
    const words = truncateRow(rowText(state, row));
    return row.kind === 'heading' ? words : text().plain.numbered(++number, words);
  });
}

function moreLine(state: State, until: number): string[] {
  const rows = rowsOf(state);
  const { picker } = state;
  const listing = state.phase.kind === 'picking' && picker && !picker.filter;
  const all = listing ? Math.max(picker.count ?? 0, rows.length) : numberedIndexes(rows).length;
  const there = until < rows.length || (listing && hasMore(picker));
  return there ? [text().plain.more(numberedIndexes(rows.slice(0, until)).length, all)] : [];
}

/** Returns the lines of an empty list. */
function emptyLines(state: State): string[] {
  if (state.phase.kind === 'picking') return [...emptyListText(state)];
  return state.openPath === undefined ? [] : [text().screen.entries.none];
}

/** Prints the page of the list on which the cursor is. */
export function printList(console: LineConsole): void {
  const state = console.state();
  const rows = rowsOf(state);
  const room = console.pageRows();
  const from = Math.floor(Math.max(0, cursorOf(state).cursor) / room) * room;
  const unchanged = contextOf(state) === 'review' && changesOf(state.draft).length === 0;
  const notice = unchanged && numberedIndexes(rows).length === 0 ? [text().plain.nothingChanged] : undefined;
  console.print(
    '',
    ...headLines(state, rows),
    ...(notice ?? pageOf(state, from, from + room)),
    ...(rows.length ? [] : emptyLines(state)),
    ...moreLine(state, from + room),
    ...footLines(state),
  );
  console.printed = { view: listKey(state), endRow: from + room };
}

/** Prints the next page of the list; returns false if there is none. */
export function printNextPage(console: LineConsole): boolean {
  const state = console.state();
  const from = console.printed?.endRow ?? 0;
  if (from >= rowsOf(state).length) return false;
  const endRow = from + console.pageRows();
  console.print(...pageOf(state, from, endRow), ...moreLine(state, endRow));
  console.printed = { view: listKey(state), endRow };
  return true;
}
