/** `sms-wizard update TASK_ID --set PATH=VALUE …`: the whole job without a screen. */
import type { ServiceError } from '../api/errors.ts';
import { writeJson } from '../json/json.ts';
import { fieldsOf } from '../task/catalogue.ts';
import { changesOf, currentTask, type Draft, newDraft, setValue } from '../task/draft.ts';
import { UsageError } from '../task/errors.ts';
import { locate } from '../task/path.ts';
import { updateRequest } from '../task/request.ts';
import { findingsOf } from '../task/rules.ts';
import { limitsOf, parseValue } from '../task/values.ts';
import { text } from '../text/text.ts';
import { sizeContext } from '../wizard/editing.ts';
import type { CommandLine } from './flags.ts';
import { printJson, printResult, say } from './output.ts';
import {
  changeLines,
  conflictLines,
  errorLines,
  findingLines,
  type Report,
  type Result,
  reportDocument,
  resultOf,
} from './report.ts';
import { openSession } from './session.ts';
import { submit } from './submit.ts';

/** Applies `PATH=VALUE` settings to a draft. Throws UsageError naming path, value and limits. */
export function withSettings(draft: Draft, settings: readonly string[]): Draft {
  const seen = new Set<string>();
  return settings.reduce((next, setting) => {
    const { path, typed } = splitSetting(setting);
    const location = locate(next.base, path);
    const { field, keys } = location;
    const problems = text().problem;
    if (seen.has(location.path)) throw new UsageError(problems.twice(location.path));
    seen.add(location.path);
    if (field.type === 'array' && !location.element) throw new UsageError(problems.listWhole(path));
    if (field.of)
      throw new UsageError(
        problems.notEditable(
          path,
          fieldsOf(field.of).map(({ name }) => name),
        ),
      );
    const parsed = parseValue(field, typed, sizeContext(currentTask(next), keys));
    if ('problem' in parsed) {
      throw new UsageError(problems.forPath(location.path, parsed.problem, limitsOf(field)));
    }
    return setValue(next, location.path, parsed.value);
  }, draft);
}

/** Splits at the first `=` outside of brackets, as names may hold one. */
function splitSetting(setting: string): { path: string; typed: string } {
  const match = /^((?:[^[=]|\[(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\]]*)\])*)=([\s\S]*)$/.exec(setting);
  if (!match) throw new UsageError(text().problem.setForm(setting));
  return { path: (match[1] as string).trim(), typed: match[2] as string };
}

interface Ended {
  readonly report: Report;
  readonly code: number;
  readonly lines: readonly string[];
}

/** Runs the command; the answer is the exit code. */
export async function update(line: CommandLine): Promise<number> {
  if (line.set.length === 0) throw new UsageError(text().cli.errors.needsSet);
  const session = await openSession(line, process.stdin);
  try {
    const task = await session.client.getTask(session.taskId);
    const draft = withSettings(newDraft(task), line.set);
    const before = decided(line, session.taskId, draft);
    const ended = before ?? (await confirmed(line, draft, session.taskId, () => send(session, draft)));
    if (line.on.has('json')) printJson(reportDocument(ended.report));
    else printResult(ended.lines.join('\n'));
    return ended.code;
  } finally {
    await session.close();
  }
}

/** What is settled before anything is sent: nothing to do, errors, a dry run. */
function decided(line: CommandLine, taskId: string, draft: Draft): Ended | undefined {
  const words = text().cli.update;
  const findings = findingsOf(draft);
  const lines = [...changeLines(draft), ...findingLines(findings)];
  const ended = (result: Result, code: number, more: readonly string[]): Ended => ({
    report: { taskId, draft, result },
    code,
    lines: more,
  });
  if (changesOf(draft).length === 0) return ended('no_changes', 0, [words.nothing]);
  if (findings.some(({ severity }) => severity === 'error')) {
    return ended('refused', 2, [words.refused, ...lines]);
  }
  if (!line.on.has('dry-run')) return undefined;
  return ended('planned', 0, [...lines, words.planned, writeJson(updateRequest(draft).body, 2)]);
}

/** Asks on a terminal, insists on --yes elsewhere. */
async function confirmed(
  line: CommandLine,
  draft: Draft,
  taskId: string,
  go: () => Promise<Ended>,
): Promise<Ended> {
  if (line.on.has('yes')) return go();
  const words = text().cli;
  const lines = [...changeLines(draft), ...findingLines(findingsOf(draft))];
  const refused = (code: number, message: string): Ended => ({
    report: { taskId, draft, result: 'refused' },
    code,
    lines: [...lines, message],
  });
  const canAsk =
    process.stdin.isTTY && process.stderr.isTTY && !line.on.has('no-input') && !line.on.has('json');
  if (!canAsk) return refused(2, words.errors.needsYes);
  say(lines.join('\n'));
  const { confirm } = await import('./ask.ts');
  const name = String(currentTask(draft).name ?? taskId);
  const message = words.update.confirm(changesOf(draft).length, name);
  const yes = await confirm({ message, default: false }, { output: process.stderr });
  if (!yes) return { ...refused(3, words.errors.cancelled), lines: [words.errors.cancelled] };
  return go();
}

async function send(session: Awaited<ReturnType<typeof openSession>>, draft: Draft): Promise<Ended> {
  const { client, taskId } = session;
  const words = text().cli.update;
  const sent = await submit(client, taskId, draft, { acceptMoved: true });
  switch (sent.kind) {
    case 'meanwhile': {
      const { conflicts } = sent.rebased;
      const lines = [words.conflict, ...conflictLines(conflicts)];
      return { report: { taskId, draft, result: 'refused', conflicts }, code: 5, lines };
    }
    case 'verified': {
      const result = resultOf(sent.verdicts);
      const lines = changeLines(draft, sent.verdicts);
      if (sent.lostAnswer) lines.push(text().screen.result.lostAnswer);
      return {
        report: { taskId, draft, result, verdicts: sent.verdicts },
        code: result === 'applied' ? 0 : 6,
        lines,
      };
    }
    default: {
      const { error } = sent;
      const result: Result = sent.kind === 'unknown' ? 'unknown' : 'not_applied';
      const head = sent.kind === 'unknown' ? text().screen.result.unknown : text().net.nothingSent;
      return {
        report: { taskId, draft, result, error },
        code: exitFor(error),
        lines: [head, ...errorLines(error)],
      };
    }
  }
}

export const exitFor = (error: ServiceError): number => (error.kind === 'auth' ? 4 : 1);
