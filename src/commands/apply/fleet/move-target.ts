/** Pauses a running task of a run, submits its update, and starts it again. Explained in docs/pause-change-start.md. */
import { EXIT } from '../../../cli/exit-codes.ts';
import type { JsonObject } from '../../../json/json.ts';
import type { Session } from '../../../session/session.ts';
import { isRunningTask, isWindows } from '../../../task/pausing.ts';
import { text } from '../../../text/text.ts';
import { errorDocument } from '../../../update/error-document.ts';
import { type MoveResult, type MoveStage, pauseChangeStart } from '../../../update/pause-change-start.ts';
import { pauseJournalFor } from '../../../update/pause-journal.ts';
import { journalFor } from '../../../update/update-journal.ts';
import { draftAsSent, pauseOutcome, pauseReport } from '../../pausing/pause-outcome.ts';
import type { FleetContext, FleetPausing } from './context.ts';
import { leftOutText, type Outcome, type TargetReport, taskDocument } from './outcome.ts';
import { failureReport, type PreparedTarget } from './prepare.ts';
import { judged, submitPatiently } from './submit-report.ts';

/**
 * Changes a task, with a pause if it runs. Keeps its slot the whole time: no more tasks stand still than there are slots.
 * After the signal it sends no update, but starts what it paused. Throws the signal's reason if nothing was sent.
 */
export async function moveTarget(
  run: FleetContext,
  ready: PreparedTarget,
  pausing: FleetPausing,
): Promise<TargetReport> {
  const { service, gate, stop, printOnce } = run;
  const { target, draft } = ready;
  stop.throwIfAborted();
  const session = { ...service, taskId: target.id };
  const unwritten = (why: string) => printOnce(text().cli.history.unwritten(why));
  const journal = journalFor(session, unwritten);
  if (isRunningTask(draft.base) && isWindows(draft.base)) printOnce(text().pausing.windows);
  const moved = await pauseChangeStart(service.client, target.id, draft, {
    submit: {
      ...{ signal: stop, verifyAfterAbort: true, waitWhileThrottled: gate.waitWhileThrottled },
      ...(journal ? { journal } : {}),
    },
    submitWith: (options) => submitPatiently(run, target.id, draft, options),
    pauses: pauseJournalFor(session, 'update', unwritten),
    cancel: stop,
    probes: !pausing.isPermitted,
    waitMs: pausing.waitMs,
    canStillWait: gate.canStillWait,
    onStage(stage: MoveStage) {
      if (stage === 'sending') run.runLog.sent(target.id);
    },
    onPaused: (isPaused) => run.setPaused(target, isPaused),
  });
  if (moved.pause && !['denied', 'unreadable'].includes(moved.pause.kind)) pausing.isPermitted = true;
  return movedReport(run, ready, moved, session);
}

function movedReport(
  run: FleetContext,
  ready: PreparedTarget,
  moved: MoveResult,
  session: Session,
): TargetReport {
  const seen = { ...ready, draft: draftAsSent(ready.draft, moved) };
  const { lines, code, error } = pauseOutcome(moved, session);
  const { ended, document } = moved.update
    ? judged(run, seen, moved.update)
    : withoutUpdate(run, seen, moved, lines);
  const pause = pauseReport(moved, session);
  const isFailed = code !== EXIT.done;
  const why = isFailed ? [...ended.why, ...lines.filter((line) => !ended.why.includes(line))] : ended.why;
  const shownError: JsonObject = error && document.error === null ? { error: errorDocument(error) } : {};
  return {
    ended: {
      ...ended,
      // The command has its own place in the summary.
      why: why.filter((line) => !pause.command || !line.includes('sms-wizard ')),
      ...(pause.command === null ? {} : { stillPaused: pause.command }),
      ...(isFailed ? { moveCode: code } : {}),
    },
    document: { ...document, ...shownError, pause: { ...pause } },
  };
}

/** Reports a task whose update was not sent. */
function withoutUpdate(
  run: FleetContext,
  ready: PreparedTarget,
  { pause }: MoveResult,
  lines: readonly string[],
): TargetReport {
  if (pause && 'error' in pause && pause.error) return failureReport(run, ready, pause.error);
  const { target, draft, leftOut } = ready;
  const isState = pause?.kind === 'blocked' || pause?.kind === 'offline';
  const outcome: Outcome = isState ? 'skipped' : 'failed';
  const canceled = pause?.kind === 'paused' ? [text().pausing.fleet.canceled] : [];
  const why = [...canceled, ...(canceled.length ? [] : lines), ...leftOut.map(leftOutText)];
  const result = isState ? ('refused' as const) : ('not_applied' as const);
  return {
    ended: {
      ...{ target, outcome, why, leftOut },
      // No task can be paused without a journal.
      ...(pause?.kind === 'unjournaled' ? { halts: true } : {}),
    },
    document: taskDocument(target, outcome, { taskId: target.id, draft, result }, leftOut),
  };
}
