/** The first rows: which task this is, the step rail, a rule. */
import type { ReactNode } from 'react';
import { changesOf, currentTask } from '../src/task/draft.ts';
import { findingsOf } from '../src/task/rules/rules.ts';
import { cutTo, widthOf } from '../src/terminal/columns.ts';
import { marksFor } from '../src/terminal/marks.ts';
import { sanitise } from '../src/terminal/sanitise.ts';
import { entryOf, text } from '../src/text/text.ts';
import { STEPS, type State, type StepName } from '../src/wizard/state.ts';
import { ruleRow } from './beginning.ts';
import { Lines } from './Lines.tsx';
import type { Span } from './line.ts';

export const HEADER_ROWS = 3;

const textOf = (value: unknown): string => (typeof value === 'string' ? sanitise(value) : '');

function taskSpans(state: State): Span[] {
  const say = text().screen;
  // A name that was not sent yet names nothing.
  const task = state.phase.kind === 'ended' ? currentTask(state.draft) : state.draft.base;
  const type = textOf(task.type);
  const kind = [textOf(task.os_type), entryOf(say.type, type) ?? type, textOf(task.state)]
    .filter(Boolean)
    .join(' · ');
  const right = state.demo ? say.demo : '';
  const room = state.size.columns - widthOf(kind) - widthOf(right) - widthOf(say.program) - 8;
  const name = cutTo(textOf(task.name) || state.taskId, Math.max(8, room));
  const left = ` ${say.program}  ${name}   ${kind}`;
  const gap = Math.max(1, state.size.columns - widthOf(left) - widthOf(right) - 1);
  return [
    { text: ` ${say.program}  ` },
    { text: name, bold: true },
    { text: `   ${kind}` },
    ...(right ? [{ text: ' '.repeat(gap) + right, dim: true }] : []),
  ];
}

function markOf(state: State, step: StepName): Span {
  const marks = marksFor(state.ascii);
  const errors = findingsOf(state.draft).some((finding) => finding.severity === 'error');
  if (state.step === step && state.phase.kind !== 'ended') return { text: marks.here, color: 'cyan' };
  if (step === 'review' && errors) return { text: marks.error, color: 'red' };
  return state.visited.includes(step)
    ? { text: marks.done, color: 'green' }
    : { text: marks.todo, dim: true };
}

function railSpans(state: State): Span[] {
  const say = text().screen;
  const count = changesOf(state.draft).length;
  const roomy = state.size.columns >= 76;
  const changes = roomy ? say.changes(count) : say.changesShort(count);
  const spans = STEPS.flatMap((step): Span[] => [
    { text: ' ' },
    markOf(state, step),
    { text: ` ${say.steps[step]}${roomy ? ' ' : ''}`, bold: state.step === step },
  ]);
  const used = spans.reduce((sum, span) => sum + widthOf(span.text), 0);
  const gap = Math.max(1, state.size.columns - used - widthOf(changes) - 1);
  return count ? [...spans, { text: ' '.repeat(gap) }, { text: changes, color: 'yellow' }] : spans;
}

export function Header({ state }: { readonly state: State }): ReactNode {
  const rows = [taskSpans(state), railSpans(state), ruleRow(state)];
  return <Lines state={state} rows={rows} height={HEADER_ROWS} />;
}
