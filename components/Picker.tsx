/** The list of tasks to pick from. Names stand first, what changes late in the row; hints have fixed places. */
import { Box } from 'ink';
import type { ReactNode } from 'react';
import { type BriefTask, type Cell, cellsOf } from '../src/task/brief.ts';
import { cutTo, widthOf, wrapTo } from '../src/terminal/columns.ts';
import { marksFor, toAscii } from '../src/terminal/marks.ts';
import { sanitise } from '../src/terminal/sanitise.ts';
import { text } from '../src/text/text.ts';
import { layoutOf } from '../src/wizard/layout.ts';
import { placeOf } from '../src/wizard/lists.ts';
import { taskRows } from '../src/wizard/picker.ts';
import { askedText, insteadOfRows, loadedText } from '../src/wizard/picker-text.ts';
import { contextOf } from '../src/wizard/reduce.ts';
import type { State } from '../src/wizard/state.ts';
import { between, listHead, ruleRow } from './beginning.ts';
import { Failure } from './Failure.tsx';
import { Foot } from './Foot.tsx';
import { Lines } from './Lines.tsx';
import type { Span } from './line.ts';
import { Page } from './Page.tsx';
import { MARGIN, widthsIn } from './taskColumns.ts';
import { useSlowSeconds } from './Waiting.tsx';

const HEADER_ROWS = 3;
/** Words in exactly so many columns, counted as the terminal will show them. */
function cell(words: string, width: number, ascii: boolean): string {
  const safe = ascii ? toAscii(sanitise(words)) : sanitise(words);
  const cut = cutTo(safe, width, ascii ? '~' : '…');
  return cut + ' '.repeat(Math.max(0, width - widthOf(cut)));
}

function rowOf(cells: Partial<Record<Cell, string>>, { size, ascii }: State): string {
  const row = widthsIn(size.columns).map(([name, width]) => cell(cells[name] ?? '', width, ascii));
  return row.join(' ').trimEnd();
}

function taskSpans(state: State, task: BriefTask, here: boolean): Span[] {
  const mark = here ? ` ${marksFor(state.ascii).here} ` : ' '.repeat(MARGIN);
  return [{ text: mark, color: 'cyan' }, { text: rowOf(cellsOf(task, state.picker?.now ?? 0), state) }];
}

function headerRows(state: State): Span[][] {
  const { columns } = state.size;
  const loaded = loadedText(state);
  const asked = cutTo(sanitise(askedText(state)), columns - widthOf(loaded) - 4);
  return [listHead(state), between([{ text: ` ${asked}` }], loaded, columns), ruleRow(state)];
}

function bodyRows(state: State, seconds: number): Span[][] {
  const { body, roomy } = layoutOf(state.size);
  const { cursor, top } = placeOf(state);
  const rows = taskRows(state).slice(top, top + body);
  const titles: Span[] = [{ text: ' '.repeat(MARGIN) + rowOf(text().tasks.columns, state), dim: true }];
  const lines = rows.map((row, index): Span[] =>
    row.kind === 'task' ? taskSpans(state, row.task, top + index === cursor) : [],
  );
  if (lines.length === 0) {
    const words = insteadOfRows(state).flatMap((line) => wrapTo(line, state.size.columns - 2));
    lines.push(...words.map((line): Span[] => [{ text: ` ${line}` }]));
    if (seconds) lines.push([{ text: ` ${text().screen.seconds(seconds)}`, dim: true }]);
  }
  return roomy ? [titles, [], ...lines.slice(0, body), []] : [titles, ...lines];
}

export interface PickerProps {
  readonly state: State;
  /** The state whose rows are shown: a filter that is being typed narrows them when the typing pauses. */
  readonly settled: State;
}

export function Picker({ state, settled }: PickerProps): ReactNode {
  const { rows, columns } = state.size;
  const seconds = useSlowSeconds(state.picker?.reading !== undefined && state.picker.tasks.length === 0);
  const { body, roomy } = layoutOf({ columns, rows });
  const middle = body + (roomy ? 3 : 1);
  const header = <Lines state={state} rows={headerRows(settled)} height={HEADER_ROWS} />;
  if (state.overlay) {
    return (
      <Box flexDirection="column">
        {header}
        <Page state={state} height={rows - HEADER_ROWS} />
      </Box>
    );
  }
  const failed = state.picker?.failed;
  if (failed && contextOf(state) === 'unlisted') {
    const height = rows - HEADER_ROWS;
    return (
      <Box flexDirection="column">
        {header}
        <Failure state={state} title={text().tasks.failed} failure={failed.failure} height={height} />
      </Box>
    );
  }
  return (
    <Box flexDirection="column">
      {header}
      <Lines state={state} rows={bodyRows(settled, seconds)} height={middle} />
      <Foot state={state} settled={settled} row={HEADER_ROWS + middle} />
    </Box>
  );
}
