/**
 * Sends one request of an update once, reads back what it changed, and compares field by field. If its response was lost,
 * it is sent once more, but only if a reading shows that nothing of it arrived.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { SmsClient } from '../api/client.ts';
import { ServiceError } from '../api/service-error.ts';
import { isThrottled } from '../api/throttle-gate.ts';
import type { JsonObject } from '../json/json.ts';
import type { Draft } from '../task/edits/draft.ts';
import { keepWindows, withWindows } from '../task/rate-windows.ts';
import { type OutgoingRequest, type Part, requestsOf } from '../task/sending/parts.ts';
import { type PreparedUpdate, prepareUpdate } from '../task/sending/prepare.ts';
import { findSideEffects, type SideEffect, type Verdict, verify } from '../task/sending/verify.ts';

export type SubmitStage = 'checking' | 'sending' | 'verifying' | 'verifying_lost' | 'repeating';

/** lost: no yes and no no came back. A reading may have shown the outcome since then. */
export type RequestOutcome = 'accepted' | 'rejected' | 'lost' | 'not_sent';

/** A request of an update, and its outcome. */
export interface SentRequest extends OutgoingRequest {
  readonly outcome: RequestOutcome;
  readonly error?: ServiceError;
}

/** Returns true if rate windows were to follow, and were not sent, because the request before them failed. */
export const areWindowsUnsent = (requests: readonly SentRequest[]): boolean =>
  requests.some(({ part, outcome }) => part === 'windows' && outcome === 'not_sent');

/** Part of an update that could not be written to the history, and why: the whole update, or its result only. */
export interface Unrecorded {
  readonly what: 'update' | 'result';
  readonly why: string;
}

export interface Recorded {
  /** Absent if the history has all of it, or there is none to keep, as in a demo. */
  readonly unrecorded?: Unrecorded;
}

interface Sent extends Recorded {
  /** On the task as it was read just before. */
  readonly prepared: PreparedUpdate;
  /** The requests of the update, in their order. */
  readonly requests: readonly SentRequest[];
}

export interface Verified extends Sent {
  readonly kind: 'verified';
  readonly verdicts: readonly Verdict[];
  /** Fields that were sent along unchanged and differ afterwards. */
  readonly sideEffects: readonly SideEffect[];
  readonly task: JsonObject;
  /** A response never came; what was applied was found out by reading. */
  readonly lostAnswer: boolean;
  /** Absent if SMS gave none, or the response never came. */
  readonly requestId?: string;
  /** A request was sent a second time, after a reading showed that the first one had not arrived. */
  readonly repeated: boolean;
}

/** SMS rejected the request. */
export interface Refused extends Sent {
  readonly kind: 'refused';
  readonly error: ServiceError;
}

/** The request may have been carried out, or still be: reading didn't tell. */
export interface Unknown extends Sent {
  readonly kind: 'unknown';
  readonly error: ServiceError;
  /** True if the last reading showed everything exactly as it was before. */
  readonly untouched: boolean;
  /** The request was sent a second time, after a reading showed that the first one had not arrived. */
  readonly repeated?: true;
}

export type PartResult = Verified | Refused | Unknown;

/** One request of an update, with what it needs. */
export interface Attempt {
  readonly client: SmsClient;
  readonly taskId: string;
  readonly part: Part;
  /** The edits of the part as they were agreed to. */
  readonly draft: Draft;
  /** The edits of the part on the task as it was read just before. */
  readonly prepared: PreparedUpdate;
  /** Returns the path in `draft` of a path in `prepared`. */
  readonly agreedPath: (path: string) => string;
  readonly onStage: ((stage: SubmitStage) => void) | undefined;
  /** Called with each reading of the task. */
  readonly onReading: ((task: JsonObject) => void) | undefined;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Ends everything. */
  readonly signal: AbortSignal | undefined;
  /** Keeps anything from being sent, or sent again. */
  readonly stop: AbortSignal | undefined;
}

/** Pauses before each further reading, in ms; after the last one a field that differs counts as not applied. */
const VERIFY_DELAYS_MS = [500, 1500];

export const pauseFor = (ms: number, signal?: AbortSignal): Promise<void> =>
  pause(ms, undefined, signal ? { signal } : {});

/** Sends a part of an update and verifies it. Throws the signal's reason. */
export async function sendAndVerify(attempt: Attempt): Promise<PartResult> {
  const first = await tryOnce(attempt);
  if (first.kind !== 'unknown' || !first.untouched || attempt.stop?.aborted) return first;
  attempt.onStage?.('repeating');
  const second = await tryOnce(attempt);
  if (second.kind === 'verified') return { ...second, repeated: true };
  // A rejected repetition doesn't tell whether the first update was applied; it may still run. A throttled one changed
  // nothing.
  if (second.kind === 'refused')
    return { ...second, kind: 'unknown', untouched: isThrottled(second.error), repeated: true };
  return { ...second, repeated: true };
}

