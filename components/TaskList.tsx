/** The task list. Names are first, what changes is late in the row; hints have fixed places. */
import { Box } from 'ink';
import type { ReactNode } from 'react';
import { type TaskColumn, type TaskSummary, taskCells } from '../src/task/task-summary.ts';
import { symbolsFor, toAscii } from '../src/terminal/symbols.ts';
import { sanitize } from '../src/terminal/text/sanitize.ts';
import { shortenApart } from '../src/terminal/text/shorten.ts';
import { textWidth, truncate, wrap } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import { cursorOf } from '../src/wizard/actions/cursor.ts';
import { HEADER_HEIGHT, layoutOf } from '../src/wizard/layout.ts';
import { contextOf } from '../src/wizard/reducer.ts';
import { taskRows } from '../src/wizard/rows/task-rows.ts';
import type { State } from '../src/wizard/state.ts';
import { emptyListText, loadedText, queryText } from '../src/wizard/text/task-list-text.ts';
import { chooserColumn, chooserPosition, columnChooser } from './chooser-rows.ts';
import { ErrorPage } from './ErrorPage.tsx';
import { Footer } from './Footer.tsx';
import { leftRight, listHead, ruleRow } from './loading-rows.ts';
import { OverlayPage } from './OverlayPage.tsx';
import { useElapsedSeconds } from './Progress.tsx';
import { Rows } from './Rows.tsx';
import type { Span } from './spans.ts';
import { CURSOR_MARGIN, columnWidths } from './task-list-columns.ts';
import { useRestedState } from './use-settled-state.ts';

/** Returns text in exactly `width` terminal columns. */
function cell(words: string, width: number, ascii: boolean): string {
  const safe = ascii ? toAscii(sanitize(words)) : sanitize(words);
  const cut = truncate(safe, width, ascii ? '~' : '…');
  return cut + ' '.repeat(Math.max(0, width - textWidth(cut)));
}

function rowOf(cells: Partial<Record<TaskColumn, string>>, { size, ascii }: State): string {
  const row = columnWidths(size.columns).map(([name, width]) => cell(cells[name] ?? '', width, ascii));
  return row.join(' ').trimEnd();
}

type ShortNames = ReadonlyMap<string, string>;

const safeName = (name: string, ascii: boolean): string => (ascii ? toAscii(sanitize(name)) : sanitize(name));

/** Returns the names of the visible tasks as they fit their column: unlike ones are unlike. */
function shortNames({ ascii, picker, size }: State, tasks: readonly TaskSummary[]): ShortNames {
  const width = new Map(columnWidths(size.columns)).get('name') ?? 0;
  const names = tasks.map((task) => safeName(taskCells(task, picker?.now ?? 0).name ?? '', ascii));
  return shortenApart(names, width, ascii ? '~' : '…');
}

function taskSpans(state: State, task: TaskSummary, names: ShortNames, here: boolean): Span[] {
  const mark = here ? ` ${symbolsFor(state.ascii).here} ` : ' '.repeat(CURSOR_MARGIN);
  const cells = taskCells(task, state.picker?.now ?? 0);
  const name = safeName(cells.name ?? '', state.ascii);
  const shown = { ...cells, name: names.get(name) ?? name };
  return [{ text: mark, color: 'cyan' }, { text: rowOf(shown, state) }];
}

function headerRows(state: State): Span[][] {
  const { columns } = state.size;
  const loaded = loadedText(state);
  const asked = truncate(sanitize(queryText(state)), columns - textWidth(loaded) - 4);
  return [listHead(state), leftRight([{ text: ` ${asked}` }], loaded, columns), ruleRow(state)];
}

function bodyRows(state: State, seconds: number): Span[][] {
  const { body, roomy } = layoutOf(state.size);
  const { cursor, top } = cursorOf(state);
  const rows = taskRows(state).slice(top, top + body);
  const titles: Span[] = [
    { text: ' '.repeat(CURSOR_MARGIN) + rowOf(text().tasks.columns, state), dim: true },
  ];
  const chooser = columnChooser(state);
  if (chooser) {
    const column = chooserColumn(state, chooser, body);
    const head: Span[] = [{ text: ` ${chooser.title}   ${chooserPosition(state, chooser)}`, bold: true }];
    return roomy ? [head, [], ...column] : [head, ...column];
  }
  const names = shortNames(
    state,
    rows.flatMap((row) => (row.kind === 'task' ? [row.task] : [])),
  );
  const lines = rows.map((row, index): Span[] =>
    row.kind === 'task' ? taskSpans(state, row.task, names, top + index === cursor) : [],
  );
  if (lines.length === 0) {
    const words = emptyListText(state).flatMap((line) => wrap(line, state.size.columns - 2));
    lines.push(...words.map((line): Span[] => [{ text: ` ${line}` }]));
    if (seconds) lines.push([{ text: ` ${text().screen.seconds(seconds)}`, dim: true }]);
  }
  return roomy ? [titles, [], ...lines.slice(0, body), []] : [titles, ...lines];
}

export interface TaskListProps {
  readonly state: State;
  /** State whose rows are shown: a typed filter narrows them when the typing pauses. */
  readonly settled: State;
}

export function TaskList({ state, settled }: TaskListProps): ReactNode {
  const { rows, columns } = state.size;
  const seconds = useElapsedSeconds(state.picker?.reading !== undefined && state.picker.tasks.length === 0);
  const { body, roomy } = layoutOf({ columns, rows });
  const middle = body + (roomy ? 3 : 1);
  const rested = useRestedState(settled);
  const header = <Rows state={state} rows={headerRows(rested)} height={HEADER_HEIGHT} />;
  if (state.overlay) {
    return (
      <Box flexDirection="column">
        {header}
        <OverlayPage state={state} height={rows - HEADER_HEIGHT} />
      </Box>
    );
  }
  const failed = state.picker?.failed;
  if (failed && contextOf(state) === 'listFailed') {
    const height = rows - HEADER_HEIGHT;
    return (
      <Box flexDirection="column">
        {header}
        <ErrorPage state={state} title={text().tasks.failed} failure={failed.failure} height={height} />
      </Box>
    );
  }
  return (
    <Box flexDirection="column">
      {header}
      <Rows state={state} rows={bodyRows(settled, seconds)} height={middle} />
      <Footer state={state} settled={rested} row={HEADER_HEIGHT + middle} />
    </Box>
  );
}
