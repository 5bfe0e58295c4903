/** Settles interrupted updates before a command changes a task, and tells if the history can't be read. */
import { printStatus } from '../../cli/output.ts';
import type { JsonObject } from '../../json/json.ts';
import { findHistoryProblem } from '../../storage/history.ts';
import { text } from '../../text/text.ts';
import { recoverInterrupted, type UpdateTarget } from '../../update/update-journal.ts';

export function settleInterrupted(target: UpdateTarget, task: JsonObject): void {
  const fault = target.demo ? undefined : findHistoryProblem();
  if (fault) printStatus([text().screen.resume.unreadable(fault.path, fault.why)]);
  recoverInterrupted(target, task);
}
