/** Describes a failed call in the order that people need: the failure, the remedy, the request ID. */
import { text } from './text.ts';

/** The parts of the report on a failed call. */
export interface FailureDetails {
  readonly kind?: string;
  readonly message: string;
  readonly meaning?: string | undefined;
  readonly details?: readonly string[] | undefined;
  readonly hint?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
}

/** Returns the failure, one sentence per line: the text of SMS itself first, then the meaning of its error code. */
export function failureSummary({ message, meaning, details: concerns = [] }: FailureDetails): string[] {
  const about = concerns.length ? text().errors.concerns(concerns) : '';
  return [message, about, meaning ?? ''].filter(Boolean);
}

/**
 * Returns the request ID, or the reason why there isn't one, such as a proxy that refused; empty if no request was sent.
 */
export function requestLine({ kind, status, requestId }: FailureDetails): string {
  const words = text().errors;
  if (requestId) return words.requestId(requestId);
  if (status !== undefined) return words.noRequestId;
  return kind === 'no_answer' || kind === 'refused' ? words.noAnswerId : '';
}

/** Returns the whole report as lines; `changed` is the sentence on the effect on the task. */
export function failureLines(failure: FailureDetails, changed = ''): string[] {
  const next = (failure.hint ?? '').split('\n');
  return [...failureSummary(failure), changed, ...next, requestLine(failure)].filter(Boolean);
}
