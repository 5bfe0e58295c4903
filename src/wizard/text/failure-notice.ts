/** Builds the notice on a failed task that was opened: the reason, the advice, and the key that leads to the field. */
import { failureOf, failureText } from '../../task/task-failure.ts';
import { text } from '../../text/text.ts';
import { mendPlaceOf, mendTarget } from '../actions/mend.ts';
import type { State } from '../state.ts';

export interface FailureNotice {
  readonly reported: readonly string[];
  readonly means: readonly string[];
  readonly next: readonly string[];
  /** The key and its place; empty if the wizard can't fix the failure. */
  readonly key: string;
}

/** Returns the notice of the open task; undefined for a task without an error. */
export function failureNotice(state: State): FailureNotice | undefined {
  const failure = failureOf(state.draft.base);
  if (!failure) return undefined;
  const place = mendPlaceOf(state);
  const { reported, means } = failureText(failure);
  const next = failure.explained ? [failure.explained.next] : failureText(failure).next;
  return { reported, means, next, key: place ? text().screen.failure.key(mendTarget(place)) : '' };
}

/** Returns the notice as sentences, for plain mode. */
export function failureNoticeLines(state: State): readonly string[] {
  const notice = failureNotice(state);
  if (!notice) return [];
  const { reported, means, next, key } = notice;
  return [text().screen.failure.title, ...reported, ...means, ...next, key].filter(Boolean);
}
