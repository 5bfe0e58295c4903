/** Answers for completion about tasks, kept for a minute: a key of the keyboard must not wait for SMS. */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { readStateFile, replaceStateFile, stateFile } from './files.ts';

const FILE = z.array(z.object({ key: z.string(), time: z.number(), answer: z.unknown() }));

type Kept = z.infer<typeof FILE>[number];

const MAX_AGE_MS = 60_000;
/** The most answers of one minute: a document may have thousands of volumes. */
const MAX_ANSWERS = 8;

const file = (): string => stateFile('completion.json');

/** Returns a key that differs between services, accounts and questions, and from which none can be derived. */
export const answerKey = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** Returns the answers of the last minute, the latest first; none if the file can't be read. */
function keptSince(now: number): Kept[] {
  try {
    return FILE.parse(JSON.parse(readStateFile(file()) ?? '[]')).filter(
      ({ time }) => now - time >= 0 && now - time < MAX_AGE_MS,
    );
  } catch {
    return [];
  }
}

/** Returns the answer that was kept under a key within the last minute; undefined if there is none of its form. */
export function readKeptAnswer<T>(
  isForm: (answer: unknown) => answer is T,
  key: string,
  now: number,
): T | undefined {
  const answer = keptSince(now).find((kept) => kept.key === key)?.answer;
  return isForm(answer) ? answer : undefined;
}

/** Keeps an answer under a key. A directory that can't be written to costs only time. */
export function keepAnswer(key: string, time: number, answer: unknown): void {
  const others = keptSince(time).filter((kept) => kept.key !== key);
  const kept = [{ key, time, answer }, ...others].slice(0, MAX_ANSWERS);
  try {
    replaceStateFile(file(), `${JSON.stringify(kept)}\n`);
  } catch {
    // Completion goes on without.
  }
}
