/**
 * Reads a task, and its rate windows if edits concern them: they come by a call of their own, which an account may lack.
 * Explained in docs/rate-windows.md#reading.
 */
import type { SmsClient } from '../api/client.ts';
import { ServiceError } from '../api/service-error.ts';
import type { JsonObject } from '../json/json.ts';
import {
  hasWindows,
  unreadReason,
  type WindowsNeed,
  withUnreadWindows,
  withWindows,
} from '../task/rate-windows.ts';

/**
 * Reads a task, then its windows: a call that fails is not made twice. Throws ServiceError: of the windows only if they are
 * needed.
 */
export async function readTask(
  client: SmsClient,
  taskId: string,
  need: WindowsNeed,
  signal?: AbortSignal,
): Promise<JsonObject> {
  return addWindows(client, await client.getTask(taskId, signal), need, signal);
}

/** Reads the windows of a task that was read without them. Throws as `readTask`. */
export async function addWindows(
  client: SmsClient,
  task: JsonObject,
  need: WindowsNeed,
  signal?: AbortSignal,
): Promise<JsonObject> {
  if (need === 'never' || hasWindows(task)) return task;
  if (need === 'helpful' && unreadReason(task) !== undefined) return task;
  const windows = await client.getRateWindows(String(task.id), signal).catch(failureOf);
  signal?.throwIfAborted();
  return joined(task, windows, need);
}

type Windows = Awaited<ReturnType<SmsClient['getRateWindows']>>;

/** Returns a failed call as a value. Throws other errors. */
function failureOf(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  throw error;
}

function joined(task: JsonObject, windows: Windows | ServiceError, need: WindowsNeed): JsonObject {
  if (!(windows instanceof ServiceError)) return withWindows(task, windows);
  if (need === 'needed') throw windows;
  return withUnreadWindows(task, windows.meaning ?? windows.message);
}
