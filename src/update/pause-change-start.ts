/**
 * Changes a running task: pauses it, submits the update, and starts it again. Each step is in the journal before its
 * request leaves. Explained in docs/pause-change-start.md.
 */

import type { SmsClient } from '../api/client.ts';
import { ServiceError } from '../api/service-error.ts';
import type { JsonObject } from '../json/json.ts';
import type { Draft } from '../task/edits/draft.ts';
import { systemReason } from '../task/errors.ts';
import { canPauseForUpdate, isPausedTask, isRunningTask, type Possibility } from '../task/pausing.ts';
import { findingsOf } from '../task/rules/rules.ts';
import { isEmpty, newFindings, prepareUpdate } from '../task/sending/prepare.ts';
import type { PauseJournal } from './pause-journal.ts';
import { isForbidden, probe } from './permission-probe.ts';
import { type SubmitOptions, type SubmitResult, type SubmitStage, submit } from './submit.ts';
import {
  type ActionOptions,
  type StartOutcome,
  type StopOutcome,
  startTask,
  stopTask,
} from './task-action.ts';
import { summarizeVerdicts } from './update-report.ts';

export type MoveStage = SubmitStage | 'pausing' | 'starting';

export interface MoveOptions extends ActionOptions {
  readonly pauses: PauseJournal;
  readonly onStage?: (stage: MoveStage) => void;
  /** Called when the task may be paused by this run, and when it isn't any more. */
  readonly onPaused?: (mayBePaused: boolean) => void;
  readonly submit?: SubmitOptions;
  /** Submits the draft in place of `submit`. */
  readonly submitWith?: (options: SubmitOptions) => Promise<SubmitResult>;
  /** Once it is aborted no update is sent any more, but a task that is paused already is started again. */
  readonly cancel?: AbortSignal;
  /** False if an earlier call for another task showed that the permissions are there. */
  readonly probes?: boolean;
}

/** Why nothing was paused, and nothing sent. */
export type NotPaused =
  | { readonly kind: 'blocked' | 'offline'; readonly task: JsonObject }
  /** The task couldn't be read, or a permission is missing. */
  | { readonly kind: 'unreadable' | 'denied'; readonly error: ServiceError }
  /** The journal can't be written. */
  | { readonly kind: 'unjournaled'; readonly why: string };

/** elsewhere: somebody else started the task while it was paused. */
export type MoveStart = StartOutcome | { readonly kind: 'elsewhere'; readonly task: JsonObject };

/** Why a paused task is not started again. unsure: SMS accepted no stop of this run; it may be somebody else's pause. */
export type LeftPaused = 'unsure' | 'half_applied' | 'unknown_update';

export interface MoveResult {
  /** Undefined if no pause was needed, or a conflict was found before it. */
  readonly pause?: NotPaused | StopOutcome;
  /** Undefined if the update was not tried. */
  readonly update?: SubmitResult;
  /** Undefined if no start was tried. */
  readonly start?: MoveStart;
  readonly left?: LeftPaused;
}

/** Returns why a task has to stay paused after an update; undefined if it may be started. */
export function reasonToStayPaused(update: SubmitResult): LeftPaused | undefined {
  if (update.kind === 'unknown') return 'unknown_update';
  if (update.kind === 'half') return update.why === 'unknown' ? 'unknown_update' : 'half_applied';
  if (update.kind !== 'verified') return undefined;
  const isHalf = summarizeVerdicts(update.verdicts) === 'partly_applied' || update.sideEffects.length > 0;
  return isHalf ? 'half_applied' : undefined;
}

