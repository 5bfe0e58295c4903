/** `sms-wizard apply PLAN.json --task …`: a plan on many tasks, several at a time, each with the checks of an update. */
import { newGate } from '../api/gate.ts';
import type { HistoryEntry } from '../storage/history.ts';
import type { Plan } from '../task/plan.ts';
import { text } from '../text/text.ts';
import { checkEndpoint } from './apply.ts';
import type { CommandLine } from './flags.ts';
import { type Course, newCourse } from './fleet/course.ts';
import { watchSignals } from './fleet/leaving.ts';
import { newProgress } from './fleet/progress.ts';
import { findWork } from './fleet/resuming.ts';
import { carryOut } from './fleet/stages.ts';
import { wishFrom } from './fleet/wish.ts';
import { endOnInterrupt } from './interrupt.ts';
import { openUpdates } from './journal.ts';
import { say } from './output.ts';
import { canAsk, openService, type Service } from './session.ts';

/** Runs the command; the answer is the exit code. Throws UsageError or ServiceError before anything is sent. */
export async function applyToFleet(line: CommandLine, plan: Plan): Promise<number> {
  const wish = wishFrom(line);
  const leave = endOnInterrupt();
  const progress = newProgress(process.stderr);
  const gate = newGate({ onHold: progress.held });
  const service = await openService(line, () => {}, { gate });
  leave();
  let course: Course | undefined;
  const leaving = watchSignals(
    () => progress.aside(() => say([text().fleet.stopping(course?.inFlight() ?? 0)])),
    () => progress.aside(() => say([text().fleet.atOnce(course?.inFlight() ?? 0)])),
  );
  const { signal } = leaving;
  const said = new Set<string>();
  const sayOnce = (words: string) => {
    if (!said.has(words)) progress.aside(() => say([words]));
    said.add(words);
  };
  try {
    const file = line.argument ?? '';
    checkEndpoint(file, plan, service);
    const work = await findWork(wish, { plan, file, service, signal });
    const sends = !wish.dryRun && (wish.yes || canAsk(line));
    // What a run comes to is for programs where nobody looks on; what it would come to is for people.
    const json = line.on.has('json') || (sends && !process.stdout.isTTY);
    course = newCourse({
      ...{ plan, service, gate, stop: signal, open: openBefore(service), sentBefore: work.sentBefore },
      ...{ concurrency: wish.concurrency, progress, json, sayOnce },
    });
    const code = await carryOut({ line, wish, work, service, course, progress, json, signal, sayOnce });
    return leaving.code() ?? code;
  } catch (error) {
    const code = leaving.code();
    if (code === undefined || !(error instanceof Error && /^Abort/.test(error.name))) throw error;
    progress.aside(() => say([text().cli.errors.cancelled]));
    return code;
  } finally {
    progress.end();
    leaving.release();
    await service.close();
  }
}

/** A history that cannot be read keeps nobody from working. */
function openBefore(service: Service): ReadonlyMap<string, readonly HistoryEntry[]> {
  try {
    return openUpdates(service);
  } catch {
    return new Map();
  }
}
