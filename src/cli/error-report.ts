/** Turns an error into a report: exit code, lines for people, facts for programs. The only place that does. */
import { redact } from '../api/redact.ts';
import { ServiceError } from '../api/service-error.ts';
import { HistoryError, UsageError } from '../task/errors.ts';
import { failureLines } from '../text/failure-text.ts';
import { text } from '../text/text.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { canceledText, isReading, pausedNote, taskInFlight } from './interrupt.ts';
import { printStatus } from './output.ts';

/** True for a mistake of the user or a failed call. Other errors are bugs, or a prompt that ^C ended. */
export const isExpected = (error: unknown): error is UsageError | ServiceError =>
  error instanceof UsageError || error instanceof ServiceError;

/** @inquirer/prompts throws this on ^C at a question. */
const isPromptExit = (error: unknown): boolean => error instanceof Error && error.name === 'ExitPromptError';

/** Returns the exit code. A bug has that of a failed call; the lines tell them apart. */
export function exitCodeFor(error: unknown): ExitCode {
  if (error instanceof HistoryError) return EXIT.unrecorded;
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof ServiceError) return error.kind === 'auth' ? EXIT.denied : EXIT.failed;
  return isPromptExit(error) ? EXIT.interrupted : EXIT.failed;
}

/** Describes an error and the next step, a sentence a line. Never calls a bug an answer of SMS, or "not sent". */
export function errorLines(error: unknown): string[] {
  const words = text().cli.errors;
  if (isPromptExit(error)) return [canceledText()];
  if (error instanceof UsageError) return [words.prefixed(error.message)];
  if (error instanceof ServiceError) {
    const [first = '', ...rest] = failureLines(error, isReading() ? '' : text().net.nothingSent);
    return [words.prefixed(first), ...rest];
  }
  const task = taskInFlight();
  const inFlight = task === undefined ? [] : [words.crashInFlight(task)];
  return [words.crash, error instanceof Error ? error.message : String(error), ...inFlight, ...pausedNote()];
}

/** Returns the facts for the `error` of a JSON report. A bug has the code `crash`. */
export const errorFacts = (
  error: unknown,
): ServiceError | { readonly code?: string; readonly message: string } =>
  isExpected(error) ? error : { code: 'crash', message: errorLines(error).join(' ') };

/** Prints an error for people and returns its exit code. Prints the stack only with `debug`. */
export function reportError(error: unknown, debug: boolean): ExitCode {
  // Messages of foreign errors may contain secrets.
  printStatus([...(debug ? debugLines(error) : []), ...errorLines(error)].map(redact));
  return exitCodeFor(error);
}

function debugLines(error: unknown): string[] {
  if (!(error instanceof Error) || isPromptExit(error)) return [];
  const stack = error.stack?.split('\n') ?? [];
  const chain = error instanceof ServiceError ? error.causeChain : [];
  return chain.length ? [...stack, text().cli.errors.trail(chain.join(' ← '))] : stack;
}
