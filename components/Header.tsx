/** The first rows: the task, the step rail, a rule. */
import type { ReactNode } from 'react';
import { currentTask } from '../src/task/edits/draft.ts';
import { symbolsFor } from '../src/terminal/symbols.ts';
import { sanitize } from '../src/terminal/text/sanitize.ts';
import { truncateMiddle } from '../src/terminal/text/shorten.ts';
import { textWidth } from '../src/terminal/text/text-width.ts';
import { lookup, text } from '../src/text/text.ts';
import { HEADER_HEIGHT } from '../src/wizard/layout.ts';
import { changeCount } from '../src/wizard/rows/change-count.ts';
import { stepMarks } from '../src/wizard/rows/step-marks.ts';
import type { State } from '../src/wizard/state.ts';
import { STEPS, type StepName } from '../src/wizard/state.ts';
import { limitsEdits } from '../src/wizard/text/effect-text.ts';
import { originText } from '../src/wizard/text/origin-text.ts';
import { ruleRow } from './loading-rows.ts';
import { Rows } from './Rows.tsx';
import type { Span } from './spans.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? sanitize(value) : '');

/** The first row, and the origin of the task if that row has no room for it. */
interface Head {
  readonly spans: Span[];
  readonly rest: string;
}

function taskHead(state: State): Head {
  const texts = text().screen;
  const { columns } = state.size;
  // A name that was not sent yet names nothing.
  const task = state.phase.kind === 'result' ? currentTask(state.draft) : state.draft.base;
  const type = textOf(task.type);
  const kind = [textOf(task.os_type), lookup(texts.type, type) ?? type].filter(Boolean).join(' · ');
  const { phase } = state;
  const isRead = phase.kind === 'result' && phase.result.kind === 'verified';
  const taskState = textOf(isRead ? phase.result.task.state : task.state);
  const name = textOf(task.name) || state.taskId;
  const fixed = textWidth(`${texts.program}${kind}${taskState}`) + 9;
  const known = originText(state);
  // The name is whole before anything else has a place beside it.
  const fits = textWidth(known) + textWidth(name) <= columns - fixed - 2;
  const origin = fits ? known : '';
  const shown = truncateMiddle(name, Math.max(8, columns - fixed - textWidth(origin) - 2));
  const left = ` ${texts.program}  ${shown}   ${kind}${kind && taskState ? ' · ' : ''}${taskState}`;
  const gap = Math.max(1, columns - textWidth(left) - textWidth(origin) - 1);
  const spans: Span[] = [
    { text: ` ${texts.program}  ` },
    { text: shown, bold: true },
    { text: `   ${kind}${kind && taskState ? ' · ' : ''}` },
    { text: taskState, bold: true, ...(limitsEdits(task) ? { color: 'yellow' as const } : {}) },
    ...(origin ? [{ text: ' '.repeat(gap) + origin, dim: true }] : []),
  ];
  return { spans, rest: fits ? '' : known };
}

/** Returns the mark of a step: where the user is, else what is wrong or changed there. A visited step has none. */
function markOf(state: State, step: StepName): Span {
  const marks = symbolsFor(state.ascii);
  if (state.step === step && state.phase.kind !== 'result') return { text: marks.here, color: 'cyan' };
  const mark = stepMarks(state.draft).get(step);
  if (mark === 'error') return { text: marks.error, color: 'red' };
  if (mark === 'warning') return { text: marks.warning, color: 'yellow' };
  return mark ? { text: marks.changed, color: 'yellow' } : { text: marks.todo };
}

function railSpans(state: State): Span[] {
  const texts = text().screen;
  const count = changeCount(state.draft);
  const roomy = state.size.columns >= 76;
  const changes = roomy ? texts.changes(count) : texts.changesShort(count);
  const spans = STEPS.flatMap((step): Span[] => [
    { text: ' ' },
    markOf(state, step),
    { text: ` ${texts.steps[step]}${roomy ? ' ' : ''}`, bold: state.step === step },
  ]);
  const used = spans.reduce((sum, span) => sum + textWidth(span.text), 0);
  const gap = Math.max(1, state.size.columns - used - textWidth(changes) - 1);
  return count ? [...spans, { text: ' '.repeat(gap) }, { text: changes, color: 'yellow' }] : spans;
}

/** Returns the rule under the header with the origin at its end. */
function ruleWith({ size, ascii }: State, origin: string): Span[] {
  const shown = truncateMiddle(origin, size.columns - 6);
  const rule = symbolsFor(ascii).rule.repeat(Math.max(0, size.columns - textWidth(shown) - 3));
  return [{ text: ` ${rule} ${shown}`, dim: true }];
}

export function Header({ state }: { readonly state: State }): ReactNode {
  const { spans, rest } = taskHead(state);
  const rows = [spans, railSpans(state), rest ? ruleWith(state, rest) : ruleRow(state)];
  return <Rows state={state} rows={rows} height={HEADER_HEIGHT} />;
}
