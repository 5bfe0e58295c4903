/** The screen of a watched task. Each fact has its row, so that a change costs only its own bytes. */
import type { ReactNode } from 'react';
import { sanitize } from '../src/terminal/text/sanitize.ts';
import { pad, textWidth, truncate, wrap } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import type { Watching } from '../src/wizard/phase.ts';
import type { State } from '../src/wizard/state.ts';
import { watchFacts, watchNotes, watchTitle } from '../src/wizard/text/move-text.ts';
import { keyBar } from './key-bar.ts';
import { leftRight, ruleRow } from './loading-rows.ts';
import { Rows } from './Rows.tsx';
import type { Span } from './spans.ts';

export function WatchPage({ state, watch }: { readonly state: State; readonly watch: Watching }): ReactNode {
  const { rows: height, columns } = state.size;
  const texts = text().screen;
  const labels = Object.values(text().pausing.watch.labels);
  const width = Math.max(...labels.map(textWidth)) + 3;
  const title = truncate(sanitize(watchTitle(watch)), columns - textWidth(texts.program) - 12);
  const head = leftRight(
    [{ text: ` ${texts.program}  ` }, { text: title, bold: true }],
    state.demo ? texts.demo : '',
    columns,
  );
  const facts = watchFacts(watch).map(([label, value]): Span[] => [
    { text: ` ${pad(label, width)}`, dim: true },
    { text: truncate(sanitize(value), columns - width - 2) },
  ]);
  const color = watch.failure || watch.task?.error_json ? ({ color: 'yellow' } as const) : {};
  const notes = watchNotes(watch)
    .flatMap((line) => wrap(sanitize(line), columns - 2))
    .map((line): Span[] => [{ text: ` ${line}`, ...color }]);
  const lines = [head, ruleRow(state), [], ...facts, ...(facts.length ? [[]] : []), ...notes];
  const page = Array.from({ length: height - 1 }, (_, index) => lines[index] ?? []);
  return <Rows state={state} rows={[...page, keyBar(state)]} height={height} />;
}
