/** `sms-wizard pause TASK_ID` and `sms-wizard start TASK_ID`: one action, sent once, and the state that it leads to. */
import { printable } from '../../cli/ascii.ts';
import type { Command, CommandLine } from '../../cli/command-line.ts';
import { printOutcome, printWhole } from '../../cli/documents.ts';
import { errorFacts, exitCodeFor, isExpected } from '../../cli/error-report.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { exitOnInterrupt, setPausedNote } from '../../cli/interrupt.ts';
import { printNote, printResult, printStatus } from '../../cli/output.ts';
import { parseServiceOptions, parseTask, type TaskOptions } from '../../cli/service-options.ts';
import type { JsonObject } from '../../json/json.ts';
import { isInteractive, openSession, type Session } from '../../session/session.ts';
import { isWindows, stateOf } from '../../task/pausing.ts';
import { openInputTty } from '../../terminal/input-tty.ts';
import { text } from '../../text/text.ts';
import { errorDocument } from '../../update/error-document.ts';
import { openJournal } from '../../update/pause-change-start.ts';
import { pauseJournalFor, settlePauses } from '../../update/pause-journal.ts';
import { stopTask } from '../../update/task-action.ts';
import { parseWait } from '../update/options.ts';
import { commandFor } from './next-command.ts';
import {
  type ActionName,
  type ActionResult,
  refusal,
  resultOf,
  startRead,
  withoutSending,
} from './send-action.ts';

interface ActionOptions extends TaskOptions {
  readonly yes: boolean;
  readonly waitMs: number;
}

export const pause: Command = (line) => runAction(line, 'pause');
export const start: Command = (line) => runAction(line, 'start');

async function runAction(line: CommandLine, action: ActionName): Promise<number> {
  exitOnInterrupt();
  const { taskId = '', values } = line;
  const documentOf = (id: string, { result, state, error }: Omit<ActionResult, 'code' | 'lines'>) => ({
    ...{ task_id: id, action, result, state: state || null },
    error: error ? errorDocument(error) : null,
  });
  try {
    const options = { ...parseTask(line), ...parseServiceOptions(line), waitMs: parseWait(line) };
    const session = await openSession(options);
    try {
      const done = await act({ ...options, yes: values.yes === true }, session, action);
      if (values.json) printOutcome(documentOf(session.taskId, done));
      else printResult(done.lines);
      return done.code;
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!values.json) throw error;
    printWhole(documentOf(taskId, { result: 'refused', state: '', error: errorFacts(error) }));
    if (!isExpected(error)) throw error;
    return exitCodeFor(error);
  }
}

/** Reads, asks, sends and waits. Throws ServiceError if the task can't be read. */
async function act(options: ActionOptions, session: Session, action: ActionName): Promise<ActionResult> {
  const words = text().pausing;
  const task = await session.client.getTask(session.taskId);
  settlePauses(session, task);
  const state = stateOf(task);
  const ended = withoutSending(task, action);
  if (ended) return ended;
  if (isWindows(task) && action === 'pause') printStatus([words.windows]);
  if (!options.yes) {
    const isYes = await ask(options, words.confirm[action](String(task.name || session.taskId), state));
    if (isYes === undefined) return refusal(state, EXIT.usage, 'confirmation_missing', words.needsYes);
    if (!isYes) return refusal(state, EXIT.canceled, 'cancelled', text().cli.errors.canceled);
  }
  if (action === 'pause') return pauseIt(options, session, task);
  printNote([words.stages.starting]);
  setPausedNote(words.startInFlight(commandFor(session, 'watch')));
  const started = await startRead(session, task, options);
  setPausedNote(undefined);
  return started;
}

/** Asks on a terminal. Returns undefined if there is none. */
async function ask(options: ActionOptions, question: string): Promise<boolean | undefined> {
  const keys = isInteractive(options) ? openInputTty(options.stdinTaken) : undefined;
  if (!keys) return undefined;
  const { confirm, promptTheme } = await import('../../cli/prompts.ts');
  const theme = { ...promptTheme(), keywords: text().cli.update.answers };
  const on = { input: keys, output: process.stderr };
  return confirm({ message: printable(question), default: false, theme }, on);
}

async function pauseIt(options: ActionOptions, session: Session, task: JsonObject): Promise<ActionResult> {
  const words = text().pausing;
  const next = commandFor(session, 'start');
  const journal = pauseJournalFor(session, 'pause', (why) =>
    printStatus([text().cli.history.unwritten(why)]),
  );
  const why = openJournal(journal, task);
  if (why !== undefined) {
    const message = words.unjournaled(why);
    const error = { code: 'unjournaled', message };
    return { result: 'refused', code: EXIT.failed, lines: [message], state: stateOf(task), error };
  }
  setPausedNote(words.inFlight(next));
  printNote([words.stages.pausing]);
  const outcome = await stopTask(session.client, session.taskId, options);
  if (outcome.kind === 'paused') journal.end('kept');
  if (outcome.kind === 'rejected' || outcome.kind === 'ended') journal.end('not_paused');
  setPausedNote(undefined);
  const result = resultOf(outcome, 'pause', session);
  return outcome.kind === 'paused' ? { ...result, lines: [...result.lines, words.toStart(next)] } : result;
}
