/** Footer lines for the outcome of a submit, and what they have no room for. */
import { wrap } from '../src/terminal/text/text-width.ts';
import type { State } from '../src/wizard/state.ts';
import { endingText, type ResultText } from '../src/wizard/text/messages.ts';
import type { Span } from './spans.ts';

const COLORS = { good: 'green', open: 'yellow', bad: 'red' } as const;

/** Rows of the footer for details. */
const DETAIL_ROWS = 2;

const detailLines = (state: State): string[] =>
  (endingText(state)?.details ?? []).flatMap((line) => wrap(line, state.size.columns - 2));

export function verdictLines(state: State): Span[][] {
  const result = endingText(state);
  if (!result) return [];
  const { head, tone } = result;
  if (state.move) return moveLines(state, result);
  const lines = detailLines(state).slice(0, DETAIL_ROWS);
  return [
    [{ text: ` ${head}`, color: COLORS[tone], bold: true }],
    ...lines.map((line): Span[] => [{ text: ` ${line}` }]),
  ];
}

/** Returns the details that the footer has no room for; they are shown under the verdicts. */
export const furtherDetails = (state: State): Span[][] =>
  detailLines(state)
    .slice(DETAIL_ROWS)
    .map((line) => [{ text: ` ${line}` }]);
/** The state of the task after a pause comes first: it has both rows, or leaves the last one to the next sentence. */
function moveLines({ size, message }: State, { head, tone, details }: ResultText): Span[][] {
  const [first = '', second = ''] = details;
  const [line = '', ...rest] = wrap(message ?? first, size.columns - 2);
  return [
    [{ text: ` ${head}`, color: COLORS[tone], bold: true }],
    [{ text: ` ${line}`, ...(tone === 'bad' ? { color: 'yellow' as const } : {}) }],
    [{ text: ` ${rest.length ? rest.join(' ') : second}` }],
  ];
}
