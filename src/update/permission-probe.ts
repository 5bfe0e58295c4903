/** Tests permissions to change without changing anything: SMS denies a call before it looks for the task (assumed). */
import type { SmsClient } from '../api/client.ts';
import { ServiceError } from '../api/service-error.ts';

/** An ID that no task has: changing it changes nothing, but fails with 403 without the permission. */
const NO_TASK = '00000000-0000-0000-0000-000000000000';

/** The calls that change a task, each on a task that doesn't exist. */
const PROBES = {
  update: (client: SmsClient, signal?: AbortSignal) => client.updateTask(NO_TASK, {}, signal),
  action: (client: SmsClient, signal?: AbortSignal) => client.actOnTask(NO_TASK, 'stop', signal),
} as const;

export type ProbedCall = keyof typeof PROBES;

/** Returns SMS's answer to a call on a task that doesn't exist; undefined if it accepted it. Throws what is a bug. */
export async function probe(
  client: SmsClient,
  call: ProbedCall,
  signal?: AbortSignal,
): Promise<ServiceError | undefined> {
  try {
    await PROBES[call](client, signal);
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/** True if the account is known but not permitted. */
export const isForbidden = ({ status, code }: ServiceError): boolean => status === 403 || code === 'SMS.0204';
