/** Reads a task of a run and makes a draft of the plan on it, or a report why there is nothing to send. */
import { ServiceError } from '../../../api/service-error.ts';
import { isThrottled } from '../../../api/throttle-gate.ts';
import type { JsonObject } from '../../../json/json.ts';
import type { Conflict } from '../../../task/edits/carry-over.ts';
import { changesOf, type Draft, newDraft } from '../../../task/edits/draft.ts';
import { replay } from '../../../task/edits/saved/replay.ts';
import { type SkippedEdit, transfer } from '../../../task/edits/saved/transfer.ts';
import { systemReason } from '../../../task/errors.ts';
import { greatestNeed, unreadReason, type WindowsNeed, windowsNeedOf } from '../../../task/rate-windows.ts';
import { findingsOf } from '../../../task/rules/rules.ts';
import { failureSummary } from '../../../text/failure-text.ts';
import { text } from '../../../text/text.ts';
import { fetchSourceIfNeeded } from '../../../update/fetch-source.ts';
import { readTask } from '../../../update/read-task.ts';
import type { Unrecorded } from '../../../update/submit.ts';
import { recover } from '../../../update/update-journal.ts';
import type { Report } from '../../../update/update-report.ts';
import { conflictLines, findingLines } from '../../update/report-lines.ts';
import type { FleetContext } from './context.ts';
import { leftOutText, type Outcome, type TargetReport, type TargetResult, taskDocument } from './outcome.ts';
import type { Target } from './targets.ts';

/** A task with something to send. */
export interface PreparedTarget {
  readonly target: Target;
  readonly draft: Draft;
  readonly leftOut: readonly SkippedEdit[];
  /** When the task was read, by performance.now(). */
  readonly readAt: number;
}

/** Sends nothing. Throws the signal's reason on abort. */
export async function prepare(run: FleetContext, target: Target): Promise<PreparedTarget | TargetReport> {
  const { service, stop } = run;
  let task: JsonObject;
  try {
    const open = (run.open.get(target.id) ?? []).flatMap(({ edits }) => edits);
    const need = greatestNeed(windowsNeedOf(run.plan.edits), limitToHelp(windowsNeedOf(open)));
    task = await readTask(service.client, target.id, need, stop);
    const why = unreadReason(task);
    if (why !== undefined) run.printOnce(text().rate.unreadHere(why));
  } catch (error) {
    stop.throwIfAborted();
    if (error instanceof ServiceError)
      return failureReport(run, { target, draft: newDraft({}), leftOut: [] }, error);
    throw error;
  }
  const readAt = performance.now();
  const named = { ...target, name: typeof task.name === 'string' ? task.name : target.name };
  settleBefore(run, target.id, task);
  const { draft: built, conflicts, leftOut } = buildDraft(run, target.id, task);
  const edited: Draft = run.keepsFigures ? { ...built, keepsFigures: true } : built;
  if (conflicts.length) return conflictReport({ target: named, draft: edited, leftOut }, { conflicts });
  const ended = (
    outcome: Outcome,
    why: string[],
    report: Omit<Report, 'taskId'>,
    same = false,
  ): TargetReport => ({
    ended: { target: named, outcome, why, leftOut, ...(same ? { same } : {}) },
    document: taskDocument(named, outcome, { taskId: target.id, ...report }, leftOut),
  });
  if (changesOf(edited).length === 0) {
    const why = leftOut.map(leftOutText);
    // An earlier run sent them, and was interrupted before it could see that they were applied.
    if (run.sentBefore.has(target.id)) return ended('applied', why, { draft: edited, result: 'applied' });
    return ended('skipped', why, { draft: edited, result: 'no_changes' }, leftOut.length === 0);
  }
  const source = await fetchSourceIfNeeded(edited, service.client, stop);
  const draft = source ? { ...edited, source } : edited;
  const errors = findingsOf(draft).filter(({ severity }) => severity === 'error');
  if (errors.length) {
    const why = [...errors.map(({ message }) => message), ...leftOut.map(leftOutText)];
    return ended('skipped', why, { draft, result: 'refused' });
  }
  return { target: named, draft, leftOut, readAt };
}

/** An interrupted update is settled as far as it can be. */
const limitToHelp = (need: WindowsNeed): WindowsNeed => (need === 'needed' ? 'helpful' : need);

/** Puts the plan on its own task, checking its base values, or transfers it to another one. */
function buildDraft({ plan }: FleetContext, id: string, task: JsonObject) {
  if (id === plan.taskId) return { ...replay(task, plan.edits), leftOut: [] as readonly SkippedEdit[] };
  return { ...transfer(task, plan.edits), conflicts: [] as readonly Conflict[] };
}

/** Records the outcomes of interrupted updates. If the history can't be written, reports it and continues. */
function settleBefore({ open, printOnce }: FleetContext, id: string, task: JsonObject): void {
  try {
    recover(open.get(id) ?? [], task);
  } catch (error) {
    printOnce(text().cli.history.unwritten(systemReason(error)));
  }
}

/** Reports a task of which nothing was sent, because it changed meanwhile. */
export function conflictReport(
  { target, draft, leftOut }: Omit<PreparedTarget, 'readAt'>,
  { findings = [], ...clash }: Pick<Report, 'conflicts' | 'prepared' | 'findings'>,
): TargetReport {
  const error = { code: 'conflict', message: text().cli.update.conflict };
  const shown = findings.length ? { findings } : {};
  const report: Report = { taskId: target.id, draft, result: 'refused', error, ...clash, ...shown };
  const conflicts = clash.conflicts ?? clash.prepared?.conflicts ?? [];
  return {
    ended: {
      target,
      outcome: 'conflict',
      why: [...conflictLines(conflicts), ...findingLines(findings), ...leftOut.map(leftOutText)],
      leftOut,
    },
    document: taskDocument(target, 'conflict', report, leftOut),
  };
}

interface FailedUpdate {
  /** `unknown` if its update may have been applied. */
  readonly result?: 'not_applied' | 'unknown';
  /** The requests, if they were sent. */
  readonly requests?: NonNullable<Report['requests']>;
  readonly verdicts?: NonNullable<Report['verdicts']>;
  readonly sideEffects?: NonNullable<Report['sideEffects']>;
  readonly unrecorded?: Unrecorded | undefined;
}

/** Reports a task that a call failed for. */
export function failureReport(
  { gate }: FleetContext,
  { target, draft, leftOut }: Omit<PreparedTarget, 'readAt'>,
  error: ServiceError,
  { result = 'not_applied', ...sent }: FailedUpdate = {},
): TargetReport {
  const words = text().screen.result;
  const ended: TargetResult = {
    target,
    outcome: 'failed',
    why: [...(result === 'unknown' ? [words.unknown] : []), ...failureSummary(error)],
    leftOut,
    ...(sent.unrecorded ? { isUnrecorded: true } : {}),
    ...(error.requestId ? { requestId: error.requestId } : {}),
    ...(error.kind === 'auth' ? { denied: true } : {}),
    ...(error.status === 401 || (isThrottled(error) && !gate.canStillWait()) ? { halts: true } : {}),
  };
  return {
    ended,
    document: taskDocument(target, 'failed', { taskId: target.id, draft, result, ...sent, error }, leftOut),
  };
}