/** Pauses, changes and starts a task. Throws what `submit` throws; the pause stays open in the journal then. */
export async function pauseChangeStart(
  client: SmsClient,
  taskId: string,
  draft: Draft,
  options: MoveOptions,
): Promise<MoveResult> {
  const { pauses, signal, onStage, onPaused } = options;
  let isStartedElsewhere = false;
  const onReading = (task: JsonObject) => {
    isStartedElsewhere ||= isRunningTask(task);
  };
  const update = (reading: JsonObject) => {
    const how = { ...options.submit, ...(onStage && { onStage }), onReading, reading };
    return options.submitWith?.(how) ?? submit(client, taskId, draft, how);
  };

  onStage?.('checking');
  const task = await readTask(client, taskId, signal);
  if (task instanceof ServiceError) return { pause: { kind: 'unreadable', error: task } };
  const before = beforePause(draft, task);
  if (before === 'update') return { update: await update(task) };
  if (before) return before;
  const denied = options.probes === false ? undefined : await findDenied(client, signal);
  if (denied) return { pause: { kind: 'denied', error: denied } };
  options.cancel?.throwIfAborted();
  const why = openJournal(pauses, task);
  if (why !== undefined) return { pause: { kind: 'unjournaled', why } };

  onPaused?.(true);
  onStage?.('pausing');
  const pause = await stopTask(client, taskId, options);
  if (pause.kind === 'rejected' || pause.kind === 'ended') {
    pauses.end('not_paused');
    onPaused?.(false);
  }
  if (pause.kind !== 'paused') return { pause };
  if (pause.owned) pauses.step('paused');

  isStartedElsewhere = false;
  const updated = await unlessCanceled(options.cancel, () => update(pause.task));
  const left = pause.owned ? updated && reasonToStayPaused(updated) : 'unsure';
  if (left) return { pause, ...resultWith(updated), left };
  const start = await startAgain(client, taskId, options, isStartedElsewhere);
  if (start.kind === 'started') pauses.end('started');
  if (start.kind === 'elsewhere') pauses.end('not_paused');
  if (start.kind === 'started' || start.kind === 'elsewhere') onPaused?.(false);
  return { pause, ...resultWith(updated), start };
}

const resultWith = (update: SubmitResult | undefined): MoveResult => (update ? { update } : {});

/** Returns undefined in place of an update that was not sent because of the signal. */
async function unlessCanceled(
  cancel: AbortSignal | undefined,
  update: () => Promise<SubmitResult>,
): Promise<SubmitResult | undefined> {
  if (cancel?.aborted) return undefined;
  try {
    return await update();
  } catch (error) {
    if (cancel?.aborted && error === cancel.reason) return undefined;
    throw error;
  }
}

/** Decides by a reading: undefined to pause, `update` to submit without a pause, or the result that ends it. */
function beforePause(draft: Draft, task: JsonObject): MoveResult | 'update' | undefined {
  const prepared = prepareUpdate(draft, task);
  const findings = newFindings(prepared, findingsOf(draft));
  if (prepared.conflicts.length > 0 || findings.length > 0)
    return { update: { kind: 'conflict', prepared, findings } };
  const need: Possibility = isEmpty(prepared) ? 'needless' : canPauseForUpdate(task);
  if (need === 'possible') return undefined;
  return need === 'needless' ? 'update' : { pause: { kind: need, task } };
}

async function readTask(
  client: SmsClient,
  taskId: string,
  signal: AbortSignal | undefined,
): Promise<JsonObject | ServiceError> {
  try {
    return await client.getTask(taskId, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/** Returns the error of a permission that is missing. Other errors say nothing about permissions. */
async function findDenied(
  client: SmsClient,
  signal: AbortSignal | undefined,
): Promise<ServiceError | undefined> {
  for (const call of ['update', 'action'] as const) {
    const error = await probe(client, call, signal);
    if (error && isForbidden(error)) return error;
  }
  return undefined;
}

/** Opens the journal. Returns the reason if it can't be written. */
export function openJournal(pauses: PauseJournal, task: JsonObject): string | undefined {
  try {
    pauses.open(task);
    return undefined;
  } catch (error) {
    return systemReason(error);
  }
}

/** Starts a task that this run paused, if it is still paused. If it ran meanwhile, a later pause is somebody else's. */
async function startAgain(
  client: SmsClient,
  taskId: string,
  options: MoveOptions,
  isStartedElsewhere: boolean,
): Promise<MoveStart> {
  const task = await readTask(client, taskId, options.signal);
  if (task instanceof ServiceError) return { kind: 'unknown', error: task };
  if (isStartedElsewhere || !isPausedTask(task)) return { kind: 'elsewhere', task };
  options.onStage?.('starting');
  options.pauses.step('start');
  return startTask(client, task, options);
}
