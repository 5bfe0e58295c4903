/** Makes the JSON document of `update --json` from the outcome of an update. */
import type { ServiceError } from '../api/service-error.ts';
import type { Json, JsonObject } from '../json/json.ts';
import type { Conflict } from '../task/edits/carry-over.ts';
import { changesOf, type Draft } from '../task/edits/draft.ts';
import type { SkipReason } from '../task/edits/saved/transfer.ts';
import type { LeftAloneReason } from '../task/edits/undo/undo.ts';
import { type Finding, findingDocument, findingsOf } from '../task/rules/rules.ts';
import { derivedChangesOf } from '../task/sending/derived.ts';
import type { OutgoingRequest } from '../task/sending/parts.ts';
import type { PreparedUpdate } from '../task/sending/prepare.ts';
import { buildRequest } from '../task/sending/request.ts';
import type { SideEffect, Verdict } from '../task/sending/verify.ts';
import { errorDocument, type ReportError } from './error-document.ts';
import type { SentRequest, Unrecorded } from './send-and-verify.ts';

export type { ReportError };

export type UpdateResult =
  | 'applied'
  | 'partly_applied'
  | 'not_applied'
  | 'unverified'
  | 'no_changes'
  | 'planned'
  | 'unknown'
  | 'refused';

export interface Report {
  readonly taskId: string;
  readonly result: UpdateResult;
  readonly draft: Draft;
  readonly verdicts?: readonly Verdict[];
  readonly sideEffects?: readonly SideEffect[];
  /** Conflicts of edits that were not prepared again. */
  readonly conflicts?: readonly Conflict[];
  /** The update on the last reading before it was sent, or would have been. */
  readonly prepared?: PreparedUpdate;
  /** Findings instead of those of the draft, if the task changed meanwhile. */
  readonly findings?: readonly Finding[];
  /** The requests that were sent, or would be, in their order; absent if there were none. */
  readonly requests?: readonly ReportedRequest[];
  /** Edits without a place on the task, and changes that an undo leaves alone. */
  readonly leftOut?: readonly LeftOut[];
  readonly error?: ServiceError | ReportError;
  /** The pause of an update that asked for one; absent in others. */
  readonly pause?: PauseReport;
  /** Absent if the update was recorded in the history, or wasn't sent. */
  readonly unrecorded?: Unrecorded | undefined;
}

/** A pause for an update. */
export interface PauseReport {
  /** The outcome of the stop, or why none was sent; not_needed: changes likely take effect without. */
  readonly result: string;
  /** The outcome of the start; null if none was tried. */
  readonly start: string | null;
  /** The reason why the task stays paused; null if it doesn't. */
  readonly left_paused: string | null;
  /** The last known state; null if none was read. */
  readonly state: string | null;
  /** The command that starts a task that is paused by this run, or may be; null for others. */
  readonly command: string | null;
}

/** A requested edit or a key of the task that isn't sent. */
export interface LeftOut {
  readonly path: string;
  /** not_in_api: a key of a sent list that the API doesn't define. Others: see SkipReason and LeftAloneReason. */
  readonly why: 'not_in_api' | SkipReason | LeftAloneReason;
  readonly message?: string;
}

/** Combines the verdicts of an update into one result: it is applied only if each change is. */
export function summarizeVerdicts(verdicts: readonly Verdict[]): UpdateResult {
  const has = (one: Verdict['outcome']) => verdicts.some(({ outcome }) => outcome === one);
  if (has('not_applied')) return has('applied') ? 'partly_applied' : 'not_applied';
  return has('unverified') ? 'unverified' : 'applied';
}

const orNull = (value: Json | undefined): Json => value ?? null;

/** Makes the document of `update --json`. Its keys are a contract. */
export function reportDocument(report: Report): JsonObject {
  const { taskId, result, draft, verdicts, sideEffects = [], prepared, requests = [], error } = report;
  const { findings = findingsOf(draft), leftOut = [], conflicts = prepared?.conflicts } = report;
  const ownPath = (path: string) => prepared?.origins.get(path) ?? path;
  // An update of the task alone says all in the older key.
  const isWhole = requests.every(({ part }) => part === 'task');
  const outcomes = new Map(verdicts?.map(({ change, outcome }) => [change.path, outcome]));
  const clashes = new Map(conflicts?.map((conflict) => [ownPath(conflict.path), conflict]));
  return {
    task_id: taskId,
    result,
    changes: changesOf(draft).map(({ path, before, after }): JsonObject => {
      const clash = clashes.get(path);
      const outcome = orNull(outcomes.get(path));
      if (!clash) return { path, before: orNull(before), after, outcome };
      return { path, before: orNull(clash.base), theirs: orNull(clash.theirs), after: clash.ours, outcome };
    }),
    follows: (prepared?.derived ?? derivedChangesOf(draft)).map(({ path, before, after }) => ({
      path,
      before,
      after,
    })),
    findings: findings.map(findingDocument),
    request: requests.find(({ part }) => part === 'task')?.body ?? null,
    ...(isWhole ? {} : { requests: requests.map(requestDocument) }),
    left_out: [...leftOut, ...unknownKeys(prepared?.draft ?? draft)].map((one) => ({ ...one })),
    side_effects: sideEffects.map(({ kind, path, before, now }) => ({
      kind,
      path,
      before: orNull(before),
      now: orNull(now),
    })),
    error: error ? errorDocument(error) : null,
    ...(report.pause && { pause: { ...report.pause } }),
    ...(report.unrecorded && { unrecorded: { ...report.unrecorded } }),
  };
}

/** A request as a report tells of it. */
export type ReportedRequest = OutgoingRequest & Partial<Pick<SentRequest, 'outcome' | 'error'>>;

/** Makes the document of a request and its outcome. */
const requestDocument = ({ method, path, body, outcome, error }: ReportedRequest): JsonObject => ({
  method,
  path,
  body,
  outcome: outcome ?? 'not_sent',
  error: error ? errorDocument(error) : null,
});

/** Lists keys in sent lists that the API doesn't define: an update drops them. */
export const unknownKeys = (draft: Draft): LeftOut[] =>
  changesOf(draft).length
    ? buildRequest(draft).leftOut.map((path) => ({ path, why: 'not_in_api' as const }))
    : [];
