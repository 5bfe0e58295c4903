import type { ThrottleGate } from '../../../api/throttle-gate.ts';
import type { Service } from '../../../session/session.ts';
import type { HistoryEntry } from '../../../storage/history.ts';
import type { RunLog } from '../../../storage/runs.ts';
import type { Plan } from '../../../task/edits/saved/plan.ts';
import type { Semaphore } from './concurrency.ts';
import type { Target } from './targets.ts';

/** Options of the pauses of running tasks. */
export interface FleetPausing {
  /** Time to wait for a state, in ms. */
  readonly waitMs: number;
  /** True once a call showed that the permissions are there. */
  isPermitted: boolean;
}

/** Context that all tasks of a run share. */
export interface FleetContext {
  readonly plan: Plan;
  /** True to send figures that follow from a resize as SMS returned them. */
  readonly keepsFigures: boolean;
  readonly service: Service;
  readonly gate: ThrottleGate;
  readonly slots: Semaphore;
  /** No task is started and nothing is sent after this signal. */
  readonly stop: AbortSignal;
  /** Interrupted updates of earlier processes, by task. */
  readonly open: ReadonlyMap<string, readonly HistoryEntry[]>;
  /** Tasks with an update of unknown outcome, sent before this run was interrupted. */
  readonly sentBefore: ReadonlySet<string>;
  readonly runLog: RunLog;
  /** Set if running tasks are paused for their update. */
  readonly pausing?: FleetPausing | undefined;
  /** Records that a task may be paused by this run, or isn't any more. */
  setPaused(target: Target, isPaused: boolean): void;
  /** Prints a line, unless it was printed before. */
  printOnce(line: string): void;
}
