/**
 * Submitting a draft: read the task again and compare, send once, read again and judge each field. The same
 * for the screen and for scripts.
 */
import type { SmsClient } from '../api/client.ts';
import type { ServiceError } from '../api/errors.ts';
import type { JsonObject } from '../json/json.ts';
import type { Draft } from '../task/draft.ts';
import { type Rebased, rebase } from '../task/rebase.ts';
import { updateRequest } from '../task/request.ts';
import { type Verdict, verdictsOf } from '../task/verify.ts';

export type SubmitStage = 'checking' | 'sending' | 'verifying';

export type Submitted =
  /** Others changed the task: nothing was sent. `rebased` holds the edits on the newer task. */
  | { readonly kind: 'meanwhile'; readonly rebased: Rebased; readonly task: JsonObject }
  | {
      readonly kind: 'verified';
      readonly draft: Draft;
      readonly verdicts: readonly Verdict[];
      readonly task: JsonObject;
      /** The answer to the PUT never came; what took was found out by reading the task. */
      readonly lostAnswer: boolean;
    }
  | { readonly kind: 'failed'; readonly error: ServiceError }
  /** The PUT may have been carried out, and the task could not be read afterwards. */
  | { readonly kind: 'unknown'; readonly error: ServiceError };

export interface SubmitOptions {
  readonly onStage?: (stage: SubmitStage) => void;
  /** Go on where the task changed, but not in what the draft edits. */
  readonly acceptMoved?: boolean;
  readonly signal?: AbortSignal;
}

/** A slow service gets these pauses, in ms, before a field counts as one that did not take. */
const PATIENCE = [0, 500, 1500];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function submit(
  client: SmsClient,
  taskId: string,
  draft: Draft,
  { onStage, acceptMoved = false, signal }: SubmitOptions = {},
): Promise<Submitted> {
  onStage?.('checking');
  let checked: Draft;
  try {
    const task = await client.getTask(taskId, signal);
    const rebased = rebase(draft, task);
    const clash = rebased.conflicts.length > 0 || (rebased.moved.length > 0 && !acceptMoved);
    if (clash) return { kind: 'meanwhile', rebased, task };
    checked = rebased.draft;
  } catch (error) {
    return { kind: 'failed', error: error as ServiceError };
  }
  onStage?.('sending');
  const refused = await send(client, taskId, checked);
  if (refused && !isOpen(refused)) return { kind: 'failed', error: refused };
  onStage?.('verifying');
  return verify(client, taskId, draft, refused);
}

async function send(client: SmsClient, taskId: string, draft: Draft): Promise<ServiceError | undefined> {
  const { body } = updateRequest(draft);
  if (Object.keys(body).length === 0) return undefined;
  try {
    await client.updateTask(taskId, body);
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
  client: SmsClient,
  taskId: string,
  draft: Draft,
  lost: ServiceError | undefined,
): Promise<Submitted> {
  let last: { task: JsonObject; verdicts: Verdict[] } | undefined;
  let unread: ServiceError | undefined;
  for (const ms of PATIENCE) {
    await pause(ms);
    try {
      const task = await client.getTask(taskId);
      last = { task, verdicts: verdictsOf(draft, task) };
      if (!last.verdicts.some(({ outcome }) => outcome === 'did_not_take')) break;
    } catch (error) {
      unread = error as ServiceError;
    }
  }
  if (!last) return { kind: 'unknown', error: lost ?? (unread as ServiceError) };
  const took = last.verdicts.some(({ outcome }) => outcome === 'took');
  const untold = last.verdicts.every(({ outcome }) => outcome === 'not_returned');
  if (lost && untold) return { kind: 'unknown', error: lost };
  if (lost && !took) return { kind: 'failed', error: lost };
  return { kind: 'verified', draft, ...last, lostAnswer: lost !== undefined };
}
