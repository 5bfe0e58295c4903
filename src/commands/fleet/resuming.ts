/** Which tasks a run is about, and what an earlier run that was cut off did for them. */
import { continueRun, findRun, type KeptRun, newRun, type RunKeeper } from '../../storage/runs.ts';
import { UsageError } from '../../task/errors.ts';
import type { Plan } from '../../task/plan.ts';
import { text } from '../../text/text.ts';
import { say } from '../output.ts';
import type { Service } from '../session.ts';
import { type Target, targetsFrom } from './targets.ts';
import type { Wish } from './wish.ts';

export interface Work {
  /** The tasks that are still to be done. */
  readonly targets: readonly Target[];
  /** How many of those that were asked for took before. */
  readonly before: number;
  readonly sentBefore: ReadonlySet<string>;
  /** Begins to write the run down; a demo is not kept. `onProblem` hears why it cannot be. */
  keep(onProblem: (why: string) => void): RunKeeper;
}

/**
 * Without ids and filters, a run that is resumed has the tasks it had; with them, it has those and no others. Throws
 * UsageError where there is none to resume, or another program is at it.
 */
export async function findWork(
  wish: Wish,
  { plan, file, service, signal }: { plan: Plan; file: string; service: Service; signal: AbortSignal },
): Promise<Work> {
  const key = { digest: plan.digest, endpoint: service.endpoint };
  const kept = wish.resume && !service.demo ? findRun(key) : undefined;
  if (wish.resume && !kept) throw new UsageError(text().fleet.noRun(file));
  if (kept?.alive) throw new UsageError(text().fleet.stillRuns(file));
  if (kept && kept.runs > 1) say([text().fleet.severalRuns(kept.runs, file)]);
  if (kept?.elsewhere.length) say([text().fleet.elsewhere(kept.elsewhere.join(', '), file)]);
  const isNamed = wish.ids.length > 0 || wish.query !== undefined;
  const named = isNamed || !kept ? await targetsFrom(wish, service, signal) : tasksOf(kept);
  const targets = named.filter(({ id }) => !kept?.took.has(id));
  const ids = named.map(({ id }) => id);
  return {
    targets,
    before: named.length - targets.length,
    sentBefore: kept?.sent ?? new Set(),
    keep(onProblem) {
      if (service.demo) return { sent: () => {}, ended: () => {} };
      return guarded(() => (kept ? continueRun(kept, ids) : newRun(key, ids)), onProblem);
    },
  };
}

const tasksOf = ({ tasks }: KeptRun): Target[] => tasks.map((id) => ({ id, name: '' }));

/** A run that cannot be written down goes on all the same. */
function guarded(open: () => RunKeeper, onProblem: (why: string) => void): RunKeeper {
  const attempt = <T>(write: () => T): T | undefined => {
    try {
      return write();
    } catch (error) {
      onProblem((error as NodeJS.ErrnoException).code ?? (error as Error).message);
      return undefined;
    }
  };
  const keeper = attempt(open);
  return {
    sent: (taskId) => attempt(() => keeper?.sent(taskId)),
    ended: (...end) => attempt(() => keeper?.ended(...end)),
  };
}
