/** `sms-wizard update TASK_ID --set PATH=VALUE …`: the whole job without a screen. */
import { ServiceError } from '../api/errors.ts';
import { isObject, type JsonObject, writeJson } from '../json/json.ts';
import { changesOf, type Draft, newDraft } from '../task/draft.ts';
import { UsageError } from '../task/errors.ts';
import { updateRequest } from '../task/request.ts';
import { findingsOf } from '../task/rules/rules.ts';
import { keyboard } from '../terminal/keyboard.ts';
import { sanitise } from '../terminal/sanitise.ts';
import { text } from '../text/text.ts';
import { unprovenLines } from '../wizard/hints.ts';
import { type CommandLine, usesStdin } from './flags.ts';
import { endOnInterrupt, noteUpdating } from './interrupt.ts';
import { journalFor, settleUpdates } from './journal.ts';
import { printJson, printResult, say } from './output.ts';
import {
  changeLines,
  conflictLines,
  errorLines,
  findingLines,
  type Report,
  type ReportError,
  type Result,
  reportDocument,
  resultOf,
} from './report.ts';
import { canAsk, openSession, type Session } from './session.ts';
import { withSettings } from './settings.ts';
import { type SubmitStage, submit } from './submit.ts';

export interface Ended {
  readonly report: Report;
  readonly code: number;
  readonly lines: readonly string[];
}

/** Runs the command; the answer is the exit code. */
export async function update(line: CommandLine): Promise<number> {
  endOnInterrupt();
  const json = line.on.has('json');
  try {
    const { report, code, lines } = await run(line);
    if (json) printJson(reportDocument(report));
    else printResult(lines);
    return code;
  } catch (error) {
    const known = error instanceof UsageError || error instanceof ServiceError;
    if (!json || !known) throw error;
    const report = { taskId: line.taskId ?? '', draft: newDraft({}), result: 'refused' as const, error };
    printJson(reportDocument(report));
    return error instanceof UsageError ? 2 : exitFor(error);
  }
}

async function run(line: CommandLine): Promise<Ended> {
  if (line.set.length + line.unset.length === 0) throw new UsageError(text().cli.errors.needsSet);
  const { out } = line.text;
  if (out !== undefined && !line.on.has('dry-run')) throw new UsageError(text().plans.outNeedsDryRun);
  const session = await openSession(line);
  try {
    const task = await session.client.getTask(session.taskId);
    settleUpdates(session, task);
    const edited = withSettings(newDraft(task), line.set, line.unset);
    const source = await sourceFor(edited, session);
    const draft = source ? { ...edited, source } : edited;
    const ended = decided(line, session.taskId, draft);
    if (out !== undefined && ended?.report.result === 'planned') {
      const { writePlanFile } = await import('./plan-file.ts');
      writePlanFile(out, draft, session);
    }
    return ended ?? (await confirmed(line, draft, session));
  } finally {
    await session.close();
  }
}

/** The source server, where disks or volumes are edited and the rules can use what it knows of them. */
export async function sourceFor(
  draft: Draft,
  { client }: Pick<Session, 'client'>,
  signal?: AbortSignal,
): Promise<JsonObject | undefined> {
  const server = draft.base.source_server;
  const id = isObject(server) && typeof server.id === 'string' ? server.id : undefined;
  const concerned = changesOf(draft).some(({ keys }) => keys[0] === 'target_server' && keys.length > 2);
  return id && concerned ? client.getSource(id, signal).catch(() => undefined) : undefined;
}

/** The diff, what the rules say of it, and what cannot be sent. */
export function draftLines(draft: Draft): string[] {
  const { leftOut } = updateRequest(draft);
  const left = leftOut.length ? [text().screen.leftOut(leftOut.join(', '))] : [];
  return [...changeLines(draft), ...findingLines(findingsOf(draft)), ...left];
}

/** What is settled before anything is sent: nothing to do, errors, a dry run. */
export function decided(line: CommandLine, taskId: string, draft: Draft): Ended | undefined {
  const words = text().cli.update;
  const ended = (result: Result, code: number, lines: readonly string[]): Ended => ({
    report: { taskId, draft, result },
    code,
    lines,
  });
  if (changesOf(draft).length === 0) return ended('no_changes', 0, [words.nothing]);
  if (findingsOf(draft).some(({ severity }) => severity === 'error')) {
    return ended('refused', 2, [words.refused, ...draftLines(draft)]);
  }
  if (!line.on.has('dry-run')) return undefined;
  const body = writeJson(updateRequest(draft).body, 2).split('\n');
  return ended('planned', 0, [...draftLines(draft), words.planned, ...body]);
}

/** Asks on a terminal, insists on --yes elsewhere. */
export async function confirmed(line: CommandLine, draft: Draft, session: Session): Promise<Ended> {
  if (line.on.has('yes')) return send(session, draft);
  const words = text().cli;
  const refused = (code: number, message: string, lines: readonly string[]): Ended => {
    const error: ReportError = { code: code === 2 ? 'confirmation_missing' : 'cancelled', message };
    return {
      report: { taskId: session.taskId, draft, result: 'refused', error },
      code,
      lines: [...lines, message],
    };
  };
  const keys = canAsk(line) ? keyboard(usesStdin(line)) : undefined;
  if (!keys) return refused(2, words.errors.needsYes, draftLines(draft));
  say(draftLines(draft));
  const { confirm } = await import('./ask.ts');
  const name = sanitise(String(draft.base.name || session.taskId));
  const message = words.update.confirm(changesOf(draft).length, name);
  const theme = { keywords: words.update.answers };
  const on = { input: keys, output: process.stderr };
  const yes = await confirm({ message, default: false, theme }, on);
  return yes ? send(session, draft) : refused(3, words.errors.cancelled, []);
}

/** Submits a draft without asking again, and reports what became of it. */
export async function send(session: Session, draft: Draft): Promise<Ended> {
  const { client, taskId } = session;
  const words = text();
  const journal = journalFor(session, (why) => say([words.cli.history.unwritten(why)]));
  const onStage = (stage: SubmitStage) => stage === 'sending' && noteUpdating(taskId);
  const options = { onStage, acceptMoved: true, ...(journal ? { journal } : {}) };
  const sent = await submit(client, taskId, draft, options);
  switch (sent.kind) {
    case 'meanwhile': {
      const { conflicts } = sent.rebased;
      const error: ReportError = { code: 'conflict', message: words.cli.update.conflict };
      const lines = [words.cli.update.conflict, ...conflictLines(conflicts)];
      return { report: { taskId, draft, result: 'refused', conflicts, error }, code: 5, lines };
    }
    case 'verified': {
      const result = resultOf(sent.verdicts);
      const lines = changeLines(draft, sent.verdicts);
      if (sent.repeated) lines.push(words.screen.result.repeated);
      else if (sent.lostAnswer) lines.push(words.screen.result.lostAnswer);
      lines.push(...findingLines(findingsOf(draft)));
      return {
        report: { taskId, draft, result, verdicts: sent.verdicts },
        code: result === 'applied' ? 0 : 6,
        lines,
      };
    }
    default: {
      const { error, kind } = sent;
      const result = ({ not_sent: 'not_applied', refused: 'not_applied', unknown: 'unknown' } as const)[kind];
      const lines = [...unprovenLines(sent), ...errorLines(error)];
      return { report: { taskId, draft, result, error }, code: exitFor(error), lines };
    }
  }
}

export const exitFor = (error: ServiceError): number => (error.kind === 'auth' ? 4 : 1);
