/** `sms-wizard update TASK_ID --set PATH=VALUE …`: changes a task without the wizard. `diff` only shows the change. */

import type { Command, CommandLine } from '../../cli/command-line.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { exitOnInterrupt } from '../../cli/interrupt.ts';
import { printNote } from '../../cli/output.ts';
import { parseTask, type TaskOptions } from '../../cli/service-options.ts';
import type { JsonObject } from '../../json/json.ts';
import { openSession, type Session } from '../../session/session.ts';
import { type Draft, newDraft } from '../../task/edits/draft.ts';
import { UsageError } from '../../task/errors.ts';
import { greatestNeed, type WindowsNeed, windowsNeed } from '../../task/rate-windows.ts';
import { text } from '../../text/text.ts';
import { applyAssignments } from '../../update/assignments.ts';
import { fetchSourceIfNeeded } from '../../update/fetch-source.ts';
import { readTask } from '../../update/read-task.ts';
import { interruptedNeed } from '../../update/update-journal.ts';
import { printOpenPauses } from '../pausing/open-pauses.ts';
import { confirmAndSend } from './confirm.ts';
import { type ChangeOptions, draftWith, parseChangeOptions } from './options.ts';
import { printUnreadWindows, resolveWithoutSending } from './preview.ts';
import { type CommandResult, printReport } from './print-report.ts';
import { settleInterrupted } from './recover.ts';

interface UpdateOptions extends TaskOptions, ChangeOptions {
  readonly set: readonly string[];
  readonly unset: readonly string[];
  /** The file with more edits; `-` is standard input. */
  readonly edit?: string;
  /** The file to write a plan to; `-` is standard output. */
  readonly out?: string;
  /** True to replace a file that is there. */
  readonly force: boolean;
}

export const update: Command = (line) => {
  exitOnInterrupt();
  const about = { taskId: line.taskId ?? '' };
  return printReport(line.values.json, about, () => runUpdate(parseUpdateOptions(line), about));
};

/** `sms-wizard diff TASK_ID …`: shows what an update would change. Exits with 7 if there is something. */
export const diff: Command = (line) => {
  exitOnInterrupt();
  const about = { taskId: line.taskId ?? '' };
  return printReport(line.values.json, about, async () => {
    const result = await runUpdate({ ...parseUpdateOptions(line), dryRun: true }, about);
    return result.report.result === 'planned' ? { ...result, code: EXIT.pending } : result;
  });
};

/** Throws UsageError. */
function parseUpdateOptions(line: CommandLine): UpdateOptions {
  const { set = [], unset = [], edit, out, 'dry-run': dryRun } = line.values;
  const documents = [...set.filter((setting) => setting === '-'), ...(edit === undefined ? [] : [edit])];
  if (set.length + unset.length + documents.length === 0) throw new UsageError(text().cli.errors.needsSet);
  if (documents.length > 1) throw new UsageError(text().cli.edit.twoFiles);
  if (documents[0] === '-' && line.values['token-stdin']) throw new UsageError(text().cli.edit.stdinTwice);
  if (out !== undefined && !dryRun) throw new UsageError(text().plans.outNeedsDryRun);
  if (out === '-' && line.values.json) throw new UsageError(text().plans.outTwice);
  return {
    ...parseTask(line),
    ...parseChangeOptions(line),
    set: set.filter((setting) => setting !== '-'),
    unset,
    force: line.values.force === true,
    ...(documents[0] !== undefined && { edit: documents[0] }),
    ...(out !== undefined && { out }),
  };
}

/** Sets `about` to the task that was meant. */
async function runUpdate(options: UpdateOptions, about: { taskId: string }): Promise<CommandResult> {
  const { readEdits } = await import('./edit-source.ts');
  const edits = options.edit === undefined ? undefined : await readEdits(options.edit);
  const session = await openSession(options);
  about.taskId = session.taskId;
  try {
    const need = greatestNeed(needOf(options, edits), interruptedNeed(session));
    const task = await readTask(session.client, session.taskId, need);
    printUnreadWindows(task);
    settleInterrupted(session, task);
    printOpenPauses(session, task);
    const edited = await draftOf(options, task, edits);
    const source = await fetchSourceIfNeeded(edited, session.client);
    const draft = source ? { ...edited, source } : edited;
    const ended = resolveWithoutSending(options, session.taskId, draft);
    if (options.out !== undefined && ended?.report.result === 'planned') {
      if (options.out === '-') return { ...ended, lines: await planLines(draft, session) };
      await savePlan(options.out, options.force, draft, session);
    }
    return ended ?? (await confirmAndSend(options, draft, session));
  } finally {
    await session.close();
  }
}

/** Returns how far the edits need the rate windows; a whole document of a task may have them in it. */
function needOf({ set, unset }: UpdateOptions, edits: JsonObject | undefined): WindowsNeed {
  const named = [...set, ...unset];
  const inFile = Object.keys(edits ?? {});
  const isWhole = edits !== undefined && 'id' in edits;
  return isWhole
    ? greatestNeed(windowsNeed(named), windowsNeed(inFile) === 'never' ? 'never' : 'helpful')
    : windowsNeed([...named, ...inFile]);
}

async function planLines(draft: Draft, session: Session): Promise<string[]> {
  const { planText } = await import('../../update/write-plan.ts');
  return planText(draft, session).trimEnd().split('\n');
}

async function savePlan(file: string, force: boolean, draft: Draft, session: Session): Promise<void> {
  const { writePlanFile } = await import('../../update/write-plan.ts');
  writePlanFile(file, draft, session, force);
  printNote([text().plans.written(file)]);
}

const note = (words: string): void => printNote([words]);

/** Makes the draft of all edits that the options name: first those of the file, then those of the command line. */
async function draftOf(options: UpdateOptions, task: JsonObject, edits?: JsonObject): Promise<Draft> {
  const start = draftWith(options, newDraft(task));
  if (!edits) return applyAssignments(start, options.set, options.unset, note);
  const { assignmentsIn, draftOfDocument, isPathMap } = await import('../../update/document-edits.ts');
  if (!isPathMap(edits)) {
    const started = draftWith(options, draftOfDocument(task, edits, note));
    return applyAssignments(started, options.set, options.unset, note);
  }
  const { set, unset } = assignmentsIn(edits);
  return applyAssignments(start, [...set, ...options.set], [...unset, ...options.unset], note);
}
