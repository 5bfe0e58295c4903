/** What `update` reports: the JSON document of the contract, and the same for people. */
import { ServiceError } from '../api/errors.ts';
import type { Json, JsonObject } from '../json/json.ts';
import { changesOf, type Draft } from '../task/draft.ts';
import type { Conflict } from '../task/rebase.ts';
import { updateRequest } from '../task/request.ts';
import { type Finding, findingsOf } from '../task/rules/rules.ts';
import { showValue } from '../task/values.ts';
import type { Verdict } from '../task/verify.ts';
import { text } from '../text/text.ts';
import { changeText } from '../wizard/describe.ts';
import { failureLines } from '../wizard/failure.ts';

export type Result =
  | 'applied'
  | 'partly_applied'
  | 'not_applied'
  | 'no_changes'
  | 'planned'
  | 'unknown'
  | 'refused';

export interface Report {
  readonly taskId: string;
  readonly result: Result;
  readonly draft: Draft;
  readonly verdicts?: readonly Verdict[];
  readonly conflicts?: readonly Conflict[];
  readonly error?: ServiceError | ReportError;
}

/** What went wrong before the service was asked. */
export interface ReportError {
  readonly code?: string;
  readonly message: string;
}

/** How the verdicts of an update add up. */
export function resultOf(verdicts: readonly Verdict[]): Result {
  const missed = verdicts.filter(({ outcome }) => outcome === 'did_not_take').length;
  if (missed === 0) return 'applied';
  return verdicts.some(({ outcome }) => outcome === 'took') ? 'partly_applied' : 'not_applied';
}

const orNull = (value: Json | undefined): Json => value ?? null;

/** The document of `update --json`; its keys are a contract. */
export function reportDocument(report: Report): JsonObject {
  const { taskId, result, draft, verdicts, conflicts, error } = report;
  const outcomes = new Map(verdicts?.map(({ change, outcome }) => [change.path, outcome]));
  const clashes = new Map(conflicts?.map((conflict) => [conflict.path, conflict]));
  return {
    task_id: taskId,
    result,
    changes: changesOf(draft).map(({ path, before, after }): JsonObject => {
      const clash = clashes.get(path);
      const outcome = orNull(outcomes.get(path));
      if (!clash) return { path, before: orNull(before), after, outcome };
      return { path, before: orNull(clash.was), theirs: orNull(clash.theirs), after: clash.yours, outcome };
    }),
    findings: findingsOf(draft).map((finding) => ({ ...finding })),
    request: updateRequest(draft).body,
    error: error ? errorDocument(error) : null,
  };
}

function errorDocument(error: ServiceError | ReportError): JsonObject {
  if (!(error instanceof ServiceError)) {
    return { code: error.code ?? 'usage', message: error.message, request_id: null, hint: null };
  }
  const { code, status, kind, message, meaning, concerns, requestId, hint } = error;
  return {
    code: code ?? (status && kind !== 'no_answer' ? String(status) : kind),
    message,
    meaning: meaning ?? null,
    concerns: [...concerns],
    status: status ?? null,
    request_id: requestId ?? null,
    hint: hint ?? null,
  };
}

const SIGNS = { took: '✓', did_not_take: '✗', not_returned: '?' } as const;

export const CHANGE_MARKS = { set: '~', add: '+', remove: '-' } as const;

/** The changes of a draft, a line each, with what became of them. */
export function changeLines(draft: Draft, verdicts: readonly Verdict[] = []): string[] {
  const outcomes = new Map(verdicts.map((verdict) => [verdict.change.path, verdict]));
  return changesOf(draft).map((change) => {
    const verdict = outcomes.get(change.path);
    if (!verdict) return `${CHANGE_MARKS[change.kind]} ${change.path}: ${changeText(change)}`;
    const { outcome, now } = verdict;
    const say = text();
    const told =
      outcome === 'did_not_take'
        ? say.screen.result.stillSays(say.outcome[outcome], showValue(change.field, now))
        : say.outcome[outcome];
    return `${SIGNS[outcome]} ${change.path}: ${changeText(change)} · ${told}`;
  });
}

export function findingLines(findings: readonly Finding[]): string[] {
  return findings.map(({ severity, message }) => text().findingLine(text().findings[severity], message));
}

export function conflictLines(conflicts: readonly Conflict[]): string[] {
  const say = text().screen.meanwhile;
  return conflicts.map(({ path, was, theirs, yours, gone, within }) =>
    gone
      ? say.gone(path)
      : within
        ? text().plans.changedWithin(path, within.join(', '))
        : text().cli.update.clash(
            path,
            showValue(undefined, was),
            showValue(undefined, theirs),
            showValue(undefined, yours),
          ),
  );
}

export function errorLines(error: ServiceError): string[] {
  return failureLines(error);
}
