/**
 * Rules about pausing and starting a task, by its state. Pure: the wizard and the commands ask before anything is sent.
 * Source: docs/api-notes.md#start-and-stop-a-task.
 */
import { isObject, type JsonObject } from '../json/json.ts';
import type { Draft } from './edits/draft.ts';
import { osOf } from './rules/edited-storage.ts';
import { findingsOf } from './rules/rules.ts';

/** States that `stop` accepts. SYNCING is inferred: no document says that it counts as running. */
const RUNNING: readonly string[] = ['RUNNING', 'SYNCING'];
/** States that `start` accepts. */
const STARTABLE: readonly string[] = ['READY', 'ABORT', 'MIGRATE_FAIL', 'SYNC_FAIL'];
/** States in which SMS does something else with the task. */
const CHANGING: readonly string[] = ['ABORTING', 'DELETING', 'RESETING', 'SKIPPING', 'SYNC_F_ROLLBACKING'];

/** Returns the state of a task as SMS writes it; empty if it doesn't return one. */
export const stateOf = ({ state }: JsonObject): string => (typeof state === 'string' ? state : '');
export const isRunningTask = (task: JsonObject): boolean => RUNNING.includes(stateOf(task));
export const isPausedTask = (task: JsonObject): boolean => stateOf(task) === 'ABORT';
/** True if the task is paused or about to be. */
export const isPausing = (task: JsonObject): boolean => ['ABORT', 'ABORTING'].includes(stateOf(task));

/**
 * possible: the action may be sent · needless: the task is in the wanted state already, or edits likely take effect as it
 * is · blocked: SMS rejects the action in this state · offline: it rejects it because the Agent is not connected.
 */
export type Possibility = 'possible' | 'needless' | 'blocked' | 'offline';

/** Judges if a task can be paused. Source: SMS.7714, SMS.6603 in docs/api-notes.md#error-codes. */
export function canPause(task: JsonObject): Possibility {
  if (isPausedTask(task)) return 'needless';
  if (!isRunningTask(task)) return 'blocked';
  return isOffline(task) ? 'offline' : 'possible';
}

/** Judges if a task has to be paused to be changed: `needless` where edits likely take effect without. */
export function canPauseForUpdate(task: JsonObject): Possibility {
  if (isRunningTask(task)) return canPause(task);
  return CHANGING.includes(stateOf(task)) ? 'blocked' : 'needless';
}

/** Judges if a task can be started. Source: SMS.7713, SMS.6603 in docs/api-notes.md#error-codes. */
export function canStart(task: JsonObject): Possibility {
  if (isRunningTask(task)) return 'needless';
  if (!STARTABLE.includes(stateOf(task))) return 'blocked';
  return isOffline(task) ? 'offline' : 'possible';
}

/** True if a pause may help an update: the task can be paused, and edits likely don't take effect while it runs. */
export const isPauseOffered = (draft: Draft): boolean =>
  canPauseForUpdate(draft.base) === 'possible' &&
  findingsOf(draft).some(({ rule }) => rule === 'task_state' || rule === 'address_under_way');

/** True if the source server must not be restarted during a pause. Source: docs/pause-change-start.md#sequence. */
export const isWindows = (task: JsonObject): boolean => osOf(task) === 'WINDOWS';

const isOffline = ({ connected, source_server }: JsonObject): boolean =>
  connected === false || (isObject(source_server) && source_server.connected === false);
