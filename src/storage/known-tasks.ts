/** The IDs and names of tasks that completion offers, kept for a minute: a key of the keyboard must not wait for SMS. */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { readStateFile, replaceStateFile, stateFile } from './files.ts';

const FILE = z.object({
  key: z.string(),
  time: z.number(),
  tasks: z.array(z.object({ id: z.string(), name: z.string() })),
});

export type KnownTasks = z.infer<typeof FILE>['tasks'];

const MAX_AGE_MS = 60_000;

const file = (): string => stateFile('completion.json');

/** Returns a key that differs between services and accounts, and from which neither can be derived. */
export const accountKey = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** Returns the tasks that were kept under a key within the last minute; undefined if there are none. */
export function readKnownTasks(key: string, now: number): KnownTasks | undefined {
  try {
    const known = FILE.parse(JSON.parse(readStateFile(file()) ?? ''));
    const age = now - known.time;
    return known.key === key && age >= 0 && age < MAX_AGE_MS ? known.tasks : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps tasks under a key. A directory that can't be written to costs only time. */
export function keepKnownTasks(key: string, time: number, tasks: KnownTasks): void {
  try {
    replaceStateFile(file(), `${JSON.stringify({ key, time, tasks })}\n`);
  } catch {
    // Completion goes on without.
  }
}
