/** Settles interrupted updates before a command changes a task, and tells their outcomes. */
import { printStatus } from '../../cli/output.ts';
import type { JsonObject } from '../../json/json.ts';
import { findHistoryProblem } from '../../storage/history.ts';
import { text } from '../../text/text.ts';
import { type RecoveredUpdate, recoverInterrupted, type UpdateTarget } from '../../update/update-journal.ts';
import { printStateFault } from '../pausing/open-pauses.ts';

/** Prints the outcomes: who repeats an interrupted command has to know whether it was applied the first time. */
export function settleInterrupted(target: UpdateTarget, task: JsonObject): void {
  if (!target.demo) printStateFault(findHistoryProblem());
  const lines = recoverInterrupted(target, task).map(recoveredText);
  if (lines.length > 0) printStatus(lines);
}

/** Returns the sentence about an interrupted update. */
export function recoveredText({ entry, result }: RecoveredUpdate): string {
  const messages = text().screen.resume;
  const time = text().time(new Date(entry.time));
  if (result === 'applied') return messages.settledApplied(time);
  return result === 'not_applied' ? messages.settledNot(time) : messages.settledUnknown(time);
}
