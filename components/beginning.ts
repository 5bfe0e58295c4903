/** What the screen begins with, before anything has come. Loads nothing but words and widths. */
import { widthOf, wrapTo } from '../src/terminal/columns.ts';
import { marksFor } from '../src/terminal/marks.ts';
import { text } from '../src/text/text.ts';
import type { State } from '../src/wizard/state.ts';
import type { Span } from './line.ts';

/** As much of the state as is known at the start. */
export type Beginning = Pick<State, 'size' | 'taskId' | 'host' | 'demo' | 'ascii'>;

/** Words at the left and words at the right of a row. */
export function between(left: Span[], right: string, columns: number): Span[] {
  const used = left.reduce((sum, span) => sum + widthOf(span.text), 0);
  return [
    ...left,
    { text: ' '.repeat(Math.max(1, columns - used - widthOf(right) - 1)) },
    { text: right, dim: true },
  ];
}

/** The line under the header. */
export const ruleRow = ({ size, ascii }: Beginning): Span[] => [
  { text: ` ${marksFor(ascii).rule.repeat(Math.max(0, size.columns - 2))}`, dim: true },
];

/** The first row of the list of tasks. */
export function listHead({ size, host, demo }: Beginning): Span[] {
  const say = text().screen;
  const name: Span[] = [
    { text: ` ${say.program}  ` },
    { text: text().tasks.title, bold: true },
    ...(demo ? [] : [{ text: `   ${host}` }]),
  ];
  return between(name, demo ? say.demo : '', size.columns);
}

/** That a task is being read. */
export function loadingRows({ taskId, host, size }: Beginning): Span[][] {
  const say = text().screen;
  const words = wrapTo(say.loading(taskId, host), size.columns - 2);
  return [
    [{ text: ` ${say.program}`, bold: true }],
    [],
    ...words.map((line): Span[] => [{ text: ` ${line}` }]),
  ];
}

/** The first frame: what is being waited for. */
export const beginningRows = (beginning: Beginning): Span[][] =>
  beginning.taskId === '' ? [listHead(beginning), [], ruleRow(beginning)] : loadingRows(beginning);
