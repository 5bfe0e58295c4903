/** The page for a failed call: what happened, the effect on the task, the next step, the request ID. */
import type { ReactNode } from 'react';
import { wrap } from '../src/terminal/text/text-width.ts';
import { type FailureDetails as Facts, failureSummary, requestLine } from '../src/text/failure-text.ts';
import type { State } from '../src/wizard/state.ts';
import { keyBar } from './key-bar.ts';
import { Rows } from './Rows.tsx';
import type { Span } from './spans.ts';

export interface ErrorPageProps {
  readonly state: State;
  /** The first lines: the failed action, and the changes made. */
  readonly title: string | readonly string[];
  /** Undefined if no call failed. */
  readonly failure?: Facts | undefined;
  /** Sentences about what holds besides the failed call. */
  readonly notes?: readonly string[];
  readonly height: number;
}

/** Renders a failed call. In a small window the message of SMS is cut; the next step and the request ID stay. */
export function ErrorPage({ state, title, failure, notes = [], height }: ErrorPageProps): ReactNode {
  const { columns } = state.size;
  const wrapped = (words: string, style: Omit<Span, 'text'> = {}): Span[][] =>
    words === '' ? [] : wrap(words, columns - 2).map((line) => [{ text: ` ${line}`, ...style }]);
  const head = [title].flat().flatMap((words) => wrapped(words, { color: 'red', bold: true }));
  const next = wrapped(failure?.hint ?? '', { bold: true });
  const request = failure ? wrapped(requestLine(failure), { dim: true }) : [];
  const noted = notes.flatMap((line) => wrapped(line));
  const kept = [noted, next, request].filter((part) => part.length);
  const least = kept.reduce((rows, part) => rows + part.length + 1, 0);
  // The last row is for the keys, the one above it is blank.
  const room = height - 2 - head.length - 1 - least;
  const words = (failure ? failureSummary(failure) : []).flatMap((line) => wrapped(line));
  const gap: Span[][] = room >= 1 ? [[]] : [];
  const rows = [
    ...head,
    ...gap,
    ...words.slice(0, Math.max(failure ? 1 : 0, room)),
    ...kept.flatMap((part) => [...gap, ...part]),
  ];
  const page = Array.from({ length: height - 1 }, (_, index) => rows[index] ?? []);
  return <Rows state={state} rows={[...page, keyBar(state)]} height={height} />;
}
