/** Shows a change before it is sent, and stops if there is nothing to send. */
import { EXIT, type ExitCode } from '../../cli/exit-codes.ts';
import { printNote } from '../../cli/output.ts';
import { type JsonObject, stringifyJson } from '../../json/json.ts';
import { changesOf, type Draft } from '../../task/edits/draft.ts';
import { unreadReason } from '../../task/rate-windows.ts';
import { findingsOf } from '../../task/rules/rules.ts';
import { requestsOf } from '../../task/sending/parts.ts';
import { text } from '../../text/text.ts';
import type { ReportError, UpdateResult } from '../../update/update-report.ts';
import type { ChangeOptions, UpdateContext } from './options.ts';
import type { CommandResult } from './print-report.ts';
import { alongsideLines, changeLines, findingLines } from './report-lines.ts';

/** Renders the changes, what follows from them, and the findings. */
export const previewLines = (draft: Draft): string[] => [
  ...changeLines(draft),
  ...alongsideLines(draft),
  ...findingLines(findingsOf(draft)),
];

/** Renders the requests of a draft as JSON. */
function requestLines(taskId: string, draft: Draft): string[] {
  const { request, requestAlone } = text().rate;
  return requestsOf(draft, taskId).flatMap(({ part, method, path, body }, index) => [
    part === 'task' ? text().cli.update.request : `${index ? request : requestAlone} ${method} ${path}`,
    ...stringifyJson(body, 2).split('\n'),
  ]);
}

/** Says that the rate windows of a task couldn't be read, where they would have mattered. */
export function printUnreadWindows(task: JsonObject): void {
  const why = unreadReason(task);
  if (why !== undefined) printNote([text().rate.unreadHere(why)]);
}

/** Names the errors of the rules as the reason why nothing was sent. */
function rulesError(draft: Draft): ReportError {
  const errors = findingsOf(draft).filter(({ severity }) => severity === 'error');
  return {
    code: 'rules',
    message: [text().cli.update.refused, ...errors.map(({ message }) => message)].join(' '),
  };
}

/** Returns the result if nothing is to be sent: no changes, errors, or a dry run. Otherwise undefined. */
export function resolveWithoutSending(
  { dryRun, showRequest }: Pick<ChangeOptions, 'dryRun' | 'showRequest'>,
  taskId: string,
  draft: Draft,
  { leftOut = [] }: UpdateContext = {},
): CommandResult | undefined {
  const words = text().cli.update;
  const ended = (result: UpdateResult, code: ExitCode, lines: readonly string[]): CommandResult => ({
    report: {
      taskId,
      draft,
      result,
      leftOut,
      requests: result === 'planned' ? requestsOf(draft, taskId) : [],
      ...(result === 'refused' && { error: rulesError(draft) }),
    },
    code,
    lines,
  });
  if (changesOf(draft).length === 0) return ended('no_changes', EXIT.done, [words.nothing]);
  if (findingsOf(draft).some(({ severity }) => severity === 'error')) {
    return ended('refused', EXIT.usage, [words.refused, ...previewLines(draft)]);
  }
  if (!dryRun) return undefined;
  const shown = [...previewLines(draft), ...(showRequest ? requestLines(taskId, draft) : [])];
  return ended('planned', EXIT.done, [...shown, words.planned]);
}
