/** Compares readings of a running task, for `watch`: state, step, rate, time left, error. */
import { type Json, type JsonObject, stringifyJson } from '../json/json.ts';
import { stateOf } from './pausing.ts';
import { failureDocument, failureOf } from './task-failure.ts';
import { summarizeTask } from './task-summary.ts';

/** A document of `watch`: figures as SMS returned them. Its keys are a contract. */
export function motionDocument(task: JsonObject): JsonObject {
  const { progress } = summarizeTask(task);
  const failure = failureOf(task);
  const orNull = (value: Json | undefined): Json => value ?? null;
  return {
    task_id: orNull(task.id),
    state: orNull(task.state),
    step: progress?.name ?? null,
    step_number: progress?.at ?? null,
    steps: progress?.of ?? null,
    percent: progress?.percent ?? null,
    migrate_speed: orNull(task.migrate_speed),
    remain_seconds: orNull(task.remain_seconds),
    speed_limit: orNull(task.speed_limit),
    network_check_info: orNull(task.network_check_info),
    error_json: orNull(task.error_json),
    failure: failure ? failureDocument(failure) : null,
  };
}

/** Returns true if two readings of a task differ in nothing that `watch` shows. */
export const isSameMotion = (a: JsonObject, b: JsonObject): boolean =>
  stringifyJson(motionDocument(a)) === stringifyJson(motionDocument(b));

/** States that a task leaves only by an action. */
const FINAL: Readonly<Record<string, 'success' | 'failure'>> = {
  MIGRATE_SUCCESS: 'success',
  SYNC_SUCCESS: 'success',
  MIGRATE_FAIL: 'failure',
  SYNC_FAIL: 'failure',
};

export type WatchEnd = 'reached' | 'missed' | 'success' | 'failure';

/** Judges if there is anything more to watch for. Without `until`, a migration is watched to its end. */
export function endOfWatch(task: JsonObject, until: string | undefined): WatchEnd | undefined {
  const state = stateOf(task);
  if (state === until) return 'reached';
  const end = FINAL[state];
  return end && until !== undefined ? 'missed' : end;
}

/** Pauses between two readings, in ms. */
const MIN_PAUSE_MS = 2000;
const MAX_PAUSE_MS = 30_000;

/** Returns the pause before the next reading, in ms: longer and longer while nothing changes. */
export const nextPauseMs = (last: number, isChanged: boolean): number =>
  isChanged ? MIN_PAUSE_MS : Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, last * 1.5));