async function tryOnce(attempt: Attempt): Promise<PartResult> {
  const { taskId, prepared, onStage, signal } = attempt;
  const [request] = requestsOf(prepared.draft, taskId);
  const answer = request && (await send(attempt, request));
  const failed = answer instanceof ServiceError ? answer : undefined;
  signal?.throwIfAborted();
  const isLost = failed !== undefined && mayHaveApplied(failed);
  const outcome = isLost ? 'lost' : failed ? 'rejected' : 'accepted';
  const requests = request ? [{ ...request, outcome, ...(failed && { error: failed }) } as const] : [];
  if (failed && !isLost) return { kind: 'refused', error: failed, prepared, requests };
  onStage?.(failed ? 'verifying_lost' : 'verifying');
  const result = await verifyUpdate(attempt, requests, failed);
  return result.kind === 'verified' && typeof answer === 'string' ? { ...result, requestId: answer } : result;
}

/** Sends a request, and returns its request ID or its error. */
async function send(
  { client, taskId, prepared, signal }: Attempt,
  { part, body }: OutgoingRequest,
): Promise<ServiceError | string | undefined> {
  try {
    if (part === 'task') return await client.updateTask(taskId, body, signal);
    return await client.setRateWindows(taskId, prepared.request.windows ?? [], signal);
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/** True if SMS may have carried a change out although no yes came back. A redirect never reached it. */
export function mayHaveApplied({ kind, status }: ServiceError): boolean {
  if (status !== undefined && status >= 300 && status < 400) return false;
  return kind === 'no_answer' || kind === 'bad_answer' || (status ?? 0) >= 500;
}

async function verifyUpdate(
  attempt: Attempt,
  requests: readonly SentRequest[],
  lost: ServiceError | undefined,
): Promise<Verified | Unknown> {
  const { prepared } = attempt;
  const last = await readBack(attempt);
  if (last instanceof ServiceError)
    return { kind: 'unknown', error: lost ?? last, prepared, requests, untouched: false };
  const sideEffects = findSideEffects(prepared.draft, last.task);
  const verified: Verified = {
    kind: 'verified',
    ...last,
    sideEffects,
    prepared,
    requests,
    lostAnswer: lost !== undefined,
    repeated: false,
  };
  if (!lost) return verified;
  // Without a response, only a field that was really sent and applied proves that the update arrived.
  const sent = verify(prepared.draft, last.task);
  if (sent.some(({ outcome }) => outcome === 'applied')) return verified;
  const { conflicts, moved } = prepareUpdate(prepared.draft, last.task);
  const untouched = hasMissed(sent) && conflicts.length === 0 && moved.length === 0;
  return { kind: 'unknown', error: lost, prepared, requests, untouched };
}

interface ReadBack {
  readonly task: JsonObject;
  readonly verdicts: readonly Verdict[];
}

/** Reads until all changes are there. The last reading counts: an earlier one may precede the change. */
async function readBack(attempt: Attempt): Promise<ReadBack | ServiceError> {
  let last = await readVerdicts(attempt);
  for (const ms of VERIFY_DELAYS_MS) {
    if (!(last instanceof ServiceError) && !hasMissed(last.verdicts)) break;
    await attempt.wait(ms, attempt.signal);
    last = await readVerdicts(attempt);
  }
  return last;
}

async function readVerdicts(attempt: Attempt): Promise<ReadBack | ServiceError> {
  try {
    const task = await readPart(attempt);
    return { task, verdicts: verdictsOf(attempt, task) };
  } catch (error) {
    attempt.signal?.throwIfAborted();
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/**
 * Returns the verdict of each change that was agreed to. What was sent is judged by the reading just before it, which
 * knows what others changed; the rest was there already.
 */
function verdictsOf({ draft, prepared, agreedPath }: Attempt, task: JsonObject): Verdict[] {
  const sent = new Map(
    verify(prepared.draft, task).map((verdict) => [agreedPath(verdict.change.path), verdict]),
  );
  return verify(draft, task).map((verdict) => {
    const { outcome, now } = sent.get(verdict.change.path) ?? verdict;
    return { ...verdict, outcome, now };
  });
}

/** Reads what a part changes; the other part stays as it was read before. */
async function readPart(attempt: Attempt): Promise<JsonObject> {
  const { client, taskId, part, prepared, signal, onReading } = attempt;
  const { base } = prepared.draft;
  if (part === 'windows') return withWindows(base, await client.getRateWindows(taskId, signal));
  const task = await client.getTask(taskId, signal);
  onReading?.(task);
  return keepWindows(task, base);
}

const hasMissed = (verdicts: readonly Verdict[]): boolean =>
  verdicts.some(({ outcome }) => outcome === 'not_applied');
