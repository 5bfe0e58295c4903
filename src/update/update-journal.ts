/** Records updates in the history on disk, and infers the outcomes of interrupted ones. */

import type { JsonObject } from '../json/json.ts';
import { type HistoryEntry, readHistory, recordIntent, recordOutcome } from '../storage/history.ts';
import type { SavedEdit } from '../task/edits/saved/saved-edit.ts';
import { sketch } from '../task/edits/saved/sketch.ts';
import { systemReason } from '../task/errors.ts';
import { valuesEqual } from '../task/fields/equality.ts';
import { isInNewElement } from '../task/paths/path.ts';
import { isWindowsPath, type WindowsNeed, windowsNeedOf } from '../task/rate-windows.ts';
import { type Verdict, verify } from '../task/sending/verify.ts';
import type { Journal } from './submit.ts';

/** The task that an update is for, and the service that holds it. */
export interface UpdateTarget {
  readonly taskId: string;
  /** The address of the service; history entries belong to it. */
  readonly endpoint: string;
  /** True for the built-in simulator, which leaves no history. */
  readonly demo: boolean;
}

function reasonOfFailure(write: () => void): string | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    return systemReason(error);
  }
}

/** Opens the journal of a task; a demo has none. Calls `onProblem` with the reason if the update can't be recorded. */
export function journalFor(
  { taskId, endpoint, demo }: UpdateTarget,
  onProblem: (why: string) => void,
  undoes: readonly string[] = [],
): Journal | undefined {
  if (demo) return undefined;
  let id: string | undefined;
  return {
    intent: (draft) => {
      const why = reasonOfFailure(() => {
        id = recordIntent(taskId, endpoint, draft, undoes);
      });
      if (why !== undefined) onProblem(why);
      return why;
    },
    outcome: (result, verdicts) =>
      reasonOfFailure(() => {
        const outcomes = Object.fromEntries(verdicts.map(({ change, outcome }) => [change.path, outcome]));
        if (id !== undefined) recordOutcome(id, result, outcomes);
      }),
  };
}

export type RecoveredOutcome = 'applied' | 'not_applied' | 'partly_applied' | 'unknown';

/** Infers the outcome of an update from its saved edits and the task as it is now. */
export function inferOutcome(task: JsonObject, edits: readonly SavedEdit[]): RecoveredOutcome {
  // SMS doesn't return most new elements as they were sent; rate windows it does.
  const verdicts = verify(sketch(edits).draft, task).filter(
    ({ change: { path } }) => !isInNewElement(path) || isWindowsPath(path),
  );
  const applied = verdicts.filter(({ outcome }) => outcome === 'applied').length;
  if (verdicts.length === 0 || verdicts.some(isInconclusive)) return 'unknown';
  if (applied === verdicts.length) return 'applied';
  return applied === 0 ? 'not_applied' : 'partly_applied';
}

/** True if the field has a third value by now: the update may have been applied, and the field changed again since. */
function isInconclusive({ change: { field, before }, outcome, now }: Verdict): boolean {
  return outcome === 'unverified' || (outcome === 'not_applied' && !valuesEqual(field, now, before));
}

export interface RecoveredUpdate {
  readonly entry: HistoryEntry;
  readonly result: RecoveredOutcome;
}

/** Finds updates at this service without an outcome, by task; only of `taskId` if it is given. */
export function interruptedUpdates(
  { endpoint, demo }: Pick<UpdateTarget, 'endpoint' | 'demo'>,
  taskId?: string,
): ReadonlyMap<string, readonly HistoryEntry[]> {
  if (demo) return new Map();
  const open = readHistory(taskId).filter(
    (entry) => entry.endpoint === endpoint && !entry.outcome && !entry.running,
  );
  const byTask = new Map<string, HistoryEntry[]>();
  for (const entry of open) byTask.set(entry.taskId, [...(byTask.get(entry.taskId) ?? []), entry]);
  return byTask;
}

/** Infers and records the outcomes of interrupted updates. Throws the system's error if they can't be recorded. */
export function recover(open: readonly HistoryEntry[], task: JsonObject): RecoveredUpdate[] {
  return open.map((entry) => {
    const result = inferOutcome(task, entry.edits);
    recordOutcome(entry.id, `settled_${result}`, {});
    return { entry, result };
  });
}

/** Returns how far the interrupted updates of a task need its rate windows to be settled. */
export function interruptedNeed(target: UpdateTarget): WindowsNeed {
  try {
    const open = interruptedUpdates(target, target.taskId).get(target.taskId) ?? [];
    return open.some(({ edits }) => windowsNeedOf(edits) === 'needed') ? 'helpful' : 'never';
  } catch {
    return 'never';
  }
}

/** Infers and records the outcomes of all interrupted updates of a task; none if the history can't be used. */
export function recoverInterrupted(target: UpdateTarget, task: JsonObject): RecoveredUpdate[] {
  try {
    return recover(interruptedUpdates(target, target.taskId).get(target.taskId) ?? [], task);
  } catch (error) {
    // Continue without a history that can't be read or written.
    systemReason(error);
    return [];
  }
}
