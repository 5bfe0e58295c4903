/** `sms-wizard apply PLAN.json --task …`: applies a plan to several tasks at a time, with all checks. */
import { newThrottleGate } from '../../../api/throttle-gate.ts';
import { printLine, printOutcome } from '../../../cli/documents.ts';
import { exitOnInterrupt } from '../../../cli/interrupt.ts';
import { printStatus } from '../../../cli/output.ts';
import type { JsonObject } from '../../../json/json.ts';
import { isInteractive, openService, type Service } from '../../../session/session.ts';
import { findHistoryProblem, type HistoryEntry } from '../../../storage/history.ts';
import type { Plan } from '../../../task/edits/saved/plan.ts';
import { systemReason } from '../../../task/errors.ts';
import { text } from '../../../text/text.ts';
import { assertPlanEndpoint } from '../../../update/plan-endpoint.ts';
import { interruptedUpdates } from '../../../update/update-journal.ts';
import { commandFor } from '../../pausing/next-command.ts';
import { printOpenPauses } from '../../pausing/open-pauses.ts';
import { type FleetExecutor, newFleetExecutor } from './executor.ts';
import type { FleetOptions } from './options.ts';
import { newProgress } from './progress.ts';
import { planWork } from './resume.ts';
import { watchSignals } from './signals.ts';
import { runFleet } from './workflow.ts';

/** Returns the exit code. Throws UsageError or ServiceError only before anything is sent. */
export async function applyToFleet(options: FleetOptions, plan: Plan): Promise<number> {
  const { file, dryRun, yes, concurrency } = options;
  const leave = exitOnInterrupt();
  const progress = newProgress(process.stderr);
  const gate = newThrottleGate({ onHold: progress.held });
  const service = await openService(options, () => {}, { gate });
  leave();
  const startCommand = (taskId: string) => commandFor({ taskId, access: service.access }, 'start');
  let executor: FleetExecutor | undefined;
  let output: FleetOutput | undefined;
  const signals = watchSignals(
    () => progress.printAbove(() => printStatus([text().fleet.stopping(executor?.inFlight() ?? 0)])),
    () =>
      progress.printAbove(() =>
        printStatus([
          text().fleet.atOnce(executor?.inFlight() ?? 0),
          ...(executor?.paused() ?? []).map(({ id }) => text().pausing.inFlight(startCommand(id))),
        ]),
      ),
  );
  const { signal } = signals;
  const printed = new Set<string>();
  const printOnce = (words: string) => {
    if (!printed.has(words)) progress.printAbove(() => printStatus([words]));
    printed.add(words);
  };
  try {
    assertPlanEndpoint(file, plan, service);
    printOpenPauses(service);
    const work = await planWork(options, { plan, service, signal });
    const sends = !dryRun && (yes || isInteractive(options));
    // Without a terminal the results of a run are for programs; a preview is for people.
    output = fleetOutput(options, sends && !process.stdout.isTTY);
    const { emit } = output;
    executor = newFleetExecutor({
      plan,
      keepsFigures: options.keepsFigures || plan.keepsFigures === true,
      service,
      gate,
      stop: signal,
      open: openBefore(service, printOnce),
      sentBefore: work.sentBefore,
      concurrency,
      pausing: options.pause ? { waitMs: options.waitMs, isPermitted: false } : undefined,
      progress,
      emit,
      printOnce,
    });
    const code = await runFleet({ options, work, service, executor, progress, emit, signal, printOnce });
    output.end();
    return signals.code() ?? code;
  } catch (error) {
    const code = signals.code();
    if (code === undefined || !(error instanceof Error && /^Abort/.test(error.name))) throw error;
    progress.printAbove(() => printStatus([text().cli.errors.canceled]));
    output?.end();
    return code;
  } finally {
    progress.end();
    signals.release();
    await service.close();
  }
}

interface FleetOutput {
  readonly emit: ((document: JsonObject) => void) | undefined;
  /** Prints the document of the run, if there is to be one. */
  end(): void;
}

/** Prints a line a task as it ends, one document at the end, or nothing for programs. */
function fleetOutput({ json, streams }: FleetOptions, isPiped: boolean): FleetOutput {
  if (streams || (isPiped && !json)) return { emit: printLine, end: () => {} };
  if (!json) return { emit: undefined, end: () => {} };
  const tasks: JsonObject[] = [];
  return { emit: (task) => tasks.push(task), end: () => printOutcome({ tasks, error: null }, tasks) };
}

/** Returns interrupted updates by task; none if the history can't be read, so that the run can continue. */
function openBefore(
  service: Service,
  printOnce: (line: string) => void,
): ReadonlyMap<string, readonly HistoryEntry[]> {
  const fault = service.demo ? undefined : findHistoryProblem();
  if (fault) printOnce(text().screen.resume.unreadable(fault.path, fault.why));
  try {
    return interruptedUpdates(service);
  } catch (error) {
    systemReason(error);
    return new Map();
  }
}
