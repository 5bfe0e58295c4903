/** What became of the tasks of a run, and what that makes of the run as a whole. */
import type { JsonObject } from '../../json/json.ts';
import type { LeftOut } from '../../task/transfer.ts';
import { text } from '../../text/text.ts';
import { type Report, reportDocument } from '../report.ts';
import type { Target } from './targets.ts';

/** In the order in which they are told. `untold`: the service said yes, and returns none of the fields. */
export const OUTCOMES = ['took', 'did_not_take', 'untold', 'skipped', 'conflict', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A task that is done with; short, as there may be thousands. */
export interface Ended {
  readonly target: Target;
  readonly outcome: Outcome;
  /** Why, a sentence each; nothing where it took. */
  readonly why: readonly string[];
  readonly requestId?: string;
  /** Skipped because it has the plan's values. */
  readonly same?: boolean;
  /** Edits that have no place in the task. */
  readonly leftOut: readonly LeftOut[];
  /** Not signed in or not permitted. */
  readonly denied?: boolean;
  /** What happened would befall every other task as well. */
  readonly halts?: boolean;
}

/** A task that is done with, and all that is told of it to programs. */
export interface Told {
  readonly ended: Ended;
  readonly document: JsonObject;
}

export const leftOutText = ({ path, why }: LeftOut): string => text().fleet.leftOut[why](path);

/** A line of JSON for a task: the document of `apply --json`, with its outcome and what was left out. */
export function taskDocument(
  { id, name }: Target,
  outcome: Outcome | null,
  report: Report,
  leftOut: readonly LeftOut[],
): JsonObject {
  const { task_id: _id, ...rest } = reportDocument(report);
  const left = leftOut.map((one) => ({ path: one.path, why: one.why, message: leftOutText(one) }));
  return { task_id: id, task_name: name, outcome, ...rest, left_out: left };
}

/** True where the plan is on the task, whole. */
const isWell = ({ outcome, same, leftOut }: Ended): boolean =>
  (outcome === 'took' || outcome === 'untold' || same === true) && leftOut.length === 0;

/** The exit code of a run: the worst of its tasks decides. */
export function codeOf(all: readonly Ended[]): number {
  const failed = all.filter(({ outcome }) => outcome === 'failed');
  if (failed.length) return failed.every(({ denied }) => denied) ? 4 : 1;
  if (all.some(({ outcome }) => outcome === 'did_not_take')) return 6;
  if (all.some(({ outcome }) => outcome === 'conflict')) return 5;
  return all.every(isWell) ? 0 : 2;
}
