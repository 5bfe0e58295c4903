/** Sends a task of a run its update, once more from the reading on where it was held back, and judges what took. */
import { isHeldBack } from '../../api/gate.ts';
import type { Draft } from '../../task/draft.ts';
import { sharedPath } from '../../task/transfer.ts';
import { showValue } from '../../task/values.ts';
import type { Verdict } from '../../task/verify.ts';
import { text } from '../../text/text.ts';
import { journalFor } from '../journal.ts';
import { resultOf } from '../report.ts';
import { type SubmitStage, type Submitted, submit } from '../submit.ts';
import type { FleetRun } from './course.ts';
import { leftOutText, type Outcome, type Told, taskDocument } from './ended.ts';
import { clashed, failed, type Ready } from './prepare.ts';

/** A reading is as good as one more for so long, in ms. */
const FRESH_MS = 2000;

/**
 * Sends and verifies. `atOnce`: what was read is sent by, as nobody looked at it in between. Throws the signal's
 * reason, and then nothing was sent.
 */
export async function send(run: FleetRun, ready: Ready, atOnce: boolean): Promise<Told> {
  const { service, gate, slots, stop, sayOnce } = run;
  const { target, draft } = ready;
  const session = { ...service, taskId: target.id };
  const journal = journalFor(session, (why) => sayOnce(text().cli.history.unwritten(why)));
  const onStage = (stage: SubmitStage) => {
    if (stage === 'sending') run.keeper.sent(target.id);
  };
  const options = {
    ...{ onStage, acceptMoved: true, signal: stop, finishes: true },
    held: gate.held,
    // Whoever waits for a slow service needs no place to work at.
    wait: slots.lend,
    ...(journal ? { journal } : {}),
  };
  const fresh = atOnce && performance.now() - ready.readAt < FRESH_MS;
  let sent = await submit(service.client, target.id, draft, {
    ...options,
    ...(fresh ? { reading: draft.base } : {}),
  });
  // What the gateway held back was not carried out; all the same the task is read again before it goes out again.
  while (wasHeldBack(sent) && gate.patient() && !stop.aborted) {
    const last = sent;
    sent = await submit(service.client, target.id, draft, options).catch((error: unknown) => {
      if (stop.aborted) return last;
      throw error;
    });
  }
  return judged(run, ready, sent);
}

/** True where the last request was held back, and the task was last seen as it was before anything was sent. */
const wasHeldBack = (sent: Submitted): boolean =>
  (sent.kind === 'refused' || (sent.kind === 'unknown' && sent.untouched)) && isHeldBack(sent.error);

function judged(run: FleetRun, ready: Ready, sent: Submitted): Told {
  const { target, draft, leftOut } = ready;
  switch (sent.kind) {
    case 'meanwhile':
      return clashed(target, draft, sent.rebased.conflicts);
    case 'verified': {
      const { verdicts } = sent;
      const result = resultOf(verdicts);
      const outcome = outcomeOf(verdicts);
      const why = outcome === 'did_not_take' ? missed(draft, verdicts) : [];
      return {
        ended: { target, outcome, why: [...why, ...leftOut.map(leftOutText)], leftOut },
        document: taskDocument(target, outcome, { taskId: target.id, draft, result, verdicts }, leftOut),
      };
    }
    default:
      return failed(run, ready, sent.error, sent.kind === 'unknown' ? 'unknown' : 'not_applied');
  }
}

function outcomeOf(verdicts: readonly Verdict[]): Outcome {
  const any = (outcome: Verdict['outcome']) => verdicts.some((verdict) => verdict.outcome === outcome);
  if (any('did_not_take')) return 'did_not_take';
  return any('took') ? 'took' : 'untold';
}

function missed(draft: Draft, verdicts: readonly Verdict[]): string[] {
  const say = text().fleet.still;
  return verdicts
    .filter(({ outcome }) => outcome === 'did_not_take')
    .map(({ change, now }) => say(sharedPath(draft, change), showValue(change.field, now)));
}
