/** Joins submits to the history on disk: notes them, and settles those that were cut off in between. */
import type { JsonObject } from '../json/json.ts';
import { type HistoryEntry, readHistory, recordIntent, recordOutcome } from '../storage/history.ts';
import { UsageError } from '../task/errors.ts';
import { fieldValue, isInAdded, locate } from '../task/path.ts';
import { pathNow } from '../task/renamed.ts';
import type { Replayable } from '../task/replay.ts';
import { hasTaken, sameValue } from '../task/same.ts';
import type { Session } from './session.ts';
import type { Journal } from './submit.ts';

/** The journal of a session; `onProblem` hears why the history could not be written. A demo leaves no history. */
export function journalFor(
  { taskId, endpoint, demo }: Session,
  onProblem: (why: string) => void,
): Journal | undefined {
  if (demo) return undefined;
  let id: string | undefined;
  const guarded = (write: () => void) => {
    try {
      write();
    } catch (error) {
      onProblem((error as NodeJS.ErrnoException).code ?? (error as Error).message);
    }
  };
  return {
    intent: (draft) =>
      guarded(() => {
        id = recordIntent(taskId, endpoint, draft);
      }),
    outcome: (result, verdicts) =>
      guarded(() => {
        const outcomes = Object.fromEntries(verdicts.map(({ change, outcome }) => [change.path, outcome]));
        if (id !== undefined) recordOutcome(id, result, outcomes);
      }),
  };
}

export type Settled = 'applied' | 'not_applied' | 'partly_applied' | 'unknown';

/** What became of an update, by the task as it is now. */
export function settledBy(task: JsonObject, edits: readonly Replayable[]): Settled {
  const found = edits
    .filter(({ kind, path }) => kind === 'set' && !isInAdded(path))
    .map((edit) => stateOf(task, edit, edits));
  const took = found.filter((state) => state === 'took').length;
  if (found.length === 0 || found.includes('unknown')) return 'unknown';
  if (took === found.length) return 'applied';
  return took === 0 ? 'not_applied' : 'partly_applied';
}

function stateOf(
  task: JsonObject,
  { path, value, before }: Replayable,
  edits: readonly Replayable[],
): 'took' | 'not' | 'unknown' {
  try {
    const { field, keys } = locate(task, pathNow(task, path, edits));
    const now = fieldValue(task, field, keys);
    if (hasTaken(field, value, now, before)) return 'took';
    // Something else stands there by now: it may have taken and been changed again.
    return now !== undefined && sameValue(field, now, before) ? 'not' : 'unknown';
  } catch (error) {
    if (error instanceof UsageError) return 'unknown';
    throw error;
  }
}

export interface SettledUpdate {
  readonly entry: HistoryEntry;
  readonly result: Settled;
}

/** Updates at this service that were cut off before their outcome was known, by task; of one task where it is named. */
export function openUpdates(
  { endpoint, demo }: Pick<Session, 'endpoint' | 'demo'>,
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

/** Settles updates of a task by a reading of it. Throws the system's error where that cannot be written down. */
export function settle(open: readonly HistoryEntry[], task: JsonObject): SettledUpdate[] {
  return open.map((entry) => {
    const result = settledBy(task, entry.edits);
    recordOutcome(entry.id, `settled_${result}`, {});
    return { entry, result };
  });
}

/** Settles all updates of a task that were cut off. */
export function settleUpdates(session: Session, task: JsonObject): SettledUpdate[] {
  try {
    return settle(openUpdates(session, session.taskId).get(session.taskId) ?? [], task);
  } catch {
    // A history that cannot be read or written keeps nobody from working.
    return [];
  }
}
