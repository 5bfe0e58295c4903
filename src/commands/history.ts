/** `sms-wizard history [TASK_ID]`: what was submitted from this account on this machine, and what became of it. */
import type { JsonObject } from '../json/json.ts';
import { type HistoryEntry, type HistoryOutcome, readHistory } from '../storage/history.ts';
import type { Field } from '../task/catalogue.ts';
import { commandFor, shownCommand } from '../task/command.ts';
import { namedBy } from '../task/path.ts';
import { showValue } from '../task/values.ts';
import { entryOf, text } from '../text/text.ts';
import type { CommandLine } from './flags.ts';
import { fitted, printJson, printResult } from './output.ts';

export async function history(line: CommandLine): Promise<number> {
  const entries = readHistory(line.taskId);
  if (line.on.has('json')) printJson(entries.map(document));
  else
    printResult(fitted(entries.length ? entries.flatMap(lines) : [text().cli.history.none], process.stdout));
  return 0;
}

function document({ time, taskId, taskName, endpoint, edits, request, outcome }: HistoryEntry): JsonObject {
  return {
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
    command: commandFor(taskId, edits, ['--endpoint', endpoint]) ?? null,
    result: outcome?.result ?? null,
  };
}

const MARKS: Record<string, string> = { took: '✓', did_not_take: '✗', not_returned: '?' };

function lines({ time, taskId, taskName, endpoint, edits, outcome }: HistoryEntry): string[] {
  const say = text().cli.history;
  const result = outcome ? resultText(outcome) : say.open;
  const head = say.line(text().time(new Date(time)), `${taskName} ${taskId}`, edits.length, result);
  return [
    head,
    ...edits.map((edit) => `  ${MARKS[outcome?.outcomes[edit.path] ?? ''] ?? ' '} ${keptLine(edit)}`),
    `    ${shownCommand(commandFor(taskId, edits, ['--endpoint', endpoint]))}`,
  ];
}

/** What was found out about each field says more than that it was looked at. */
function resultText({ result, outcomes }: HistoryOutcome): string {
  const say = text().cli.history;
  const known = Object.values(outcomes);
  if (result !== 'verified' || known.length === 0) return entryOf(say.results, result) ?? result;
  const missed = known.filter((outcome) => outcome === 'did_not_take').length;
  if (missed) return say.missed(missed, known.length);
  return known.includes('took') ? say.took : say.untold;
}

/** Undefined for a path that an older version wrote, and this one does not know. */
function fieldIn(path: string): Field | undefined {
  try {
    return namedBy(path).field;
  } catch {
    return undefined;
  }
}

function keptLine({ path, kind, before, value }: HistoryEntry['edits'][number]): string {
  if (kind !== 'set') return `${path}: ${kind === 'add' ? text().value.newElement : text().value.removed}`;
  const field = fieldIn(path);
  return `${path}: ${text().change.arrow(showValue(field, before), showValue(field, value))}`;
}
