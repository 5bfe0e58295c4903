/** Settles interrupted updates before a command changes a task, and tells if the history can't be read. */
import type { JsonObject } from '../../json/json.ts';
import { findHistoryProblem } from '../../storage/history.ts';
import { recoverInterrupted, type UpdateTarget } from '../../update/update-journal.ts';
import { printStateFault } from '../pausing/open-pauses.ts';

export function settleInterrupted(target: UpdateTarget, task: JsonObject): void {
  if (!target.demo) printStateFault(findHistoryProblem());
  recoverInterrupted(target, task);
}
