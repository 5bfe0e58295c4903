/** Finds the tasks of a run, and the progress of an earlier, interrupted run. */

import { printStatus } from '../../../cli/output.ts';
import type { Service } from '../../../session/session.ts';
import {
  findResumableRun,
  type ResumableRun,
  type RunLog,
  resumeRun,
  startRun,
} from '../../../storage/runs.ts';
import type { Plan } from '../../../task/edits/saved/plan.ts';
import { systemReason, UsageError } from '../../../task/errors.ts';
import { text } from '../../../text/text.ts';
import type { FleetOptions } from './options.ts';
import { resolveTargets, type Target } from './targets.ts';

export interface FleetWork {
  /** The tasks that are still to be done. */
  readonly targets: readonly Target[];
  /** IDs of all requested tasks, also of those that an earlier run has applied. */
  readonly ids: readonly string[];
  /** Number of requested tasks that an earlier run has applied. */
  readonly before: number;
  readonly sentBefore: ReadonlySet<string>;
  /** Opens the log of the run; a demo has none. Calls `onProblem` with the reason if it can't be written. */
  openLog(onProblem: (why: string) => void): RunLog;
}

/**
 * A resumed run has the tasks that it had before; with IDs or filters only those. Throws UsageError if there is no run to
 * resume, or another process is still running it.
 */
export async function planWork(
  options: FleetOptions,
  { plan, service, signal }: { plan: Plan; service: Service; signal: AbortSignal },
): Promise<FleetWork> {
  const { file, ids: askedIds, query, resume } = options;
  const key = { digest: plan.digest, endpoint: service.endpoint };
  const kept = resume && !service.demo ? findResumableRun(key) : undefined;
  if (resume && !kept) throw new UsageError(text().fleet.noRun(file));
  if (kept?.alive) throw new UsageError(text().fleet.stillRuns(file));
  if (kept && kept.runs > 1) printStatus([text().fleet.severalRuns(kept.runs, file)]);
  if (kept?.otherMachines.length) printStatus([text().fleet.elsewhere(kept.otherMachines.join(', '), file)]);
  const isNamed = askedIds.length > 0 || query !== undefined;
  const named = isNamed || !kept ? await resolveTargets(options, service, signal) : tasksOf(kept);
  const targets = named.filter(({ id }) => !kept?.applied.has(id));
  const ids = named.map(({ id }) => id);
  return {
    targets,
    ids,
    before: named.length - targets.length,
    sentBefore: kept?.sent ?? new Set(),
    openLog(onProblem) {
      if (service.demo) return { sent: () => {}, ended: () => {} };
      return guarded(() => (kept ? resumeRun(kept, ids) : startRun(key, ids)), onProblem);
    },
  };
}

const tasksOf = ({ tasks }: ResumableRun): Target[] => tasks.map((id) => ({ id, name: '' }));

/** Wraps a log so that a failed write is reported, and the run continues. */
function guarded(open: () => RunLog, onProblem: (why: string) => void): RunLog {
  const attempt = <T>(write: () => T): T | undefined => {
    try {
      return write();
    } catch (error) {
      onProblem(systemReason(error));
      return undefined;
    }
  };
  const runLog = attempt(open);
  return {
    sent: (taskId) => attempt(() => runLog?.sent(taskId)),
    ended: (...end) => attempt(() => runLog?.ended(...end)),
  };
}
