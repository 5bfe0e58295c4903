/** The middle of the screen: a title and the window onto the rows of the step. */
import type { ReactNode } from 'react';
import { changesOf, currentTask, locateIn } from '../src/task/draft.ts';
import { padTo, widthOf, wrapTo } from '../src/terminal/columns.ts';
import { text } from '../src/text/text.ts';
import { elementText, labelOf } from '../src/wizard/describe.ts';
import { sentAlong } from '../src/wizard/hints.ts';
import { layoutOf } from '../src/wizard/layout.ts';
import { placeOf } from '../src/wizard/lists.ts';
import { numberOf, type Row, rowsOf } from '../src/wizard/rows.ts';
import type { State } from '../src/wizard/state.ts';
import { Lines } from './Lines.tsx';
import type { Span } from './line.ts';
import { rowSpans } from './rowSpans.ts';

function titleOf(state: State, rows: readonly Row[]): string {
  const say = text().screen;
  if (state.phase.kind === 'ended') return say.result.title;
  const { open } = state;
  if (open !== undefined) {
    const { field, keys } = locateIn(state.draft, open);
    if (!field.of) return say.entries.title(labelOf(field));
    return rows.length ? elementText(currentTask(state.draft), field.of, keys) : say.titles[state.step];
  }
  const filter = state.filters[state.step];
  return filter && !state.filtering
    ? `${say.titles[state.step]}   ${say.filterOn(filter)}`
    : say.titles[state.step];
}

function position(rows: readonly Row[], cursor: number): string {
  const here = rows[cursor];
  if (!here || here.kind === 'heading') return '';
  return text().screen.position(numberOf(rows, cursor), numberOf(rows, rows.length - 1));
}

/** Under the diff: what travels besides the edits. */
function reviewNotes({ draft, size }: State): Span[][] {
  const wrapped = sentAlong(draft).flatMap((line) => wrapTo(line, size.columns - 2));
  return wrapped.map((line) => [{ text: ` ${line}`, dim: true }]);
}

export function Body({ state }: { readonly state: State }): ReactNode {
  const { body, roomy } = layoutOf(state.size);
  const rows = rowsOf(state);
  const { cursor, top } = placeOf(state);
  const title = titleOf(state, rows);
  const at = position(rows, cursor);
  const window = rows.slice(top, top + body);
  const lines = window.map((row, index) => rowSpans(state, row, top + index === cursor));
  const filter = state.filtering?.typed ?? state.filters[state.step];
  if (rows.length === 0 && state.open !== undefined)
    lines.push([{ text: `   ${text().screen.entries.none}`, dim: true }]);
  else if (rows.length === 0 && filter) lines.push([{ text: ` ${text().screen.noMatch(filter)}` }]);
  if (state.step === 'review' && state.phase.kind !== 'ended' && changesOf(state.draft).length) {
    lines.push([], ...reviewNotes(state));
  }
  const head: Span[] = [
    { text: ` ${padTo(title, Math.max(widthOf(title), state.size.columns - widthOf(at) - 3))}`, bold: true },
    { text: ` ${at}`, dim: true },
  ];
  const all = roomy ? [head, [], ...lines.slice(0, body), []] : [head, ...lines];
  return <Lines state={state} rows={all} height={body + (roomy ? 3 : 1)} />;
}
