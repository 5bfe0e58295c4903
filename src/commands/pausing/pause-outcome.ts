/** Describes how a pause, an update and a start ended, for reports of every kind. */
import { exitCodeFor } from '../../cli/error-report.ts';
import { EXIT, type ExitCode } from '../../cli/exit-codes.ts';
import type { JsonObject } from '../../json/json.ts';
import type { Session } from '../../session/session.ts';
import type { Draft } from '../../task/edits/draft.ts';
import { isPausedTask, isRunningTask, stateOf } from '../../task/pausing.ts';
import { prepareUpdate } from '../../task/sending/prepare.ts';
import { failureLines } from '../../text/failure-text.ts';
import { text } from '../../text/text.ts';
import type { MoveResult } from '../../update/pause-change-start.ts';
import type { PauseReport, ReportError } from '../../update/update-report.ts';
import type { CommandResult } from '../update/print-report.ts';
import { commandFor } from './next-command.ts';

/** A task, and the options that reach its service. */
type PausedTask = Pick<Session, 'access' | 'taskId'>;

/** Returns the draft on the task as it was paused: warnings about a running one are over then. */
export function draftAsSent(draft: Draft, { pause, update }: MoveResult): Draft {
  const isSent = pause?.kind === 'paused' && update && update.kind !== 'conflict';
  return isSent ? prepareUpdate(draft, pause.task).draft : draft;
}

export interface PauseOutcome {
  readonly code: ExitCode;
  readonly lines: readonly string[];
  readonly error?: NonNullable<CommandResult['report']['error']>;
}

/** Describes a pause and a start with the exit code that they have alone, and the command that goes on. */
export function pauseOutcome(moved: MoveResult, session: PausedTask): PauseOutcome {
  const words = text().pausing;
  const { pause, start, left } = moved;
  const state = stateText(lastTask(moved));
  const asError = (code: string, message: string): ReportError => ({ code, message });
  const next = [words.toStart(commandFor(session, 'start')), words.toWatch(commandFor(session, 'watch'))];
  switch (pause?.kind) {
    case undefined:
      return { code: EXIT.done, lines: moved.update?.kind === 'verified' ? [words.notNeeded(state)] : [] };
    case 'blocked':
    case 'offline': {
      const message = pause.kind === 'blocked' ? words.blocked.pause(state) : words.offline;
      return { code: EXIT.usage, lines: [message], error: asError(pause.kind, message) };
    }
    case 'unreadable':
    case 'denied':
      return {
        code: exitCodeFor(pause.error),
        lines: failureLines(pause.error, text().net.nothingSent),
        error: pause.error,
      };
    case 'unjournaled': {
      const message = words.unjournaled(pause.why);
      return { code: EXIT.failed, lines: [message], error: asError('unjournaled', message) };
    }
    case 'rejected':
      return {
        code: exitCodeFor(pause.error),
        lines: [words.rejected.pause, ...failureLines(pause.error)],
        error: pause.error,
      };
    case 'ended': {
      const message = words.ended(state);
      return { code: EXIT.conflict, lines: [message], error: asError('ended', message) };
    }
    case 'unknown': {
      const message = words.unsettled.pause(state);
      const why = pause.error ? failureLines(pause.error) : [];
      const error = pause.error ?? asError('unknown_pause', message);
      return { code: EXIT.failed, lines: [...why, message, ...next], error };
    }
  }
  if (left) {
    const message = words.left[left];
    return { code: EXIT.failed, lines: [message, ...next], error: asError(left, message) };
  }
  switch (start?.kind) {
    case 'started': {
      const isGoing = isRunningTask(start.task) || /SUCCESS/.test(state);
      return { code: isGoing ? EXIT.done : EXIT.failed, lines: [words.done.start(state)] };
    }
    case 'elsewhere':
      return { code: EXIT.done, lines: [words.elsewhere(state)] };
    case 'rejected':
      return {
        code: exitCodeFor(start.error),
        lines: [words.rejected.start, ...failureLines(start.error), words.stillPaused, ...next],
        error: start.error,
      };
    default: {
      const why = start?.error ? failureLines(start.error) : [];
      const message = words.unsettled.start(state);
      const error = start?.error ?? asError('unknown_start', message);
      return { code: EXIT.failed, lines: [...why, message, ...next], error };
    }
  }
}

const stateText = (task: JsonObject | undefined): string =>
  (task && stateOf(task)) || text().pausing.unknownState;

/** Returns the last reading of a move. */
function lastTask({ pause, update, start }: MoveResult): JsonObject | undefined {
  if (start && 'task' in start && start.task) return start.task;
  if (update?.kind === 'verified') return update.task;
  if (update?.kind === 'half') return update.verified.task;
  return pause && 'task' in pause ? pause.task : undefined;
}

/** True if the task is paused by this run, or may be: nothing more will be done about it. */
export function isLeftPaused(moved: MoveResult): boolean {
  const { pause, start } = moved;
  if (pause?.kind === 'unknown') return true;
  return pause?.kind === 'paused' && start?.kind !== 'started' && start?.kind !== 'elsewhere';
}

/** Makes the `pause` of `update --json`. Its keys are a contract. */
export function pauseReport(moved: MoveResult, about: PausedTask): PauseReport {
  const { pause, start, left } = moved;
  const task = lastTask(moved);
  const isLeft = pause?.kind === 'paused' && start?.kind !== 'started' && start?.kind !== 'elsewhere';
  const reason = left ?? (isLeft && (!task || isPausedTask(task)) ? 'not_started' : null);
  return {
    result: pause?.kind ?? (moved.update?.kind === 'conflict' ? 'conflict' : 'not_needed'),
    start: start?.kind ?? null,
    left_paused: reason,
    state: (task && stateOf(task)) || null,
    command: isLeftPaused(moved) ? commandFor(about, 'start') : null,
  };
}
