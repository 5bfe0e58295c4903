/** Screens shown while the task is read or submitted. */
import { type ReactNode, useEffect, useState } from 'react';
import { symbolsFor } from '../src/terminal/symbols.ts';
import { wrap } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import type { State } from '../src/wizard/state.ts';
import { interruptedText, type StepLine, submitSteps, submitTitle } from '../src/wizard/text/move-text.ts';
import { keyBar } from './key-bar.ts';
import { loadingRows } from './loading-rows.ts';
import { Rows } from './Rows.tsx';
import type { Span } from './spans.ts';

/** Returns the elapsed seconds, updated once a second after two: nothing moves while nothing is slow. */
export function useElapsedSeconds(waiting = true): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!waiting) return;
    const timer = setInterval(() => setSeconds((known) => known + 1), 1000);
    return () => clearInterval(timer);
  }, [waiting]);
  return seconds > 2 ? seconds : 0;
}

/** Returns the retry notice as a still line. */
function retryLines({ phase, size }: State): Span[][] {
  const line = phase.kind === 'loading' || phase.kind === 'submitting' ? phase.retry : undefined;
  if (!line) return [];
  return wrap(line, size.columns - 4).map((part): Span[] => [{ text: `   ${part}`, color: 'yellow' }]);
}

function submitLines(state: State): Span[][] {
  const marks = symbolsFor(state.ascii);
  const { phase } = state;
  if (phase.kind !== 'submitting') return [];
  const mark: Record<StepLine['is'], Span> = {
    done: { text: ` ${marks.done} `, color: 'green' },
    now: { text: ` ${marks.here} `, color: 'cyan' },
    lost: { text: ` ${marks.unknown} `, color: 'yellow' },
  };
  const steps = submitSteps(phase).map(({ is, words }): Span[] => [mark[is], { text: words }]);
  const warning: Span[] = phase.interrupted ? [{ text: ` ${interruptedText(phase)}`, color: 'yellow' }] : [];
  return [[{ text: ` ${submitTitle(phase)}`, bold: true }], [], ...steps, ...retryLines(state), [], warning];
}

export function Progress({ state, height }: { readonly state: State; readonly height: number }): ReactNode {
  const seconds = useElapsedSeconds();
  const texts = text().screen;
  const lines =
    state.phase.kind === 'loading' ? [...loadingRows(state), ...retryLines(state)] : submitLines(state);
  if (seconds) lines.push([{ text: ` ${texts.seconds(seconds)}`, dim: true }]);
  const goesBack = state.picker !== undefined && state.phase.kind === 'loading';
  const page = Array.from({ length: height - 1 }, (_, index) => lines[index] ?? []);
  return <Rows state={state} rows={[...page, goesBack ? keyBar(state) : []]} height={height} />;
}
