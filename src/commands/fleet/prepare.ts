/** Reads a task of a run and makes a draft of the plan on it; or tells why there is nothing to send. */
import { ServiceError } from '../../api/errors.ts';
import { isHeldBack } from '../../api/gate.ts';
import type { JsonObject } from '../../json/json.ts';
import { changesOf, type Draft, newDraft } from '../../task/draft.ts';
import type { Conflict } from '../../task/rebase.ts';
import { replayPlan } from '../../task/replay.ts';
import { findingsOf } from '../../task/rules/rules.ts';
import { type LeftOut, transfer } from '../../task/transfer.ts';
import { text } from '../../text/text.ts';
import { happened } from '../../wizard/failure.ts';
import { settle } from '../journal.ts';
import { conflictLines, type Report } from '../report.ts';
import { sourceFor } from '../update.ts';
import type { FleetRun } from './course.ts';
import { type Ended, leftOutText, type Outcome, type Told, taskDocument } from './ended.ts';
import type { Target } from './targets.ts';

/** A task that something is to be sent for. */
export interface Ready {
  readonly target: Target;
  readonly draft: Draft;
  readonly leftOut: readonly LeftOut[];
  /** When the task was read, by performance.now(). */
  readonly readAt: number;
}

/** Throws the signal's reason, and then nothing was sent. */
export async function prepare(run: FleetRun, target: Target): Promise<Ready | Told> {
  const { service, stop } = run;
  let task: JsonObject;
  try {
    task = await service.client.getTask(target.id, stop);
  } catch (error) {
    stop.throwIfAborted();
    if (error instanceof ServiceError)
      return failed(run, { target, draft: newDraft({}), leftOut: [] }, error);
    throw error;
  }
  const readAt = performance.now();
  const named = { ...target, name: typeof task.name === 'string' ? task.name : target.name };
  settleBefore(run, target.id, task);
  const { draft: edited, conflicts, leftOut } = placed(run, target.id, task);
  if (conflicts.length) return clashed(named, edited, conflicts);
  const ended = (outcome: Outcome, why: string[], report: Omit<Report, 'taskId'>, same = false): Told => ({
    ended: { target: named, outcome, why, leftOut, ...(same ? { same } : {}) },
    document: taskDocument(named, outcome, { taskId: target.id, ...report }, leftOut),
  });
  if (changesOf(edited).length === 0) {
    const why = leftOut.map(leftOutText);
    // An earlier run sent them, and was cut off before it could see that they took.
    if (run.sentBefore.has(target.id)) return ended('took', why, { draft: edited, result: 'applied' });
    return ended('skipped', why, { draft: edited, result: 'no_changes' }, leftOut.length === 0);
  }
  const source = await sourceFor(edited, service, stop);
  const draft = source ? { ...edited, source } : edited;
  const errors = findingsOf(draft).filter(({ severity }) => severity === 'error');
  if (errors.length) {
    const why = [...errors.map(({ message }) => message), ...leftOut.map(leftOutText)];
    return ended('skipped', why, { draft, result: 'refused' });
  }
  return { target: named, draft, leftOut, readAt };
}

/** The plan on its own task, where its base counts, or on another one. */
function placed({ plan }: FleetRun, id: string, task: JsonObject) {
  if (id === plan.taskId) return { ...replayPlan(task, plan.edits), leftOut: [] as readonly LeftOut[] };
  return { ...transfer(task, plan.edits), conflicts: [] as readonly Conflict[] };
}

/** A history that cannot be written keeps nobody from working. */
function settleBefore({ open, sayOnce }: FleetRun, id: string, task: JsonObject): void {
  try {
    settle(open.get(id) ?? [], task);
  } catch (error) {
    sayOnce(text().cli.history.unwritten((error as NodeJS.ErrnoException).code ?? String(error)));
  }
}

export function clashed(target: Target, draft: Draft, conflicts: readonly Conflict[]): Told {
  const error = { code: 'conflict', message: text().cli.update.conflict };
  const report: Report = { taskId: target.id, draft, result: 'refused', conflicts, error };
  return {
    ended: { target, outcome: 'conflict', why: conflictLines(conflicts), leftOut: [] },
    document: taskDocument(target, 'conflict', report, []),
  };
}

/** A task that a call failed for. `result`: what that means for it. */
export function failed(
  { gate }: FleetRun,
  { target, draft, leftOut }: Omit<Ready, 'readAt'>,
  error: ServiceError,
  result: 'not_applied' | 'unknown' = 'not_applied',
): Told {
  const words = text().screen.result;
  const ended: Ended = {
    target,
    outcome: 'failed',
    why: [...(result === 'unknown' ? [words.unknown] : []), ...happened(error)],
    leftOut,
    ...(error.requestId ? { requestId: error.requestId } : {}),
    ...(error.kind === 'auth' ? { denied: true } : {}),
    ...(error.status === 401 || (isHeldBack(error) && !gate.patient()) ? { halts: true } : {}),
  };
  return {
    ended,
    document: taskDocument(target, 'failed', { taskId: target.id, draft, result, error }, leftOut),
  };
}
