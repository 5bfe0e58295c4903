import { lookup, text } from '../text/text.ts';

/**
 * A mistake in the user's request: the message names the mistake, the limit and the remedy. Exit code 2, nothing was
 * sent.
 */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** A history that can't be read: what was updated from here isn't known. It has an exit code of its own. */
export class HistoryError extends UsageError {}

/** A name that fits several elements, so that it isn't clear which one is meant. */
export class AmbiguousError extends UsageError {}

/** Returns the `code` of an error that Node threw, such as `ENOENT`; undefined where the value has none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Returns why something failed, in short: the words for what is wrong with a file, the `code` of a system's error, else the
 * error's message.
 */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined) return lookup(text().files, code) ?? code;
  return error instanceof Error ? error.message : String(error);
}

/**
 * Returns why a file can't be read or written, as `reasonOf`: the work goes on without it. Throws an error that is no file's:
 * it is a bug.
 */
export function systemReason(error: unknown): string {
  const code = errorCode(error);
  const isSystems =
    code !== undefined && (lookup(text().files, code) !== undefined || /^E(?!RR_)/.test(code));
  if (!isSystems) throw error;
  return reasonOf(error);
}
