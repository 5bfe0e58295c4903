/** Sentences about a pause, a start and a watch, for every front end. */
import { motionErrorLines, motionFacts } from '../../task/motion-text.ts';
import { stateOf } from '../../task/pausing.ts';
import { endOfWatch } from '../../task/task-motion.ts';
import { failureLines } from '../../text/failure-text.ts';
import { text } from '../../text/text.ts';
import type { Phase, SubmitStage, Watching } from '../phase.ts';
import type { State } from '../state.ts';

type Submitting = Extract<Phase, { readonly kind: 'submitting' }>;

/** A line about a step of a submit: done, lost, or in progress. */
export interface StepLine {
  readonly is: 'done' | 'lost' | 'now';
  readonly words: string;
}

const done = (words: string): StepLine => ({ is: 'done', words });
const now = (words: string): StepLine => ({ is: 'now', words });

/** Returns the steps of a submit so far, with those of a pause if it has one. */
export function submitSteps({ stage, move }: Submitting): StepLine[] {
  const texts = text().screen.submitting;
  const words = text().pausing.screen;
  if (move?.back) return [now(words.starting(move.state))];
  const before = move
    ? [done(words.checked), ...(move.isPaused ? [done(words.paused)] : [])]
    : [done(texts.checked)];
  const lost: StepLine = { is: 'lost', words: texts.lost };
  const steps: Record<SubmitStage, StepLine[]> = {
    checking: move
      ? [...(move.isStopSent ? [...before, now(texts.sending)] : [now(words.checking)])]
      : [now(texts.checking)],
    pausing: [done(words.checked), now(words.pausing(move?.state ?? ''))],
    sending: [...before, now(texts.sending)],
    verifying: [...before, done(texts.sent), now(texts.verifying)],
    verifying_lost: [...before, lost, now(texts.verifying)],
    repeating: [...before, lost, now(texts.repeating)],
    starting: [...before, done(words.submitted), now(words.starting(move?.state ?? ''))],
  };
  return steps[stage];
}

export function submitTitle({ move }: Submitting): string {
  if (!move) return text().screen.submitting.title;
  return text().pausing.screen.title[move.back ? 'start' : 'update'];
}

/** Returns the warning after the first ^C. */
export function interruptedText({ move, stage }: Submitting): string {
  const words = text().pausing.screen;
  if (!move) return text().screen.submitting.interrupted;
  return move.back || stage === 'starting' ? words.interruptedStart : words.interrupted;
}

/** Returns the question before a start. */
export const startQuestion = ({ draft, taskId }: State): string =>
  text().pausing.screen.ask(String(draft.base.name || taskId));

/** Returns the title of a watch. */
export const watchTitle = ({ task, taskId }: Watching): string =>
  text().pausing.watch.title(String(task?.name || taskId));

/** Returns the facts of a watch as labels and values. */
export function watchFacts({ task }: Watching): (readonly [label: string, value: string])[] {
  const { labels } = text().pausing.watch;
  return task ? motionFacts(task).map(([label, value]) => [labels[label], value] as const) : [];
}

/** Returns the lines under the facts: the error of the task, how the watch ended, why it can't be read. */
export function watchNotes({ task, failure }: Watching): string[] {
  const words = text().pausing.watch;
  if (failure) return [...failureLines(failure.details), ...(failure.isOver ? [] : [words.again])];
  if (!task) return [words.reading];
  const isOver = endOfWatch(task, undefined) !== undefined;
  return [...motionErrorLines(task), ...(isOver ? [words.over(stateOf(task))] : [])];
}

/** Returns the state as it is without the watch or the question over it. */
export function uncovered(state: State): State {
  const { phase } = state;
  return phase.kind === 'watching' || phase.kind === 'confirmingStart'
    ? { ...state, phase: phase.back }
    : state;
}
