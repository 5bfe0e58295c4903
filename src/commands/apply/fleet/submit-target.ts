/** Submits the update of a task of a run, and reports the outcome. */

import { text } from '../../../text/text.ts';
import type { SubmitStage } from '../../../update/submit.ts';
import { journalFor } from '../../../update/update-journal.ts';
import type { FleetContext } from './context.ts';
import { moveTarget } from './move-target.ts';
import type { TargetReport } from './outcome.ts';
import type { PreparedTarget } from './prepare.ts';
import { judged, submitPatiently } from './submit-report.ts';

/** Maximum age of a reading to be used instead of a new one, in ms. */
const FRESH_MS = 2000;

/**
 * Sends and verifies. `reuseReading`: uses the task as it was prepared if that is recent, as no prompt came in between.
 * Throws the signal's reason on abort, if nothing was sent.
 */
export async function submitTarget(
  run: FleetContext,
  ready: PreparedTarget,
  reuseReading: boolean,
): Promise<TargetReport> {
  if (run.pausing) return moveTarget(run, ready, run.pausing);
  const { service, gate, slots, stop, printOnce } = run;
  const { target, draft } = ready;
  const session = { ...service, taskId: target.id };
  const journal = journalFor(session, (why) => printOnce(text().cli.history.unwritten(why)));
  const onStage = (stage: SubmitStage) => {
    if (stage === 'sending') run.runLog.sent(target.id);
  };
  const options = {
    ...{ onStage, signal: stop, verifyAfterAbort: true },
    waitWhileThrottled: gate.waitWhileThrottled,
    // Free the slot while waiting for SMS, so that another task can run.
    wait: slots.sleepReleased,
    ...(journal ? { journal } : {}),
  };
  const fresh = reuseReading && performance.now() - ready.readAt < FRESH_MS;
  const reading = fresh ? { reading: draft.base } : {};
  return judged(run, ready, await submitPatiently(run, target.id, draft, { ...options, ...reading }));
}
