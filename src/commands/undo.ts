/** `sms-wizard undo TASK_ID`: the reverse of the last update, against today's task, through the same checks. */
import { ServiceError } from '../api/errors.ts';
import { type HistoryEntry, readHistory } from '../storage/history.ts';
import { newDraft } from '../task/draft.ts';
import { UsageError } from '../task/errors.ts';
import { reversal, type Undone } from '../task/undo.ts';
import { showValue } from '../task/values.ts';
import { text } from '../text/text.ts';
import type { CommandLine } from './flags.ts';
import { endOnInterrupt } from './interrupt.ts';
import { settleUpdates } from './journal.ts';
import { printJson, printResult, say } from './output.ts';
import { reportDocument } from './report.ts';
import { openSession } from './session.ts';
import { confirmed, decided, exitFor } from './update.ts';

/** Results after which an update may have taken, and so can be undone. */
const UNDOABLE = new Set([
  'verified',
  'unknown',
  'settled_applied',
  'settled_partly_applied',
  'settled_unknown',
]);

export async function undo(line: CommandLine): Promise<number> {
  endOnInterrupt();
  const json = line.on.has('json');
  try {
    return await run(line);
  } catch (error) {
    const known = error instanceof UsageError || error instanceof ServiceError;
    if (!json || !known) throw error;
    printJson(reportDocument({ taskId: line.taskId ?? '', draft: newDraft({}), result: 'refused', error }));
    return error instanceof UsageError ? 2 : exitFor(error);
  }
}

async function run(line: CommandLine): Promise<number> {
  const session = await openSession(line);
  try {
    const { taskId, endpoint, client } = session;
    const task = await client.getTask(taskId);
    settleUpdates(session, task);
    const last = readHistory(taskId).find((entry) => entry.endpoint === endpoint && canUndo(entry));
    if (!last) throw new UsageError(session.demo ? text().cli.undo.demo : text().cli.undo.nothing(taskId));
    const undone = reversal(
      task,
      last.edits.filter(({ path }) => last.outcome?.outcomes[path] !== 'did_not_take'),
    );
    say([text().cli.undo.of(text().time(new Date(last.time))), ...notes(undone)]);
    const ended = decided(line, taskId, undone.draft) ?? (await confirmed(line, undone.draft, session));
    if (line.on.has('json')) printJson(reportDocument(ended.report));
    else printResult(ended.lines);
    return ended.code;
  } finally {
    await session.close();
  }
}

/** True for an update of which something took, or may have. */
function canUndo({ outcome }: HistoryEntry): boolean {
  if (!outcome || !UNDOABLE.has(outcome.result)) return false;
  const outcomes = Object.values(outcome.outcomes);
  return outcomes.length === 0 || outcomes.some((known) => known !== 'did_not_take');
}

/** What the undo leaves alone, and why. */
function notes({ cannot, changedSince, gone }: Undone): string[] {
  const words = text().cli.undo;
  return [
    ...cannot.map((path) => words.cannot(path)),
    ...changedSince.map(({ path, now }) => words.changedSince(path, showValue(undefined, now))),
    ...gone.map((path) => words.gone(path)),
  ];
}
