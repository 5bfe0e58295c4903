/** `sms-wizard undo TASK_ID`: reverses updates on the task as it is now, with the checks of an update. */

import type { Command, CommandLine } from '../cli/command-line.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { exitOnInterrupt } from '../cli/interrupt.ts';
import { printNote, printStatus } from '../cli/output.ts';
import { parseTask, type TaskOptions } from '../cli/service-options.ts';
import { openSession } from '../session/session.ts';
import { findHistoryProblem, type HistoryEntry, readHistory } from '../storage/history.ts';
import { changesOf, type Draft } from '../task/edits/draft.ts';
import type { SavedEdit } from '../task/edits/saved/saved-edit.ts';
import { buildReversalOf, type LeftAlone } from '../task/edits/undo/undo.ts';
import { HistoryError, UsageError } from '../task/errors.ts';
import { formatValue } from '../task/fields/values.ts';
import { windowsNeedOf } from '../task/rate-windows.ts';
import { text } from '../text/text.ts';
import { addWindows, readTask } from '../update/read-task.ts';
import { interruptedNeed, recoverInterrupted } from '../update/update-journal.ts';
import { printOpenPauses } from './pausing/open-pauses.ts';
import { confirmAndSend } from './update/confirm.ts';
import { type ChangeOptions, draftWith, parseChangeOptions, type UpdateContext } from './update/options.ts';
import { printUnreadWindows, resolveWithoutSending } from './update/preview.ts';
import { type CommandResult, printReport } from './update/print-report.ts';

/** Minimum length of an ID in `--to`; a shorter word is a number. */
const MIN_ID_LENGTH = 6;

/** Outcomes of updates that were or may have been applied, and so can be undone. */
const UNDOABLE = new Set([
  'verified',
  'unknown',
  'settled_applied',
  'settled_partly_applied',
  'settled_unknown',
]);

interface UndoOptions extends TaskOptions, ChangeOptions {
  /** The number of updates to take back, or the ID of the last one; undefined for one update. */
  readonly to?: string;
}

export const undo: Command = async (line) => {
  exitOnInterrupt();
  const { taskId = '', values } = line;
  const about = { taskId };
  return printReport(values.json, about, () => runUndo(parseUndoOptions(line), about));
};

/** Throws UsageError. */
function parseUndoOptions(line: CommandLine): UndoOptions {
  const { to } = line.values;
  return { ...parseTask(line), ...parseChangeOptions(line), ...(to !== undefined && { to }) };
}

/** Sets `about` to the task that was meant. */
async function runUndo(options: UndoOptions, about: { taskId: string }): Promise<CommandResult> {
  const session = await openSession(options);
  about.taskId = session.taskId;
  try {
    const { taskId, endpoint, client } = session;
    const read = await readTask(client, taskId, interruptedNeed(session));
    const problem = session.demo ? undefined : findHistoryProblem();
    if (problem) throw new HistoryError(text().cli.history.unreadable(problem.path, problem.why));
    recoverInterrupted(session, read);
    printOpenPauses(session, read);
    const updates = readHistory(taskId).filter((entry) => entry.endpoint === endpoint && canUndo(entry));
    if (updates.length === 0 && options.to === undefined)
      throw new UsageError(session.demo ? text().cli.undo.demo : text().cli.undo.nothing(taskId));
    const chosen = updates.slice(0, countBackTo(updates, options.to));
    const updatesToUndo = chosen.map(appliedEdits);
    const task = await addWindows(client, read, windowsNeedOf(updatesToUndo.flat()));
    printUnreadWindows(task);
    const { draft: reversal, leftAlone } = buildReversalOf(task, updatesToUndo);
    const draft = draftWith(options, reversal);
    const context = { leftOut: leftAlone.map(asLeftOut), undoes: chosen.map(({ id }) => id) };
    printNote(headings(chosen, readHistory(taskId)));
    printStatus(context.leftOut.map(({ message }) => message));
    return (
      nothingLeft(taskId, draft, context) ??
      resolveWithoutSending(options, taskId, draft, context) ??
      (await confirmAndSend(options, draft, session, context))
    );
  } finally {
    await session.close();
  }
}

/** True if some of an update was or may have been applied. */
function canUndo({ outcome }: HistoryEntry): boolean {
  if (!outcome || !UNDOABLE.has(outcome.result)) return false;
  const outcomes = Object.values(outcome.outcomes);
  return outcomes.length === 0 || outcomes.some((known) => known !== 'not_applied');
}

/** Returns the number of updates that `--to` takes back, the latest first. Throws UsageError. */
function countBackTo(updates: readonly HistoryEntry[], to = '1'): number {
  const byId = to.length >= MIN_ID_LENGTH ? updates.findIndex(({ id }) => id.startsWith(to)) : -1;
  const count = byId >= 0 ? byId + 1 : /^\d+$/.test(to) ? Number(to) : 0;
  if (count < 1 || count > updates.length)
    throw new UsageError(text().cli.undo.noSuchUpdate(to, updates.length));
  return count;
}

const appliedEdits = ({ edits, outcome }: HistoryEntry): SavedEdit[] =>
  edits.filter(({ path }) => outcome?.outcomes[path] !== 'not_applied');

/** Describes the updates to take back, and what a single one undid if it was an undo itself. */
function headings(chosen: readonly HistoryEntry[], all: readonly HistoryEntry[]): string[] {
  const words = text().cli.undo;
  const timeOf = ({ time }: HistoryEntry) => text().time(new Date(time));
  const oldest = chosen.at(-1) as HistoryEntry;
  const undone = chosen.length === 1 ? all.find(({ id }) => oldest.undoes.includes(id)) : undefined;
  return [
    chosen.length === 1 ? words.of(timeOf(oldest)) : words.upTo(chosen.length, timeOf(oldest)),
    ...(undone ? [words.ofUndo(timeOf(undone))] : []),
  ];
}

/** Returns a conflict if the undo can't take anything back. */
function nothingLeft(taskId: string, draft: Draft, { leftOut }: UpdateContext): CommandResult | undefined {
  if (changesOf(draft).length > 0 || !leftOut?.length) return undefined;
  const error = { code: 'conflict', message: text().cli.undo.nothingLeft };
  return {
    report: { taskId, draft, result: 'refused', leftOut, error },
    code: EXIT.conflict,
    lines: [error.message],
  };
}

/** Reports a change that the undo leaves as it is, with the reason. */
function asLeftOut({ path, why, now }: LeftAlone) {
  const words = text().cli.undo;
  const message = why === 'changed' ? words.changed(path, formatValue(undefined, now)) : words[why](path);
  return { path, why, message };
}
