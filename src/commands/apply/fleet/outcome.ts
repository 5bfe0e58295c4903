/** Outcomes of the tasks of a run, and the exit code that follows from them. */
import { EXIT, type ExitCode } from '../../../cli/exit-codes.ts';
import type { JsonObject } from '../../../json/json.ts';
import type { SkippedEdit } from '../../../task/edits/saved/transfer.ts';
import { text } from '../../../text/text.ts';
import { type Report, reportDocument } from '../../../update/update-report.ts';
import type { Target } from './targets.ts';

/** In the order of the summary. `unverified`: SMS accepted the update, but not every change can be read. */
export const OUTCOMES = ['applied', 'not_applied', 'unverified', 'skipped', 'conflict', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The result of a task. Kept small, as there may be thousands. */
export interface TargetResult {
  readonly target: Target;
  readonly outcome: Outcome;
  /** Reasons, a sentence each; empty if it was applied. */
  readonly why: readonly string[];
  readonly requestId?: string;
  /** True if it was skipped because it has the plan's values already. */
  readonly same?: boolean;
  /** Edits of the plan that don't fit the task. */
  readonly leftOut: readonly SkippedEdit[];
  /** Something that travelled along unchanged isn't as it was. */
  readonly hasSideEffects?: boolean;
  /** True if the history doesn't have the update that was sent, or its result. */
  readonly isUnrecorded?: boolean;
  /** Not signed in or not permitted. */
  readonly denied?: boolean;
  /** The command that starts a task that this run paused and did not start, or may have paused. */
  readonly stillPaused?: string;
  /** The exit code of the pause and the start alone, if they failed. */
  readonly moveCode?: ExitCode;
  /** True if the failure would hit every other task as well. */
  readonly halts?: boolean;
}

/** The result of a task with its JSON document. */
export interface TargetReport {
  readonly ended: TargetResult;
  readonly document: JsonObject;
}

export const leftOutText = ({ path, why }: SkippedEdit): string => text().fleet.leftOut[why](path);

/** Makes the JSON document of a task: that of `apply --json`, with its outcome and the edits left out. */
export function taskDocument(
  { id, name }: Target,
  outcome: Outcome | null,
  report: Report,
  leftOut: readonly SkippedEdit[],
): JsonObject {
  const left = leftOut.map((one) => ({ path: one.path, why: one.why, message: leftOutText(one) }));
  const { task_id: _id, ...rest } = reportDocument({ ...report, leftOut: left });
  return { task_id: id, task_name: name, outcome, ...rest };
}

/** True if the task has all values of the plan. */
const isFullyApplied = ({ outcome, same, leftOut }: TargetResult): boolean =>
  (outcome === 'applied' || outcome === 'unverified' || same === true) && leftOut.length === 0;

/** Returns the exit code of a run: the worst task decides. */
export function fleetExitCode(all: readonly TargetResult[]): ExitCode {
  if (all.some(({ moveCode, outcome }) => moveCode === EXIT.failed && outcome !== 'failed'))
    return EXIT.failed;
  const failed = all.filter(({ outcome }) => outcome === 'failed');
  if (failed.length) return failed.every(({ denied }) => denied) ? EXIT.denied : EXIT.failed;
  if (all.some(({ outcome, hasSideEffects }) => outcome === 'not_applied' || hasSideEffects))
    return EXIT.notApplied;
  if (all.some(({ outcome }) => outcome === 'conflict')) return EXIT.conflict;
  if (!all.every(isFullyApplied)) return EXIT.usage;
  return all.some(({ isUnrecorded }) => isUnrecorded) ? EXIT.unrecorded : EXIT.done;
}
