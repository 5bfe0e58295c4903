/** `sms-wizard apply PLAN.json`: applies a plan to its own task with the checks of an update, or to a fleet. */

import type { Command } from '../../cli/command-line.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { exitOnInterrupt } from '../../cli/interrupt.ts';
import { openService, printRetry } from '../../session/session.ts';
import { readPlan } from '../../storage/plans.ts';
import { isLost } from '../../task/edits/carry-over.ts';
import type { Plan } from '../../task/edits/saved/plan.ts';
import { replay } from '../../task/edits/saved/replay.ts';
import { UsageError } from '../../task/errors.ts';
import { greatestNeed, windowsNeedOf } from '../../task/rate-windows.ts';
import { text } from '../../text/text.ts';
import { fetchSourceIfNeeded } from '../../update/fetch-source.ts';
import { assertPlanEndpoint } from '../../update/plan-endpoint.ts';
import { readTask } from '../../update/read-task.ts';
import { interruptedNeed } from '../../update/update-journal.ts';
import { printOpenPauses } from '../pausing/open-pauses.ts';
import { confirmAndSend } from '../update/confirm.ts';
import { type ChangeOptions, draftWith, parseChangeOptions } from '../update/options.ts';
import { printUnreadWindows, resolveWithoutSending } from '../update/preview.ts';
import { type CommandResult, printReport } from '../update/print-report.ts';
import { settleInterrupted } from '../update/recover.ts';
import { conflictLines } from '../update/report-lines.ts';
import { isFleet, parseFleetOptions } from './fleet/options.ts';

export const apply: Command = async (line) => {
  const { argument: file, values } = line;
  if (file === undefined) throw new UsageError(text().plans.needsPlan);
  if (isFleet(values)) {
    const { applyToFleet } = await import('./fleet/fleet.ts');
    return applyToFleet(parseFleetOptions(line), await readPlan(file));
  }
  if (values.concurrency !== undefined) throw new UsageError(text().fleet.needsTasks('--concurrency'));
  const about = { taskId: '' };
  return printReport(values.json, about, async () => {
    exitOnInterrupt();
    const plan = await readPlan(file);
    about.taskId = plan.taskId;
    return applyToOwnTask(parseChangeOptions(line), file, plan);
  });
};

async function applyToOwnTask(options: ChangeOptions, file: string, plan: Plan): Promise<CommandResult> {
  const { taskId } = plan;
  const service = await openService(options, printRetry, { waits: true });
  try {
    assertPlanEndpoint(file, plan, service);
    const session = { ...service, taskId };
    const need = greatestNeed(windowsNeedOf(plan.edits), interruptedNeed(session));
    const task = await readTask(service.client, taskId, need);
    printUnreadWindows(task);
    settleInterrupted(session, task);
    printOpenPauses(session, task);
    const { draft: edited, conflicts } = replay(task, plan.edits);
    if (conflicts.length) {
      const message = text().cli.update.conflict;
      const report = { taskId, draft: edited, result: 'refused', conflicts } as const;
      const gone = conflictLines(conflicts.filter(isLost));
      const error = { code: 'conflict', message: [message, ...gone].join(' ') };
      return {
        report: { ...report, error },
        code: EXIT.conflict,
        lines: [message, ...conflictLines(conflicts)],
      };
    }
    const source = await fetchSourceIfNeeded(edited, service.client);
    const keepsFigures = options.keepsFigures || plan.keepsFigures === true;
    const draft = draftWith({ keepsFigures }, source ? { ...edited, source } : edited);
    return resolveWithoutSending(options, taskId, draft) ?? (await confirmAndSend(options, draft, session));
  } finally {
    await service.close();
  }
}
