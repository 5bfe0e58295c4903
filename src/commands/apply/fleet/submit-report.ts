/** Submits an update, and repeats one that SMS throttled. Shared by updates with and without a pause. */
import { isThrottled } from '../../../api/throttle-gate.ts';
import { currentValueText } from '../../../task/edits/change-text.ts';
import type { Draft } from '../../../task/edits/draft.ts';
import { portablePath } from '../../../task/edits/saved/transfer.ts';
import { sideEffectText } from '../../../task/sending/side-effect-text.ts';
import type { Verdict } from '../../../task/sending/verify.ts';
import { failureSummary } from '../../../text/failure-text.ts';
import { text } from '../../../text/text.ts';
import { type HalfDone, type SubmitOptions, type SubmitResult, submit } from '../../../update/submit.ts';
import { summarizeVerdicts } from '../../../update/update-report.ts';
import type { FleetContext } from './context.ts';
import { leftOutText, type Outcome, type TargetReport, taskDocument } from './outcome.ts';
import { conflictReport, failureReport, type PreparedTarget } from './prepare.ts';

/** Submits; a throttled update wasn't carried out, so the task is read again and the update repeated. */
export async function submitPatiently(
  { service, gate, stop }: FleetContext,
  taskId: string,
  draft: Draft,
  options: SubmitOptions,
): Promise<SubmitResult> {
  const { reading: _reading, ...later } = options;
  let sent = await submit(service.client, taskId, draft, options);
  while (wasHeldBack(sent) && gate.canStillWait() && !stop.aborted) {
    const last = sent;
    sent = await submit(service.client, taskId, draft, later).catch((error: unknown) => {
      if (stop.aborted) return last;
      throw error;
    });
  }
  return sent;
}

/** True if the last request was throttled, and the last reading showed the task unchanged. */
const wasHeldBack = (sent: SubmitResult): boolean =>
  sent.kind === 'half'
    ? sent.why === 'refused' && sent.error !== undefined && isThrottled(sent.error)
    : (sent.kind === 'refused' || (sent.kind === 'unknown' && sent.untouched)) && isThrottled(sent.error);

/** Makes the report of a submit. */
export function judged(run: FleetContext, ready: PreparedTarget, sent: SubmitResult): TargetReport {
  const { target, draft, leftOut } = ready;
  switch (sent.kind) {
    case 'conflict':
      return conflictReport(ready, sent);
    case 'half':
    case 'verified': {
      const { verdicts, sideEffects, requests } = sent.kind === 'half' ? sent.verified : sent;
      const { prepared } = sent;
      if (sent.kind === 'half' && sent.error && sent.why === 'unknown')
        return failureReport(run, ready, sent.error, { result: 'unknown', requests, verdicts, sideEffects });
      const halfDone = sent.kind === 'half' ? halfText(sent) : [];
      const error = sent.kind === 'half' && sent.error ? { error: sent.error } : {};
      const result = summarizeVerdicts(verdicts);
      const outcome = outcomeOf(verdicts);
      const why = [
        ...halfDone,
        ...(outcome === 'not_applied' ? missed(draft, verdicts) : []),
        ...sideEffects.map(sideEffectText),
      ];
      return {
        ended: {
          target,
          outcome,
          why: [...why, ...leftOut.map(leftOutText)],
          leftOut,
          hasSideEffects: sideEffects.length > 0,
          isUnrecorded: sent.unrecorded !== undefined,
        },
        document: taskDocument(
          target,
          outcome,
          {
            ...{ taskId: target.id, draft, result, verdicts, sideEffects, requests, prepared },
            unrecorded: sent.unrecorded,
            ...error,
          },
          leftOut,
        ),
      };
    }
    default:
      return failureReport(run, ready, sent.error, {
        result: sent.kind === 'unknown' ? 'unknown' : 'not_applied',
        ...(sent.kind === 'not_sent' ? {} : { requests: sent.requests, unrecorded: sent.unrecorded }),
      });
  }
}

/** Says why the rate windows were not set, after the task was updated. */
const halfText = ({ why, error }: HalfDone): string[] => [
  text().rate.half[why],
  ...(error ? failureSummary(error) : []),
];

function outcomeOf(verdicts: readonly Verdict[]): Outcome {
  const any = (outcome: Verdict['outcome']) => verdicts.some((verdict) => verdict.outcome === outcome);
  if (any('not_applied')) return 'not_applied';
  return any('unverified') ? 'unverified' : 'applied';
}

function missed(draft: Draft, verdicts: readonly Verdict[]): string[] {
  const messages = text().fleet.still;
  return verdicts
    .filter(({ outcome }) => outcome === 'not_applied')
    .map(({ change, now }) => messages(portablePath(draft, change), currentValueText(change, now)));
}
