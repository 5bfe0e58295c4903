/** `sms-wizard history [TASK_ID]`: updates sent by this user on this machine, with their outcomes. */

import { asciiOnly } from '../cli/ascii.ts';
import type { Command } from '../cli/command-line.ts';
import { printDocument } from '../cli/documents.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { exitOnInterrupt } from '../cli/interrupt.ts';
import { printResult, printStatus } from '../cli/output.ts';
import type { JsonObject } from '../json/json.ts';
import { matchTasks } from '../session/resolve-task.ts';
import {
  countUnreadUpdates,
  findHistoryProblem,
  type HistoryEntry,
  type HistoryOutcome,
  readHistory,
} from '../storage/history.ts';
import { countUnreadPauses, findPausesProblem, readPauses } from '../storage/pauses.ts';
import { copyableCommand, updateCommand } from '../task/edits/equivalent-command.ts';
import { HistoryError } from '../task/errors.ts';
import type { Field } from '../task/fields/catalogue.ts';
import { formatValuesApart } from '../task/fields/values.ts';
import { resolveField } from '../task/paths/path.ts';
import { lookup, text } from '../text/text.ts';
import { pauseEntry } from './pausing/history-entries.ts';
import { outcomeMark } from './update/report-lines.ts';

/** Sorts entries, the latest first. Entries of one time keep their order. */
const byTime = <T extends { readonly time: string }>(entries: readonly T[]): T[] =>
  [...entries].sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));

export const history: Command = async ({ taskWord, values }) => {
  exitOnInterrupt();
  const problem = findHistoryProblem() ?? findPausesProblem();
  if (problem) throw new HistoryError(text().cli.history.unreadable(problem.path, problem.why));
  const unread = countUnreadUpdates() + countUnreadPauses();
  if (unread) printStatus([text().cli.history.unreadLines(unread)]);
  const updates = entriesOf(taskWord, readHistory());
  const pauses = entriesOf(taskWord, readPauses()).map(pauseEntry);
  const entries = byTime([
    ...updates.map((entry) => ({ ...entry, document: document(entry), lines: lines(entry) })),
    ...pauses,
  ]);
  if (values.json) {
    const documents = entries.map((entry) => entry.document);
    printDocument(documents, documents);
  } else printResult(entries.length ? entries.flatMap((entry) => entry.lines) : [noneText(taskWord)]);
  return EXIT.done;
};

/** Returns the entries of the task that a word means, by its ID, the beginning of it, or the name it had. */
function entriesOf<Entry extends Pick<HistoryEntry, 'taskId' | 'taskName'>>(
  word: string | undefined,
  all: readonly Entry[],
): readonly Entry[] {
  if (word === undefined) return all;
  const ids = new Map(
    all.map(({ taskId, taskName }) => [`${taskId} ${taskName}`, { id: taskId, name: taskName }]),
  );
  const found = new Set(matchTasks(word, [...ids.values()]).map(({ id }) => id));
  return all.filter(({ taskId }) => found.has(taskId));
}

const noneText = (word: string | undefined): string =>
  word === undefined ? text().cli.history.none : text().cli.history.noneOf(word.trim());

function document(entry: HistoryEntry): JsonObject {
  const { id, time, taskId, taskName, endpoint, edits, request, rateRequest, undoes, outcome } = entry;
  return {
    id,
    time,
    task_id: taskId,
    task_name: taskName,
    endpoint,
    changes: edits.map(({ path, before, value }) => ({
      path,
      before: before ?? null,
      after: value,
      outcome: outcome?.outcomes[path] ?? null,
    })),
    request,
    ...(rateRequest && { rate_request: rateRequest }),
    undoes: [...undoes],
    command: updateCommand(taskId, edits, ['--endpoint', endpoint]) ?? null,
    result: outcome?.result ?? null,
  };
}

function lines({ id, time, taskId, taskName, endpoint, edits, outcome }: HistoryEntry): string[] {
  const messages = text().cli.history;
  const result = outcome ? resultText(outcome) : messages.open;
  const head = messages.line(text().time(new Date(time)), `${taskName} ${taskId}`, edits.length, result);
  return [
    `${head}   ${id}`,
    ...edits.map((edit) => `  ${outcomeMark(outcome?.outcomes[edit.path] ?? '')} ${keptLine(edit)}`),
    `    ${printableCommand(updateCommand(taskId, edits, ['--endpoint', endpoint]))}`,
  ];
}

/** Returns a command for copying, or the reason why it can't be copied from this terminal. */
function printableCommand(command: string | undefined): string {
  const copyable = copyableCommand(command);
  return asciiOnly() && /[^\x20-\x7e]/.test(copyable) ? text().plans.nonAsciiCommand : copyable;
}

/** Returns the outcome of an update in words, by its fields if they were verified. */
function resultText({ result, outcomes }: HistoryOutcome): string {
  const messages = text().cli.history;
  const known = Object.values(outcomes);
  if (result !== 'verified' || known.length === 0) return lookup(messages.results, result) ?? result;
  const missed = known.filter((outcome) => outcome === 'not_applied').length;
  if (missed) return messages.missed(missed, known.length);
  return known.includes('unverified') ? messages.unverified : messages.applied;
}

/** Finds the field of a path; undefined for one that an older version wrote and this one doesn't know. */
function fieldIn(path: string): Field | undefined {
  try {
    return resolveField(path).field;
  } catch {
    return undefined;
  }
}

function keptLine({ path, kind, before, value }: HistoryEntry['edits'][number]): string {
  if (kind !== 'set') return `${path}: ${kind === 'add' ? text().value.added : text().value.removed}`;
  const field = fieldIn(path);
  return `${path}: ${text().change.arrow(...formatValuesApart(field, before, value))}`;
}
