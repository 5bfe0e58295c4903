/** The page for a call that failed: what happened, what became of the task, what to do next, the request id. */
import type { ReactNode } from 'react';
import { wrapTo } from '../src/terminal/columns.ts';
import { type Failure as Facts, happened, requestLine } from '../src/wizard/failure.ts';
import type { State } from '../src/wizard/state.ts';
import { keyBar } from './Foot.tsx';
import { Lines } from './Lines.tsx';
import type { Span } from './line.ts';

export interface FailureProps {
  readonly state: State;
  /** The first lines: what could not be done, and what was changed. */
  readonly title: string | readonly string[];
  readonly failure: Facts;
  readonly height: number;
}

/** Where it gets tight, what the service said is cut; what to do and the request id stay. */
export function Failure({ state, title, failure, height }: FailureProps): ReactNode {
  const { columns } = state.size;
  const wrapped = (words: string, style: Omit<Span, 'text'> = {}): Span[][] =>
    words === '' ? [] : wrapTo(words, columns - 2).map((line) => [{ text: ` ${line}`, ...style }]);
  const head = [title].flat().flatMap((words) => wrapped(words, { color: 'red', bold: true }));
  const next = wrapped(failure.hint ?? '', { bold: true });
  const request = wrapped(requestLine(failure), { dim: true });
  const kept = [next, request].filter((part) => part.length);
  const least = kept.reduce((rows, part) => rows + part.length + 1, 0);
  // The last row is for the keys, the one above it is blank.
  const room = height - 2 - head.length - 1 - least;
  const told = happened(failure).flatMap((words) => wrapped(words));
  const gap: Span[][] = room >= 1 ? [[]] : [];
  const rows = [
    ...head,
    ...gap,
    ...told.slice(0, Math.max(1, room)),
    ...kept.flatMap((part) => [...gap, ...part]),
  ];
  const page = Array.from({ length: height - 1 }, (_, index) => rows[index] ?? []);
  return <Lines state={state} rows={[...page, keyBar(state)]} height={height} />;
}
