/**
 * Submitting a draft: read the task again and compare, send once, read again and judge each field. The same
 * for the screen and for scripts.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { SmsClient } from '../api/client.ts';
import type { ServiceError } from '../api/errors.ts';
import { isHeldBack } from '../api/gate.ts';
import type { JsonObject } from '../json/json.ts';
import { changesOf, type Draft } from '../task/draft.ts';
import { movedPaths, type Rebased, rebase } from '../task/rebase.ts';
import { updateRequest } from '../task/request.ts';
import { type Verdict, verdictsOf } from '../task/verify.ts';

export type SubmitStage = 'checking' | 'sending' | 'verifying' | 'verifying_lost' | 'repeating';

export type Submitted =
  /** Others changed the task: nothing was sent. `rebased` holds the edits on the newer task. */
  | { readonly kind: 'meanwhile'; readonly rebased: Rebased; readonly task: JsonObject }
  | {
      readonly kind: 'verified';
      readonly verdicts: readonly Verdict[];
      readonly task: JsonObject;
      /** The answer to the PUT never came; what took was found out by reading the task. */
      readonly lostAnswer: boolean;
      /** The PUT was sent a second time, after a reading showed that the first one had not arrived. */
      readonly repeated: boolean;
    }
  /** Something failed before the PUT. */
  | { readonly kind: 'not_sent'; readonly error: ServiceError }
  /** The service said no to the PUT. */
  | { readonly kind: 'refused'; readonly error: ServiceError }
  /** The PUT may have been carried out, or still be: reading the task did not settle it. */
  | {
      readonly kind: 'unknown';
      readonly error: ServiceError;
      /** True where the last reading showed the task exactly as it was before the PUT. */
      readonly untouched: boolean;
      /** The PUT was sent a second time, after a reading showed that the first one had not arrived. */
      readonly repeated?: true;
    };

export interface SubmitOptions {
  readonly onStage?: (stage: SubmitStage) => void;
  /** Go on where the task changed, but not in what the draft edits. */
  readonly acceptMoved?: boolean;
  readonly signal?: AbortSignal;
  /** What was sent before the signal is still verified, though not repeated. */
  readonly finishes?: boolean;
  /** The task as it was read just now, in place of one more reading. */
  readonly reading?: JsonObject;
  /** Waits while requests are held back; true where that took time, and the task has to be read again. */
  readonly held?: (signal?: AbortSignal) => Promise<boolean>;
  /** How a slow service is waited for. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Notes the update before it goes out, and what became of it. */
  readonly journal?: Journal;
}

export interface Journal {
  intent(draft: Draft): void;
  outcome(result: string, verdicts: readonly Verdict[]): void;
}

/** A slow service gets these pauses, in ms, before a field counts as one that did not take. */
const PATIENCE = [0, 500, 1500];

/** Submits a draft. With an aborted signal nothing is sent any more; throws the signal's reason then. */
export async function submit(
  client: SmsClient,
  taskId: string,
  draft: Draft,
  options: SubmitOptions = {},
): Promise<Submitted> {
  const { onStage, acceptMoved = false, signal, finishes, reading, held, wait = pauseFor } = options;
  onStage?.('checking');
  let checked: Draft;
  try {
    let task = reading ?? (await client.getTask(taskId, signal));
    while (await held?.(signal)) task = await client.getTask(taskId, signal);
    const rebased = rebase(draft, task);
    const clash = rebased.conflicts.length > 0 || (rebased.moved.length > 0 && !acceptMoved);
    if (clash) return { kind: 'meanwhile', rebased, task };
    checked = rebased.draft;
  } catch (error) {
    signal?.throwIfAborted();
    return { kind: 'not_sent', error: error as ServiceError };
  }
  signal?.throwIfAborted();
  // What others brought about meanwhile is nothing to write down, and nothing to undo.
  const journal = changesOf(checked).length > 0 ? options.journal : undefined;
  journal?.intent(checked);
  onStage?.('sending');
  const ends = finishes ? undefined : signal;
  const ended = await sendAndVerify({
    client,
    taskId,
    draft,
    checked,
    onStage,
    wait,
    signal: ends,
    stop: signal,
  });
  journal?.outcome(resultOf(ended), ended.kind === 'verified' ? ended.verdicts : []);
  return ended;
}

