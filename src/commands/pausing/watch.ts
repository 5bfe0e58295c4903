/** `sms-wizard watch TASK_ID`: follows a task; one line on a terminal, a document for each change elsewhere. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '../../api/service-error.ts';
import { marks, printable } from '../../cli/ascii.ts';
import type { Command, CommandLine } from '../../cli/command-line.ts';
import { printNext } from '../../cli/documents.ts';
import { EXIT, type ExitCode } from '../../cli/exit-codes.ts';
import { exitOnInterrupt } from '../../cli/interrupt.ts';
import { printResult, printStatus } from '../../cli/output.ts';
import { parseServiceOptions, parseTask } from '../../cli/service-options.ts';
import { withSuggestion } from '../../cli/suggestion.ts';
import type { JsonObject } from '../../json/json.ts';
import { openSession, type Session } from '../../session/session.ts';
import { UsageError } from '../../task/errors.ts';
import { motionErrorLines, motionLine } from '../../task/motion-text.ts';
import { stateOf } from '../../task/pausing.ts';
import {
  endOfWatch,
  isSameMotion,
  motionDocument,
  nextPauseMs,
  type WatchEnd,
} from '../../task/task-motion.ts';
import { TASK_STATES } from '../../task/task-summary.ts';
import { newStatusLine } from '../../terminal/status-line.ts';
import { text } from '../../text/text.ts';
import { printOpenPauses } from './open-pauses.ts';

export const watch: Command = async (line) => {
  exitOnInterrupt();
  const until = parseUntil(line);
  const session = await openSession({ ...parseTask(line), ...parseServiceOptions(line) }, false);
  const view = viewFor(line);
  process.once('exit', view.close);
  try {
    const { task, end } = await follow(session, until, view);
    view.close();
    if (view.isForPeople) printResult([endText(task, until, end)]);
    return CODES[end];
  } finally {
    await session.close();
  }
};

const CODES: Readonly<Record<WatchEnd, ExitCode>> = {
  reached: EXIT.done,
  success: EXIT.done,
  missed: EXIT.failed,
  failure: EXIT.failed,
};

/** Returns the state to wait for. Throws UsageError for one that no document has. */
function parseUntil({ values: { until } }: CommandLine): string | undefined {
  const state = until?.trim().toUpperCase();
  if (state === undefined || (TASK_STATES as readonly string[]).includes(state)) return state;
  const message = text().pausing.watch.state(until ?? '', TASK_STATES.join(', '));
  throw new UsageError(withSuggestion(message, state, TASK_STATES));
}

/** Failed readings in a row after which the watch ends. */
const MAX_FAILED = 10;

interface View {
  readonly isForPeople: boolean;
  /** Shows a reading that differs from the one before. */
  show(task: JsonObject, before: JsonObject | undefined): void;
  close(): void;
}

/** Reads a task until there is nothing more to watch. Throws the ServiceError of a rejected account, or of ten reads. */
async function follow(
  session: Session,
  until: string | undefined,
  view: View,
): Promise<{ readonly task: JsonObject; readonly end: WatchEnd }> {
  let before: JsonObject | undefined;
  for (let [failed, pause] = [0, 0]; ; ) {
    try {
      const task = await session.client.getTask(session.taskId);
      failed = 0;
      if (!before) printOpenPauses(session, task);
      const isChanged = !before || !isSameMotion(before, task);
      if (isChanged) view.show(task, before);
      before = task;
      const end = endOfWatch(task, until);
      if (end) return { task, end };
      pause = nextPauseMs(pause, isChanged);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.kind === 'auth' || !before || ++failed >= MAX_FAILED)
        throw error;
      pause = Math.max(nextPauseMs(pause, false), error.retryAfterMs ?? 0);
      if (process.stderr.isTTY) printStatus([text().pausing.watch.reads(Math.ceil(pause / 1000))]);
    }
    await sleep(pause);
  }
}

function viewFor({ values: { json, output } }: CommandLine): View {
  if (process.stdout.isTTY && !json) return lineView();
  return json || output === undefined ? documentView() : rowView();
}

/** A line for each change, for `-o table` in a pipe. */
const rowView = (): View => ({
  isForPeople: true,
  show: (task) => printResult([motionLine(task), ...motionErrorLines(task)]),
  close() {},
});

const documentView = (): View => ({
  isForPeople: false,
  show: (task) => printNext({ time: new Date().toISOString(), ...motionDocument(task) }),
  close() {},
});

/** One line that is written anew in its place. Lines of earlier states and of errors stay above it. */
function lineView(): View {
  const bar = newStatusLine(process.stdout, marks().cut);
  return {
    isForPeople: true,
    show(task, before) {
      const errors = motionErrorLines(task);
      const isNewState = before !== undefined && stateOf(before) !== stateOf(task);
      const isNewError = errors.length > 0 && (!before || motionErrorLines(before).join() !== errors.join());
      if (isNewState || isNewError) bar.clear();
      if (isNewState) printResult([motionLine(before)]);
      if (isNewError) printResult(errors);
      bar.show(printable(motionLine(task)));
    },
    close: () => bar.clear(),
  };
}

function endText(task: JsonObject, until: string | undefined, end: WatchEnd): string {
  const words = text().pausing.watch;
  return end === 'missed' ? words.missed(stateOf(task), until ?? '') : words.reached(stateOf(task));
}
