/** Rows of the first frame, before any response. Loads only texts and widths. */

import { symbolsFor } from '../src/terminal/symbols.ts';
import { textWidth, wrap } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import type { State } from '../src/wizard/state.ts';
import type { Span } from './spans.ts';

/** The part of the state that is known at the start. */
export type FirstFrameState = Pick<State, 'size' | 'taskId' | 'host' | 'demo' | 'ascii'>;

/** Returns a row with texts at its left and right ends. */
export function leftRight(left: Span[], right: string, columns: number): Span[] {
  const used = left.reduce((sum, span) => sum + textWidth(span.text), 0);
  return [
    ...left,
    { text: ' '.repeat(Math.max(1, columns - used - textWidth(right) - 1)) },
    { text: right, dim: true },
  ];
}

/** Returns the rule under the header. */
export const ruleRow = ({ size, ascii }: FirstFrameState): Span[] => [
  { text: ` ${symbolsFor(ascii).rule.repeat(Math.max(0, size.columns - 2))}`, dim: true },
];

/** Returns the first row of the task list. */
export function listHead({ size, host, demo }: FirstFrameState): Span[] {
  const texts = text().screen;
  const name: Span[] = [
    { text: ` ${texts.program}  ` },
    { text: text().tasks.title, bold: true },
    ...(demo ? [] : [{ text: `   ${host}` }]),
  ];
  return leftRight(name, demo ? texts.demo : '', size.columns);
}

/** Returns the rows shown while a task is read. */
export function loadingRows({ taskId, host, size }: FirstFrameState): Span[][] {
  const texts = text().screen;
  const words = wrap(texts.loading(taskId, host), size.columns - 2);
  return [
    [{ text: ` ${texts.program}`, bold: true }],
    [],
    ...words.map((line): Span[] => [{ text: ` ${line}` }]),
  ];
}

/** Returns the first frame. */
export const firstFrameRows = (frame: FirstFrameState): Span[][] =>
  frame.taskId === '' ? [listHead(frame), [], ruleRow(frame)] : loadingRows(frame);