const resultOf = (ended: Submitted): string => (ended.kind === 'verified' ? 'verified' : ended.kind);

interface Attempt {
  readonly client: SmsClient;
  readonly taskId: string;
  readonly draft: Draft;
  /** The draft on the task as it was read just before. */
  readonly checked: Draft;
  readonly onStage: ((stage: SubmitStage) => void) | undefined;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Ends everything. */
  readonly signal: AbortSignal | undefined;
  /** Keeps anything from being sent again. */
  readonly stop: AbortSignal | undefined;
}

const pauseFor = (ms: number, signal?: AbortSignal): Promise<void> =>
  pause(ms, undefined, signal ? { signal } : {});

/**
 * Sends, and reads what took. An update whose answer was lost is sent once more, and only when the reading shows
 * that nothing took and nobody changed the task since.
 */
async function sendAndVerify(attempt: Attempt): Promise<Submitted> {
  const first = await tryOnce(attempt);
  if (first.kind !== 'unknown' || !first.untouched || attempt.stop?.aborted) return first;
  attempt.onStage?.('repeating');
  const second = await tryOnce(attempt);
  if (second.kind === 'verified') return { ...second, repeated: true };
  // The second no says nothing about the first update, which may still be under way. Held back, it changed nothing.
  if (second.kind === 'refused') {
    return { kind: 'unknown', error: second.error, untouched: isHeldBack(second.error), repeated: true };
  }
  return second.kind === 'unknown' ? { ...second, repeated: true } : second;
}

async function tryOnce(attempt: Attempt): Promise<Submitted> {
  const { client, taskId, checked, onStage, signal } = attempt;
  const failed = await send(client, taskId, checked, signal);
  signal?.throwIfAborted();
  if (failed && !isOpen(failed)) return { kind: 'refused', error: failed };
  onStage?.(failed ? 'verifying_lost' : 'verifying');
  return verify(attempt, failed);
}

async function send(
  client: SmsClient,
  taskId: string,
  draft: Draft,
  signal?: AbortSignal,
): Promise<ServiceError | undefined> {
  const { body } = updateRequest(draft);
  if (Object.keys(body).length === 0) return undefined;
  try {
    await client.updateTask(taskId, body, signal);
    return undefined;
  } catch (error) {
    return error as ServiceError;
  }
}

/** True where the service may have carried the update out although no yes came back. */
function isOpen({ kind, status }: ServiceError): boolean {
  return kind === 'no_answer' || kind === 'bad_answer' || (status ?? 0) >= 500;
}

async function verify(
  { client, taskId, draft, checked, wait, signal }: Attempt,
  lost: ServiceError | undefined,
): Promise<Submitted> {
  let last: { task: JsonObject; verdicts: Verdict[] } | undefined;
  let unread: ServiceError | undefined;
  for (const ms of PATIENCE) {
    if (ms > 0) await wait(ms, signal);
    try {
      const task = await client.getTask(taskId, signal);
      last = { task, verdicts: verdictsOf(draft, task) };
      unread = undefined;
      if (!last.verdicts.some(({ outcome }) => outcome === 'did_not_take')) break;
    } catch (error) {
      signal?.throwIfAborted();
      unread = error as ServiceError;
    }
  }
  const missed = last?.verdicts.some(({ outcome }) => outcome === 'did_not_take') ?? true;
  // A no needs the last reading: an early one may only have come too soon.
  if (!last || (unread && missed)) {
    return { kind: 'unknown', error: lost ?? (unread as ServiceError), untouched: false };
  }
  if (!lost) return { kind: 'verified', ...last, lostAnswer: false, repeated: false };
  // Without an answer, only a field that was really sent and took proves that the update arrived.
  const sent = verdictsOf(checked, last.task);
  if (sent.some(({ outcome }) => outcome === 'took'))
    return { kind: 'verified', ...last, lostAnswer: true, repeated: false };
  const told = sent.some(({ outcome }) => outcome === 'did_not_take');
  const untouched = told && movedPaths(checked.base, last.task).length === 0;
  return { kind: 'unknown', error: lost, untouched };
}
