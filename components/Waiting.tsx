/** Screens that wait: reading the task, submitting. */
import { type ReactNode, useEffect, useState } from 'react';
import { wrapTo } from '../src/terminal/columns.ts';
import { marksFor } from '../src/terminal/marks.ts';
import { text } from '../src/text/text.ts';
import type { Stage, State } from '../src/wizard/state.ts';
import { loadingRows } from './beginning.ts';
import { keyBar } from './Foot.tsx';
import { Lines } from './Lines.tsx';
import type { Span } from './line.ts';

/** Seconds gone by, told once a second and only after two: nothing moves while nothing is slow. */
export function useSlowSeconds(waiting = true): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!waiting) return;
    const timer = setInterval(() => setSeconds((known) => known + 1), 1000);
    return () => clearInterval(timer);
  }, [waiting]);
  return seconds > 2 ? seconds : 0;
}

/** That there is no answer yet: a still line, as what it announces says enough. */
function retryLines({ phase, size }: State): Span[][] {
  const line = phase.kind === 'loading' || phase.kind === 'submitting' ? phase.retry : undefined;
  if (!line) return [];
  return wrapTo(line, size.columns - 4).map((part): Span[] => [{ text: `   ${part}`, color: 'yellow' }]);
}

function submitLines(state: State): Span[][] {
  const say = text().screen.submitting;
  const marks = marksFor(state.ascii);
  if (state.phase.kind !== 'submitting') return [];
  const { stage, interrupted } = state.phase;
  const done = (words: string): Span[] => [{ text: ` ${marks.done} `, color: 'green' }, { text: words }];
  const now = (words: string): Span[] => [{ text: ` ${marks.here} `, color: 'cyan' }, { text: words }];
  const lost: Span[] = [{ text: ` ${marks.unknown} `, color: 'yellow' }, { text: say.lost }];
  const lines: Record<Stage, Span[][]> = {
    checking: [now(say.checking)],
    sending: [done(say.checked), now(say.sending)],
    verifying: [done(say.checked), done(say.sent), now(say.verifying)],
    verifying_lost: [done(say.checked), lost, now(say.verifying)],
    repeating: [done(say.checked), lost, now(say.repeating)],
  };
  const warning: Span[] = interrupted ? [{ text: ` ${say.interrupted}`, color: 'yellow' }] : [];
  return [[{ text: ` ${say.title}`, bold: true }], [], ...lines[stage], ...retryLines(state), [], warning];
}

export function Waiting({ state, height }: { readonly state: State; readonly height: number }): ReactNode {
  const seconds = useSlowSeconds();
  const say = text().screen;
  const lines =
    state.phase.kind === 'loading' ? [...loadingRows(state), ...retryLines(state)] : submitLines(state);
  if (seconds) lines.push([{ text: ` ${say.seconds(seconds)}`, dim: true }]);
  const goesBack = state.picker !== undefined && state.phase.kind === 'loading';
  const page = Array.from({ length: height - 1 }, (_, index) => lines[index] ?? []);
  return <Lines state={state} rows={[...page, goesBack ? keyBar(state) : []]} height={height} />;
}
