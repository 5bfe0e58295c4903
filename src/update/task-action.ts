/**
 * Pauses or starts a task: sends the action once, and reads its outcome from the state. Explained in
 * docs/pause-change-start.md#an-action-is-sent-once.
 */
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { SmsClient, TaskOperation } from '../api/client.ts';
import { ServiceError } from '../api/service-error.ts';
import { isThrottled, throttleDelayMs } from '../api/throttle-gate.ts';
import type { JsonObject } from '../json/json.ts';
import { isPausedTask, isPausing, isRunningTask, stateOf } from '../task/pausing.ts';
import { mayHaveApplied } from './submit.ts';

export interface ActionOptions {
  /** Time to wait for the state, in ms. */
  readonly waitMs: number;
  readonly signal?: AbortSignal;
  /** Called with each reading while the state is waited for. */
  readonly onReading?: (task: JsonObject) => void;
  /** True while a throttled action may be sent again, besides the usual repetitions: a run waits longer than a command. */
  readonly canStillWait?: () => boolean;
  /** Waits, in ms; for tests. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export type StopOutcome =
  /** `owned`: SMS accepted our stop. False if its response was lost: somebody else may have paused the task. */
  | { readonly kind: 'paused'; readonly task: JsonObject; readonly owned: boolean }
  /** SMS didn't do it. */
  | { readonly kind: 'rejected'; readonly error: ServiceError }
  /** The task ended or failed before it paused, or somebody else started it. */
  | { readonly kind: 'ended'; readonly task: JsonObject }
  /** The task may still pause. */
  | {
      readonly kind: 'unknown';
      readonly error?: ServiceError | undefined;
      readonly task?: JsonObject | undefined;
    };

export type StartOutcome =
  | { readonly kind: 'started'; readonly task: JsonObject }
  | { readonly kind: 'rejected'; readonly error: ServiceError }
  /** The task may still start. */
  | {
      readonly kind: 'unknown';
      readonly error?: ServiceError | undefined;
      readonly task?: JsonObject | undefined;
    };

/** Time in which a lost `stop` shows in the state, in ms. An assumption: no document says how long it takes. */
const LOST_WAIT_MS = 15_000;

/** Sends `stop` once, and waits until the task is paused. Throws the signal's reason. */
export async function stopTask(
  client: SmsClient,
  taskId: string,
  options: ActionOptions,
): Promise<StopOutcome> {
  const sent = await sendAction(client, taskId, 'stop', options);
  if (sent.kind === 'rejected') return sent;
  const isLost = sent.kind === 'lost';
  const waitMs = isLost ? Math.min(options.waitMs, LOST_WAIT_MS) : options.waitMs;
  let wasPausing = false;
  const isDone = (task: JsonObject) => {
    // Somebody else started it: a later pause is theirs.
    if (isRunningTask(task)) return wasPausing;
    wasPausing ||= isPausing(task);
    return stateOf(task) !== 'ABORTING';
  };
  // A stop that shows in the state has arrived: it gets all the time that it takes.
  const extendsWait = (task: JsonObject) => isLost && isPausing(task);
  const { task, error, done } = await waitForState(
    client,
    taskId,
    isDone,
    { ...options, waitMs },
    extendsWait,
  );
  if (!done || !task) return { kind: 'unknown', error: sent.error ?? error, task };
  return isPausedTask(task) ? { kind: 'paused', task, owned: !isLost } : { kind: 'ended', task };
}

/** Sends `start` once for a task as it was `read`, and waits until it runs. Throws the signal's reason. */
export async function startTask(
  client: SmsClient,
  read: JsonObject,
  options: ActionOptions,
): Promise<StartOutcome> {
  const taskId = String(read.id);
  const sent = await sendAction(client, taskId, 'start', options);
  if (sent.kind === 'rejected') return sent;
  // A short rest of a migration may be over at the first reading.
  const isDone = (task: JsonObject) => stateOf(task) !== stateOf(read) && stateOf(task) !== 'ABORTING';
  const { task, error, done } = await waitForState(client, taskId, isDone, options);
  return done && task ? { kind: 'started', task } : { kind: 'unknown', error: sent.error ?? error, task };
}

type Sent =
  | { readonly kind: 'accepted'; readonly error?: undefined }
  | { readonly kind: 'lost'; readonly error: ServiceError }
  | { readonly kind: 'rejected'; readonly error: ServiceError };

/** Repetitions of a throttled action, which did nothing. */
const MAX_THROTTLED = 2;

/** True if SMS throttled the action, whatever its body says. A 503 may come from behind it, and proves nothing. */
const isHeldBack = (error: ServiceError): boolean => isThrottled(error) && (error.status ?? 0) < 500;

async function sendAction(
  client: SmsClient,
  taskId: string,
  operation: TaskOperation,
  { signal, canStillWait, sleep = defaultSleep }: ActionOptions,
): Promise<Sent> {
  for (let throttled = 0; ; throttled++) {
    try {
      await client.actOnTask(taskId, operation, signal);
      return { kind: 'accepted' };
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ServiceError)) throw error;
      if (!isHeldBack(error)) return { kind: mayHaveApplied(error) ? 'lost' : 'rejected', error };
      if (throttled >= MAX_THROTTLED && !canStillWait?.()) return { kind: 'rejected', error };
      await sleep(throttleDelayMs(error, Math.random), signal);
    }
  }
}

/** Pauses between two readings, in ms; the last one repeats. */
const READ_DELAYS_MS = [200, 500, 1000, 2000, 3000, 5000, 10_000];

const defaultSleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  sleepFor(ms, undefined, signal ? { signal } : {});

interface Waited {
  /** The last reading. */
  readonly task?: JsonObject;
  /** The error of the last reading, if it failed. */
  readonly error?: ServiceError;
  readonly done: boolean;
}

/**
 * Reads a task until it is done or the time is over. A failed reading is read again, unless the account is rejected.
 * `extendsWait` may restart the time, once.
 */
async function waitForState(
  client: SmsClient,
  taskId: string,
  isDone: (task: JsonObject) => boolean,
  { waitMs, signal, onReading, sleep = defaultSleep }: ActionOptions,
  extendsWait: (task: JsonObject) => boolean = () => false,
): Promise<Waited> {
  let [left, task, isExtended] = [waitMs, undefined as JsonObject | undefined, false];
  for (let reads = 0; ; reads++) {
    let error: ServiceError | undefined;
    const from = Date.now();
    try {
      task = await client.getTask(taskId, signal);
      onReading?.(task);
      if (isDone(task)) return { task, done: true };
    } catch (thrown) {
      signal?.throwIfAborted();
      if (!(thrown instanceof ServiceError)) throw thrown;
      error = thrown;
    }
    if (task && !error && !isExtended && extendsWait(task)) [left, isExtended] = [waitMs, true];
    left -= Date.now() - from;
    const rejected = error?.kind === 'auth';
    if (left <= 0 || rejected) return { ...(task && { task }), ...(error && { error }), done: false };
    const delay = Math.min(left, READ_DELAYS_MS[Math.min(reads, READ_DELAYS_MS.length - 1)] as number);
    await sleep(delay, signal);
    left -= delay;
  }
}
