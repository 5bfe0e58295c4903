/** What the last rows say when a submit has ended. */
import { wrapTo } from '../src/terminal/columns.ts';
import { endingText } from '../src/wizard/hints.ts';
import type { State } from '../src/wizard/state.ts';
import type { Span } from './line.ts';

const COLOURS = { good: 'green', open: 'yellow', bad: 'red' } as const;

export function verdictLines(state: State): Span[][] {
  const ending = endingText(state);
  if (!ending) return [];
  const { head, tone, details } = ending;
  const [first = '', second] = details;
  const [line = ''] = wrapTo(first, state.size.columns - 2);
  const rest = first.slice(line.length).trimStart();
  return [
    [{ text: ` ${head}`, color: COLOURS[tone], bold: true }],
    [{ text: ` ${line}`, dim: true }],
    [{ text: ` ${second ?? rest}`, dim: true }],
  ];
}
