import { text } from '../text/text.ts';

/** What is known of a call that failed, beside its kind and its message. */
interface Facts {
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** What a known code means, in our words; the message has the service's own. */
  readonly meaning?: string | undefined;
  /** What the service says it is about: `error_param` and `details`. */
  readonly concerns?: readonly string[] | undefined;
  /** What to do next. */
  readonly hint?: string | undefined;
  /** Why the same reading may pass a moment later, in a few words; undefined where it will not. */
  readonly again?: string | undefined;
  /** How long the service asks to wait, in ms. */
  readonly waitMs?: number | undefined;
  /** Names and codes of what was thrown underneath, for --debug; never their messages, which may quote a header. */
  readonly trail?: readonly string[] | undefined;
}

/** A call that failed: what happened, to what, what to do next. Holds no secrets, no headers and no bodies. */
export class ServiceError extends Error {
  override name = 'ServiceError';
  readonly kind: FailureKind;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly meaning: string | undefined;
  readonly concerns: readonly string[];
  readonly hint: string | undefined;
  readonly again: string | undefined;
  readonly waitMs: number | undefined;
  readonly trail: readonly string[];

  constructor(kind: FailureKind, message: string, facts: Facts = {}) {
    super(message);
    this.kind = kind;
    this.code = facts.code;
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.meaning = facts.meaning;
    this.concerns = facts.concerns ?? [];
    this.hint = facts.hint;
    this.again = facts.again;
    this.waitMs = facts.waitMs;
    this.trail = facts.trail ?? [];
  }

  /** The same failure with something in front of its hint. */
  hinting(words: string): ServiceError {
    const hint = text().errors.sentences(this.hint ? [words, this.hint] : [words]);
    return new ServiceError(this.kind, this.message, { ...this, hint });
  }
}

/**
 * auth: not signed in or not permitted · refused: the service said no · no_answer: nothing came back, so a
 * PUT may or may not have been carried out · bad_answer: something came back that SMS does not say.
 */
export type FailureKind = 'auth' | 'refused' | 'no_answer' | 'bad_answer';
