/** The course of a run: each task is read and sent its update, and what became of it is told and written down. */
import { setMaxListeners } from 'node:events';
import type { Gate } from '../../api/gate.ts';
import type { HistoryEntry } from '../../storage/history.ts';
import type { RunKeeper } from '../../storage/runs.ts';
import type { Plan } from '../../task/plan.ts';
import { printJsonLine } from '../output.ts';
import type { Service } from '../session.ts';
import type { Ended, Told } from './ended.ts';
import { prepare, type Ready } from './prepare.ts';
import type { Progress } from './progress.ts';
import { send } from './send.ts';
import { forEach, newSlots, type Slots } from './slots.ts';
import type { Target } from './targets.ts';

/** What every task of a run has in common. */
export interface FleetRun {
  readonly plan: Plan;
  readonly service: Service;
  readonly gate: Gate;
  readonly slots: Slots;
  /** Nothing is begun, and nothing sent, after it. */
  readonly stop: AbortSignal;
  /** Updates of earlier programs that were cut off, by task. */
  readonly open: ReadonlyMap<string, readonly HistoryEntry[]>;
  /** Tasks that an update was sent for before this run was cut off, and whose outcome nobody knows. */
  readonly sentBefore: ReadonlySet<string>;
  readonly keeper: RunKeeper;
  /** Says something once, however often it comes. */
  sayOnce(line: string): void;
}

export interface CourseOptions extends Omit<FleetRun, 'slots' | 'keeper'> {
  readonly concurrency: number;
  readonly progress: Progress;
  /** Whether each task is told as a line of JSON. */
  readonly json: boolean;
}

export interface Course {
  /** The tasks that are done with, in the order in which they ended. */
  readonly ended: readonly Ended[];
  /** True where something happened that would befall every task. */
  halted(): boolean;
  /** How many updates are out whose outcome is not known yet. */
  inFlight(): number;
  /** Reads each task and sends its update. */
  carryOut(targets: readonly Target[], keeper: RunKeeper): Promise<void>;
  /** Reads each task; the answer has those that an update can be sent for. Sends nothing. */
  look(targets: readonly Target[], onReady: (ready: Ready) => void): Promise<void>;
  /** Sends updates for tasks that were looked at. */
  submit(ready: readonly Ready[], keeper: RunKeeper): Promise<void>;
}

const note = ({ target, outcome, leftOut, same }: Ended, keeper: RunKeeper): void =>
  keeper.ended(target.id, outcome, leftOut.length === 0, same);

const NOBODY: RunKeeper = { sent: () => {}, ended: () => {} };

export function newCourse({ concurrency, progress, json, ...common }: CourseOptions): Course {
  const ended: Ended[] = [];
  const inFlight = new Set<string>();
  const halting = new AbortController();
  const slots = newSlots(concurrency);
  const stop = AbortSignal.any([common.stop, halting.signal]);
  // Every request and every wait listens to it.
  setMaxListeners(0, stop);
  const runWith = (keeper: RunKeeper): FleetRun => ({
    ...common,
    ...{ slots, stop },
    keeper: {
      ...keeper,
      sent(taskId) {
        inFlight.add(taskId);
        keeper.sent(taskId);
      },
    },
  });

  function done({ ended: one, document }: Told, keeper: RunKeeper): void {
    ended.push(one);
    inFlight.delete(one.target.id);
    note(one, keeper);
    if (json) progress.aside(() => printJsonLine(document));
    progress.step(one);
    if (one.halts) halting.abort();
  }

  /** What the signal cut off before anything was sent is not begun. */
  const each = <T>(items: readonly T[], job: (item: T) => Promise<void>): Promise<void> =>
    forEach(items, slots, stop, (item) =>
      job(item).catch((error: unknown) => {
        if (!stop.aborted) throw error;
      }),
    );

  return {
    ended,
    halted: () => halting.signal.aborted,
    inFlight: () => inFlight.size,
    async carryOut(targets, keeper) {
      const run = runWith(keeper);
      progress.begin('sending', targets.length);
      await each(targets, async (target) => {
        const found = await prepare(run, target);
        done('draft' in found ? await send(run, found, true) : found, keeper);
      });
    },
    async look(targets, onReady) {
      const run = runWith(NOBODY);
      progress.begin('reading', targets.length);
      await each(targets, async (target) => {
        const found = await prepare(run, target);
        if ('draft' in found) {
          onReady(found);
          progress.step();
        } else done(found, NOBODY);
      });
    },
    async submit(ready, keeper) {
      const run = runWith(keeper);
      // What was settled by looking belongs to the run as well.
      for (const one of ended) note(one, keeper);
      progress.begin('sending', ready.length);
      await each(ready, async (one) => done(await send(run, one, false), keeper));
    },
  };
}
