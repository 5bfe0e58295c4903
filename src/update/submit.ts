/**
 * Submits a draft: reads the task again and prepares the update on that reading, sends it, reads back and compares field
 * by field. An update of the task and of its rate windows takes two requests, one after the other
 * (docs/rate-windows.md#sending). The screen, commands and fleets all submit this way.
 */
import type { SmsClient } from '../api/client.ts';
import { ServiceError } from '../api/service-error.ts';
import type { JsonObject } from '../json/json.ts';
import { changesOf, type Draft } from '../task/edits/draft.ts';
import { editsWindows, withWindows } from '../task/rate-windows.ts';
import { type Finding, findingsOf } from '../task/rules/rules.ts';
import { type Part, partOf, partsOf, requestsOf } from '../task/sending/parts.ts';
import { isEmpty, newFindings, type PreparedUpdate, prepareUpdate } from '../task/sending/prepare.ts';
import { type Verdict, verify } from '../task/sending/verify.ts';
import { addWindows } from './read-task.ts';
import {
  type Attempt,
  type PartResult,
  pauseFor,
  type Recorded,
  type SentRequest,
  type SubmitStage,
  sendAndVerify,
  type Verified,
} from './send-and-verify.ts';

export {
  mayHaveApplied,
  type RequestOutcome,
  type SentRequest,
  type SubmitStage,
  type Unrecorded,
  type Verified,
} from './send-and-verify.ts';

export type SubmitResult =
  /** Nothing was sent: someone changed what is edited, or the task changed so that rules object. */
  | {
      readonly kind: 'conflict';
      readonly prepared: PreparedUpdate;
      /** Errors and warnings that the draft, as it was agreed to, didn't have. */
      readonly findings: readonly Finding[];
    }
  /** Something failed before anything was sent. */
  | { readonly kind: 'not_sent'; readonly error: ServiceError }
  | PartResult
  | HalfDone;

/**
 * unread: they couldn't be read again before they were to be sent · conflict: somebody else changed them · stopped: the
 * program was stopped before they were sent.
 */
export type HalfReason = 'refused' | 'unknown' | 'unread' | 'conflict' | 'stopped';

/** The task was updated and read back; the rate windows, which come after it, failed. */
export interface HalfDone extends Recorded {
  readonly kind: 'half';
  /** Verdicts of all changes: those of windows are `not_applied`, or `unverified` where nothing is known. */
  readonly verified: Verified;
  readonly why: HalfReason;
  /** Absent for a conflict, and if the program was stopped. */
  readonly error?: ServiceError;
  readonly requests: readonly SentRequest[];
  /** The whole update on the task as it was read just before. */
  readonly prepared: PreparedUpdate;
}

export interface SubmitOptions {
  readonly onStage?: (stage: SubmitStage) => void;
  readonly signal?: AbortSignal;
  /** True to verify an update that was sent before the signal. It isn't repeated. */
  readonly verifyAfterAbort?: boolean;
  /** The task as it was read just now, in place of one more reading. */
  readonly reading?: JsonObject;
  /** Waits while SMS throttles; true if that took time, so that the task has to be read again. */
  readonly waitWhileThrottled?: (signal?: AbortSignal) => Promise<boolean>;
  /** Waits for a slow service, in ms. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Called with each reading of the task. */
  readonly onReading?: (task: JsonObject) => void;
  /** Notes the update before it goes out, and its outcome. */
  readonly journal?: Journal;
}

/** Each method returns the reason if it can't write: the update goes on, and its result says so. */
export interface Journal {
  intent(draft: Draft): string | undefined;
  outcome(result: string, verdicts: readonly Verdict[]): string | undefined;
}

/** A bug of this program after a request went out: the update may have been applied, and its journal entry stays open. */
export class CrashAfterSending extends Error {
  override name = 'CrashAfterSending';
}

/**
 * Submits a draft. Nothing is sent once the signal is aborted; throws the signal's reason then. Throws CrashAfterSending
 * for a bug after a request; other bugs pass through as they are.
 */
