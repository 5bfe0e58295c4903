/** Values of a task that only its source server has. Source: docs/api-notes.md#read-a-source-server. */
import { isObject, type JsonObject } from '../../json/json.ts';

/** The fields that the current task of a source server has, and that reading the task does not document. */
const FROM_SOURCE: ReadonlySet<string> = new Set(['exist_server', 'use_public_ip']);

/** A task as it was read, and its source server if it could be read. */
interface Known {
  readonly base: JsonObject;
  readonly source?: JsonObject;
}

/** Returns true for a field that the task doesn't return and its source server has. */
export const isOnlyInSource = (base: JsonObject, name: string): boolean =>
  FROM_SOURCE.has(name) && typeof base[name] !== 'boolean';

/**
 * Returns the value that the source server has of a field, if the task doesn't return it. Undefined if the current task
 * of the source server is another one.
 */
export function valueFromSource(
  { base, source }: Known,
  keys: readonly (string | number)[],
): boolean | undefined {
  const [name] = keys;
  const task = source?.current_task;
  if (keys.length !== 1 || typeof name !== 'string' || base[name] !== undefined) return undefined;
  if (!isOnlyInSource(base, name) || !isObject(task) || task.id !== base.id) return undefined;
  const value = task[name];
  return typeof value === 'boolean' ? value : undefined;
}
