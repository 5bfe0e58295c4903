/** The middle of the screen: a title and the visible rows of the step. */
import type { ReactNode } from 'react';
import { currentTask, locateIn } from '../src/task/edits/draft.ts';
import { sanitize } from '../src/terminal/text/sanitize.ts';
import { pad, textWidth, wrap } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import { cursorOf } from '../src/wizard/actions/cursor.ts';
import { layoutOf } from '../src/wizard/layout.ts';
import type { Row } from '../src/wizard/rows/row.ts';
import { rowNumber, rowsOf } from '../src/wizard/rows/rows.ts';
import type { State } from '../src/wizard/state.ts';
import { verdictText } from '../src/wizard/text/change-place.ts';
import { failureNotice } from '../src/wizard/text/failure-notice.ts';
import { elementText, labelOf } from '../src/wizard/text/labels.ts';
import { chooserColumn, chooserPosition, columnChooser } from './chooser-rows.ts';
import { Rows } from './Rows.tsx';
import { reviewNotes } from './review-notes.ts';
import { isTruncated, rowSpans } from './row-spans.ts';
import { StorageBars } from './StorageBars.tsx';
import type { Span } from './spans.ts';
import { useRestedState } from './use-settled-state.ts';
import { furtherDetails } from './verdict-lines.ts';

function titleOf(state: State, rows: readonly Row[]): string {
  const texts = text().screen;
  if (state.phase.kind === 'result') return texts.result.title;
  const { openPath: open } = state;
  if (open !== undefined) {
    const { field, keys } = locateIn(state.draft, open);
    if (!field.of) return texts.entries.title(labelOf(field));
    return rows.length ? elementText(currentTask(state.draft), field.of, keys) : texts.titles[state.step];
  }
  const filter = state.filters[state.step];
  return filter && !state.filtering
    ? `${texts.titles[state.step]}   ${texts.filterOn(filter)}`
    : texts.titles[state.step];
}

function position(rows: readonly Row[], cursor: number): string {
  const here = rows[cursor];
  if (!here || here.kind === 'heading') return '';
  return text().screen.position(rowNumber(rows, cursor), rowNumber(rows, rows.length - 1));
}

/** Under the first step of a task that failed: why, what to do, and the key; what has no room is left out whole. */
function noticeRows(state: State, room: number): Span[][] {
  const notice = failureNotice(state);
  if (!notice) return [];
  const rows = (words: readonly string[], style: Omit<Span, 'text'>): Span[][] =>
    words
      .flatMap((line) => wrap(sanitize(line), state.size.columns - 2))
      .map((line) => [{ text: ` ${line}`, ...style }]);
  const [first = [], ...rest] = rows(notice.reported, { color: 'red' });
  const parts = [
    rows([text().screen.failure.title], { bold: true }),
    [first],
    rest,
    rows(notice.means, {}),
    rows(notice.next, {}),
    rows(notice.key ? [notice.key] : [], { bold: true }),
  ];
  let left = room - 1;
  const kept = new Set<number>();
  for (const part of BY_WEIGHT) {
    const height = parts[part]?.length ?? 0;
    if (height > left) continue;
    left -= height;
    kept.add(part);
  }
  return [[], ...parts.filter((_, part) => kept.has(part)).flat()];
}

/** The parts of the notice, the weightiest first: the key, SMS's own words, what to do, the meaning, the title. */
const BY_WEIGHT = [5, 1, 4, 2, 3, 0];

/** Returns the focused verdict in full if its row is cut. */
function verdictInFull(state: State, row: Row | undefined): Span[][] {
  if (row?.kind !== 'verdict' || !isTruncated(state, row)) return [];
  const lines = wrap(sanitize(verdictText(state.draft, row.verdict)), state.size.columns - 2);
  return [[], ...lines.map((line): Span[] => [{ text: ` ${line}` }])];
}

/** A component of its own, so that drawing the position after a pause doesn't draw the rows of the step again. */
function StepTitle({ state }: { readonly state: State }): ReactNode {
  const rows = rowsOf(state);
  const chooser = columnChooser(state);
  const rested = useRestedState(state);
  const title = titleOf(state, rows);
  const at = chooser ? chooserPosition(state, chooser) : position(rowsOf(rested), cursorOf(rested).cursor);
  const width = Math.max(textWidth(title), state.size.columns - textWidth(at) - 3);
  const head: Span[] = [{ text: ` ${pad(title, width)}`, bold: true }, { text: ` ${at}` }];
  return <Rows state={state} rows={[head]} height={1} />;
}

export function StepBody({ state }: { readonly state: State }): ReactNode {
  const { body, roomy } = layoutOf(state.size);
  const rows = rowsOf(state);
  const { cursor, top } = cursorOf(state);
  const window = rows.slice(top, top + body);
  const chooser = columnChooser(state);
  const lines = chooser
    ? chooserColumn(state, chooser, body)
    : window.map((row, index) => rowSpans(state, row, top + index === cursor));
  const filter = state.filtering?.typed ?? state.filters[state.step];
  if (rows.length === 0 && state.openPath !== undefined)
    lines.push([{ text: `   ${text().screen.entries.none}`, dim: true }]);
  else if (rows.length === 0 && filter) lines.push([{ text: ` ${text().screen.noMatch(filter)}` }]);
  const notes = reviewNotes(state).lines;
  if (notes.length) lines.push([], ...notes.map((line): Span[] => [{ text: ` ${line}`, dim: true }]));
  if (state.phase.kind === 'result') {
    const further = [...furtherDetails(state), ...verdictInFull(state, rows[cursor])];
    if (further.length) lines.push([], ...further);
  }
  if (state.step === 'name' && state.openPath === undefined && state.phase.kind === 'editing')
    lines.push(...noticeRows(state, body - lines.length));
  const spare = Math.max(0, body - lines.length);
  const all = roomy ? [[], ...lines.slice(0, body)] : lines;
  return (
    <>
      <StepTitle state={state} />
      <Rows state={state} rows={all} height={body + (roomy ? 1 : 0) - spare} />
      <StorageBars state={state} height={spare + (roomy ? 1 : 0)} />
    </>
  );
}