export async function submit(
  client: SmsClient,
  taskId: string,
  draft: Draft,
  options: SubmitOptions = {},
): Promise<SubmitResult> {
  const { onStage, onReading, signal, verifyAfterAbort, wait = pauseFor } = options;
  onStage?.('checking');
  const read = await readBefore(client, taskId, draft, options);
  if (read instanceof ServiceError) return { kind: 'not_sent', error: read };
  const prepared = prepareUpdate(draft, read);
  const findings = newFindings(prepared, findingsOf(draft));
  if (prepared.conflicts.length > 0 || findings.length > 0) return { kind: 'conflict', prepared, findings };
  signal?.throwIfAborted();
  // What others did meanwhile is nothing to note, and nothing to undo.
  const journal = isEmpty(prepared) ? undefined : options.journal;
  const noIntent = journal?.intent(prepared.draft);
  onStage?.('sending');
  const send: SendPart = (part, on) => {
    const own = prepareUpdate(partOf(prepared.draft, part), on);
    return sendAndVerify({
      ...{ client, taskId, part, onStage, onReading, wait },
      draft: partOf(draft, part),
      prepared: own,
      agreedPath(path) {
        const before = own.origins.get(path) ?? path;
        return prepared.origins.get(before) ?? before;
      },
      signal: verifyAfterAbort ? undefined : signal,
      stop: signal,
    });
  };
  try {
    const parts = { client, taskId, draft, prepared, signal, verifyAfterAbort, send };
    const result = { ...(await sendParts(parts)), prepared };
    const noOutcome = journal?.outcome(...outcomeOf(result, prepared));
    if (noIntent !== undefined) return { ...result, unrecorded: { what: 'update', why: noIntent } };
    return noOutcome === undefined ? result : { ...result, unrecorded: { what: 'result', why: noOutcome } };
  } catch (error) {
    if (error instanceof ServiceError || signal?.aborted) throw error;
    throw new CrashAfterSending(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function readBefore(
  client: SmsClient,
  taskId: string,
  draft: Draft,
  { reading, signal, onReading, waitWhileThrottled }: SubmitOptions,
): Promise<JsonObject | ServiceError> {
  const need = editsWindows(draft) ? 'needed' : 'never';
  const read = async (known?: JsonObject) =>
    addWindows(client, known ?? (await client.getTask(taskId, signal)), need, signal);
  try {
    let task = await read(reading);
    while (await waitWhileThrottled?.(signal)) task = await read();
    onReading?.(task);
    return task;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

type SendPart = (part: Part, reading: JsonObject) => Promise<PartResult>;

interface Parts extends Pick<Attempt, 'client' | 'taskId' | 'draft' | 'prepared' | 'signal'> {
  readonly verifyAfterAbort: boolean | undefined;
  readonly send: SendPart;
}

/** Sends the parts of an update in their order. The second one isn't sent unless the first was verified. */
async function sendParts(all: Parts): Promise<PartResult | HalfDone> {
  const { taskId, draft, prepared, send } = all;
  const [first = 'task', second] = partsOf(draft);
  const one = await send(first, prepared.draft.base);
  if (second === undefined) return one;
  const unsent = requestsOf(partOf(prepared.draft, second), taskId).map(
    (request): SentRequest => ({ ...request, outcome: 'not_sent' }),
  );
  if (one.kind !== 'verified') return { ...one, requests: [...one.requests, ...unsent] };
  return sendWindows(all, one, unsent);
}

/** Sends the rate windows, after the task was updated. They are read again first: verifying takes seconds. */
async function sendWindows(
  { client, taskId, draft, prepared, signal, verifyAfterAbort, send }: Parts,
  first: Verified,
  unsent: readonly SentRequest[],
): Promise<Verified | HalfDone> {
  const half = (
    why: HalfReason,
    task: JsonObject,
    requests: readonly SentRequest[],
    error?: ServiceError,
  ): HalfDone => {
    const verdicts = verify(partOf(draft, 'windows'), task).map(
      (verdict): Verdict =>
        why === 'unknown' ? { ...verdict, outcome: 'unverified', now: undefined } : verdict,
    );
    const verified = joined(draft, first, { ...first, verdicts, task, sideEffects: [], requests });
    return { kind: 'half', verified, why, prepared, requests: verified.requests, ...(error && { error }) };
  };
  if (signal?.aborted && verifyAfterAbort) return half('stopped', first.task, unsent);
  const windows = partOf(prepared.draft, 'windows');
  let reading: JsonObject;
  try {
    reading = withWindows(first.task, await client.getRateWindows(taskId, signal));
  } catch (error) {
    if (signal?.aborted && verifyAfterAbort) return half('stopped', first.task, unsent);
    signal?.throwIfAborted();
    if (!(error instanceof ServiceError)) throw error;
    return half('unread', first.task, unsent, error);
  }
  const { conflicts } = prepareUpdate(windows, reading);
  if (conflicts.length) return half('conflict', reading, unsent);
  if (signal?.aborted && verifyAfterAbort) return half('stopped', first.task, unsent);
  const second = await send('windows', reading);
  if (second.kind === 'verified') return joined(draft, first, second);
  return half(second.kind, reading, second.requests, second.error);
}

/** Joins what is known of the two requests of an update. */
function joined(draft: Draft, first: Verified, second: Verified): Verified {
  const order = new Map(changesOf(draft).map(({ path }, index) => [path, index]));
  const placeOf = ({ change }: Verdict) => order.get(change.path) ?? 0;
  return {
    ...first,
    verdicts: [...first.verdicts, ...second.verdicts].sort((a, b) => placeOf(a) - placeOf(b)),
    sideEffects: [...first.sideEffects, ...second.sideEffects],
    task: second.task,
    requests: [...first.requests, ...second.requests],
    lostAnswer: first.lostAnswer || second.lostAnswer,
    repeated: first.repeated || second.repeated,
  };
}

/**
 * Returns the outcome for the journal: one of a single request has the same words. The journal has the edits as they were
 * sent: an element's ID may have changed since they were agreed to.
 */
function outcomeOf(
  result: PartResult | HalfDone,
  { origins }: PreparedUpdate,
): Parameters<Journal['outcome']> {
  const sent = new Map([...origins].map(([path, agreed]) => [agreed, path]));
  const asSent = (verdicts: readonly Verdict[]) =>
    verdicts.flatMap((verdict): Verdict[] => {
      const path = origins.size ? sent.get(verdict.change.path) : verdict.change.path;
      return path === undefined ? [] : [{ ...verdict, change: { ...verdict.change, path } }];
    });
  if (result.kind !== 'half') return [result.kind, result.kind === 'verified' ? asSent(result.verdicts) : []];
  return [result.why === 'unknown' ? 'unknown' : 'verified', asSent(result.verified.verdicts)];
}
