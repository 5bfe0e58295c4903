/** Sends one action to a task, and describes its outcome: for the commands and for the wizard. */
import { exitCodeFor } from '../../cli/error-report.ts';
import { EXIT, type ExitCode } from '../../cli/exit-codes.ts';
import type { JsonObject } from '../../json/json.ts';
import type { Session } from '../../session/session.ts';
import { canPause, canStart, isRunningTask, stateOf } from '../../task/pausing.ts';
import { failureLines } from '../../text/failure-text.ts';
import { text } from '../../text/text.ts';
import { endPauses, settlePauses } from '../../update/pause-journal.ts';
import {
  type ActionOptions,
  type StartOutcome,
  type StopOutcome,
  startTask,
} from '../../update/task-action.ts';
import type { Report } from '../../update/update-report.ts';
import { commandFor } from './next-command.ts';

export type ActionName = 'pause' | 'start';

export interface ActionResult {
  readonly result: 'done' | 'already' | 'refused' | 'rejected' | 'unknown';
  readonly code: ExitCode;
  readonly lines: readonly string[];
  /** Empty if no state was read. */
  readonly state: string;
  readonly error?: Report['error'];
  /** The task as it was read last. */
  readonly task?: JsonObject;
}

/** Makes the result of an action that was not sent. */
export const refusal = (state: string, code: ExitCode, why: string, message: string): ActionResult => ({
  ...{ result: 'refused', code, lines: [message], state },
  error: { code: why, message },
});

/** Returns the result for a task whose state makes the action needless or impossible. */
export function withoutSending(task: JsonObject, action: ActionName): ActionResult | undefined {
  const words = text().pausing;
  const state = stateOf(task);
  switch (action === 'pause' ? canPause(task) : canStart(task)) {
    case 'needless':
      return { result: 'already', code: EXIT.done, lines: [words.already[action](state)], state, task };
    case 'blocked':
      return refusal(state, EXIT.usage, 'blocked', words.blocked[action](state));
    case 'offline':
      return refusal(state, EXIT.usage, 'offline', words.offline);
    case 'possible':
      return undefined;
  }
}

/** Reads a task, and starts it if that is possible. Throws ServiceError if it can't be read. */
export async function sendStart(session: Session, options: ActionOptions): Promise<ActionResult> {
  const task = await session.client.getTask(session.taskId, options.signal);
  settlePauses(session, task);
  return withoutSending(task, 'start') ?? startRead(session, task, options);
}

/** Starts a task as it was read. */
export async function startRead(
  session: Session,
  task: JsonObject,
  options: ActionOptions,
): Promise<ActionResult> {
  const outcome = await startTask(session.client, task, options);
  if (outcome.kind === 'started') endPauses(session, 'started');
  return resultOf(outcome, 'start', session);
}

/** Describes the outcome of an action. */
export function resultOf(
  outcome: StopOutcome | StartOutcome,
  action: ActionName,
  session: Session,
): ActionResult {
  const words = text().pausing;
  const state = 'task' in outcome && outcome.task ? stateOf(outcome.task) : '';
  switch (outcome.kind) {
    case 'paused':
      return { result: 'done', code: EXIT.done, lines: [words.done.pause(state)], state };
    case 'started': {
      const isGoing = isRunningTask(outcome.task) || /SUCCESS/.test(state);
      const code = isGoing ? EXIT.done : EXIT.failed;
      return { result: 'done', code, lines: [words.done.start(state)], state, task: outcome.task };
    }
    case 'rejected': {
      const { error } = outcome;
      const lines = [words.rejected[action], ...failureLines(error)];
      return { result: 'rejected', code: exitCodeFor(error), lines, state, error };
    }
    case 'ended': {
      const message = words.ended(state);
      const error = { code: 'ended', message };
      return { result: 'rejected', code: EXIT.conflict, lines: [message], state, error };
    }
    case 'unknown': {
      const message = words.unsettled[action](state || words.unknownState);
      const why = outcome.error ? failureLines(outcome.error) : [];
      const next = words.toWatch(commandFor(session, 'watch'));
      const error = outcome.error ?? { code: 'unknown', message };
      return { result: 'unknown', code: EXIT.failed, lines: [...why, message, next], state, error };
    }
  }
}
