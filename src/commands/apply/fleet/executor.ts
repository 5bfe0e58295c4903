/** Executes a run: reads each task, sends its update, and reports and logs its outcome. */

import { setMaxListeners } from 'node:events';
import type { JsonObject } from '../../../json/json.ts';
import type { RunLog } from '../../../storage/runs.ts';
import { forEachConcurrent, newSemaphore } from './concurrency.ts';
import type { FleetContext } from './context.ts';
import type { TargetReport, TargetResult } from './outcome.ts';
import { type PreparedTarget, prepare } from './prepare.ts';
import type { Progress } from './progress.ts';
import { submitTarget } from './submit-target.ts';
import type { Target } from './targets.ts';

export interface ExecutorOptions extends Omit<FleetContext, 'slots' | 'runLog' | 'setPaused'> {
  readonly concurrency: number;
  readonly progress: Progress;
  /** Takes the document of each task as it ends; undefined if people read the results. */
  readonly emit: ((document: JsonObject) => void) | undefined;
}

export interface FleetExecutor {
  /** Results so far, in the order in which the tasks ended. */
  readonly ended: readonly TargetResult[];
  /** True after a failure that would hit every task. */
  isHalted(): boolean;
  /** True if the run stopped because as many tasks stay paused as may be at a time. */
  isFull(): boolean;
  /** Returns the number of updates and pauses that were sent and have no outcome yet. */
  inFlight(): number;
  /** Returns the tasks that may be paused by this run now, and are to be started by it. */
  paused(): readonly Target[];
  /** Reads each task and sends its update. */
  applyAll(targets: readonly Target[], runLog: RunLog): Promise<void>;
  /** Reads each task and calls `onReady` for those with something to send. Sends nothing. */
  prepareAll(targets: readonly Target[], onReady: (ready: PreparedTarget) => void): Promise<void>;
  /** Sends updates for prepared tasks. */
  submitAll(ready: readonly PreparedTarget[], runLog: RunLog): Promise<void>;
}

const note = ({ target, outcome, leftOut, same }: TargetResult, runLog: RunLog): void =>
  runLog.ended(target.id, outcome, leftOut.length === 0, same);

const NO_LOG: RunLog = { sent: () => {}, ended: () => {} };

export function newFleetExecutor({ concurrency, progress, emit, ...common }: ExecutorOptions): FleetExecutor {
  const ended: TargetResult[] = [];
  const inFlight = new Set<string>();
  const halting = new AbortController();
  const paused = new Map<string, Target>();
  let leftPaused = 0;
  const slots = newSemaphore(concurrency);
  const stop = AbortSignal.any([common.stop, halting.signal]);
  // Every request and every wait adds a listener.
  setMaxListeners(0, stop);
  const runWith = (runLog: RunLog): FleetContext => ({
    ...common,
    ...{ slots, stop, setPaused },
    runLog: {
      ...runLog,
      sent(taskId) {
        inFlight.add(taskId);
        runLog.sent(taskId);
      },
    },
  });

  function setPaused(target: Target, isPaused: boolean): void {
    if (isPaused) {
      paused.set(target.id, target);
      inFlight.add(target.id);
    } else paused.delete(target.id);
  }

  /** A task that stays paused keeps its slot. With the last slot the run ends. */
  function keepSlot(): void {
    leftPaused++;
    if (leftPaused < concurrency) slots.retire();
    else halting.abort();
  }

  function done({ ended: one, document }: TargetReport, runLog: RunLog): void {
    ended.push(one);
    inFlight.delete(one.target.id);
    paused.delete(one.target.id);
    note(one, runLog);
    if (emit) progress.printAbove(() => emit(document));
    progress.step(one);
    if (one.halts) halting.abort();
    if (one.stillPaused !== undefined) keepSlot();
  }

  /** Runs a job for each item. An item that the signal stopped before anything was sent has no result. */
  const each = <T>(items: readonly T[], job: (item: T) => Promise<void>): Promise<void> =>
    forEachConcurrent(items, slots, stop, (item) =>
      job(item).catch((error: unknown) => {
        if (!stop.aborted) throw error;
      }),
    );

  return {
    ended,
    isHalted: () => halting.signal.aborted,
    isFull: () => leftPaused >= concurrency,
    inFlight: () => inFlight.size,
    paused: () => [...paused.values()],
    async applyAll(targets, runLog) {
      const run = runWith(runLog);
      progress.begin('sending', targets.length);
      await each(targets, async (target) => {
        const found = await prepare(run, target);
        done('draft' in found ? await submitTarget(run, found, true) : found, runLog);
      });
    },
    async prepareAll(targets, onReady) {
      const run = runWith(NO_LOG);
      progress.begin('reading', targets.length);
      await each(targets, async (target) => {
        const found = await prepare(run, target);
        if ('draft' in found) {
          onReady(found);
          progress.step();
        } else done(found, NO_LOG);
      });
    },
    async submitAll(ready, runLog) {
      const run = runWith(runLog);
      // Log the results of the preparation, too.
      for (const one of ended) note(one, runLog);
      progress.begin('sending', ready.length);
      await each(ready, async (one) => done(await submitTarget(run, one, false), runLog));
    },
  };
}
