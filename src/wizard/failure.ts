/** A failed call in words, in the order that people need them: what happened, what to do, the request id. */
import { text } from '../text/text.ts';

/** What is told of a failed call. */
export interface Failure {
  readonly kind?: string;
  readonly message: string;
  readonly meaning?: string | undefined;
  readonly concerns?: readonly string[] | undefined;
  readonly hint?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
}

/** What happened, a sentence a line. */
export function happened({ message, meaning, concerns = [] }: Failure): string[] {
  const about = concerns.length ? text().errors.concerns(concerns) : '';
  return [message, meaning ?? '', about].filter(Boolean);
}

/** The request id, or why there is none, as where a proxy refused; empty where nothing was asked at all. */
export function requestLine({ kind, status, requestId }: Failure): string {
  const words = text().errors;
  if (requestId) return words.requestId(requestId);
  if (status !== undefined) return words.noRequestId;
  return kind === 'no_answer' || kind === 'refused' ? words.noAnswerId : '';
}

/** All of it as lines; `changed` says what became of the task. */
export function failureLines(failure: Failure, changed = ''): string[] {
  const next = (failure.hint ?? '').split('\n');
  return [...happened(failure), changed, ...next, requestLine(failure)].filter(Boolean);
}
