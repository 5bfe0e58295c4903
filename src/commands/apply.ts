/** `sms-wizard apply PLAN.json`: a plan on its own task, with the checks of an update; or on a fleet of tasks. */
import { ServiceError } from '../api/errors.ts';
import { readPlan } from '../storage/plans.ts';
import { newDraft } from '../task/draft.ts';
import { UsageError } from '../task/errors.ts';
import type { Plan } from '../task/plan.ts';
import { replayPlan } from '../task/replay.ts';
import { text } from '../text/text.ts';
import type { CommandLine } from './flags.ts';
import { isFleet } from './fleet/wish.ts';
import { endOnInterrupt } from './interrupt.ts';
import { settleUpdates } from './journal.ts';
import { printJson, printResult } from './output.ts';
import { conflictLines, reportDocument } from './report.ts';
import { openService, type Service } from './session.ts';
import { confirmed, decided, type Ended, exitFor, sourceFor } from './update.ts';

/** Runs the command; the answer is the exit code. */
export async function apply(line: CommandLine): Promise<number> {
  if (line.argument === undefined) throw new UsageError(text().plans.needsPlan);
  if (isFleet(line)) {
    const { applyToFleet } = await import('./fleet.ts');
    return applyToFleet(line, readPlan(line.argument));
  }
  if (line.text.concurrency !== undefined) throw new UsageError(text().fleet.needsTasks('--concurrency'));
  const json = line.on.has('json');
  let taskId = '';
  try {
    const plan = readPlan(line.argument);
    // Not before: a plan from a pipe is waited for by the system, and so is ^C.
    endOnInterrupt();
    taskId = plan.taskId;
    const { report, code, lines } = await applyToItsOwn(line, plan);
    if (json) printJson(reportDocument(report));
    else printResult(lines);
    return code;
  } catch (error) {
    const known = error instanceof UsageError || error instanceof ServiceError;
    if (!json || !known) throw error;
    printJson(reportDocument({ taskId, draft: newDraft({}), result: 'refused', error }));
    return error instanceof UsageError ? 2 : exitFor(error);
  }
}

/**
 * A plan goes only to the service that it was made for. The address is never taken from the plan: a file from
 * elsewhere could name any server, and it would be sent the credentials. Throws UsageError.
 */
export function checkEndpoint(file: string, plan: Plan, { endpoint }: Service): void {
  if (plan.endpoint === endpoint) return;
  const say = text().plans;
  throw new UsageError(
    plan.endpoint === 'demo'
      ? say.demoEndpoint(file, endpoint)
      : say.otherEndpoint(file, plan.endpoint, endpoint),
  );
}

async function applyToItsOwn(line: CommandLine, plan: Plan): Promise<Ended> {
  const { taskId } = plan;
  const service = await openService(line);
  try {
    checkEndpoint(line.argument ?? '', plan, service);
    const session = { ...service, taskId };
    const task = await service.client.getTask(taskId);
    settleUpdates(session, task);
    const { draft: edited, conflicts } = replayPlan(task, plan.edits);
    if (conflicts.length) {
      const message = text().cli.update.conflict;
      const report = { taskId, draft: edited, result: 'refused', conflicts } as const;
      const gone = conflictLines(conflicts.filter((conflict) => conflict.gone));
      const error = { code: 'conflict', message: [message, ...gone].join(' ') };
      return { report: { ...report, error }, code: 5, lines: [message, ...conflictLines(conflicts)] };
    }
    const source = await sourceFor(edited, service);
    const draft = source ? { ...edited, source } : edited;
    return decided(line, taskId, draft) ?? (await confirmed(line, draft, session));
  } finally {
    await service.close();
  }
}
