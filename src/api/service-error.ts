import { text } from '../text/text.ts';

/** Details of a failed call, beside its kind and message. */
interface ServiceErrorDetails {
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** Meaning of a known code, in our words; the message has the service's own. */
  readonly meaning?: string | undefined;
  /** Lines of `error_param` and `details`. */
  readonly details?: readonly string[] | undefined;
  /** Next step for the user. */
  readonly hint?: string | undefined;
  /** The reason to retry the same read, in a few words; undefined if retrying is useless. */
  readonly retryReason?: string | undefined;
  /** Wait that the service asks for, in ms. */
  readonly retryAfterMs?: number | undefined;
  /** Names and codes of what was thrown underneath, for --debug; never their messages, which may quote a header. */
  readonly causeChain?: readonly string[] | undefined;
}

/** A call that failed: what happened, to what, what to do next. Holds no secrets, no headers and no bodies. */
export class ServiceError extends Error {
  override name = 'ServiceError';
  readonly kind: ServiceErrorKind;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly meaning: string | undefined;
  readonly details: readonly string[];
  readonly hint: string | undefined;
  readonly retryReason: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly causeChain: readonly string[];

  constructor(kind: ServiceErrorKind, message: string, facts: ServiceErrorDetails = {}) {
    super(message);
    this.kind = kind;
    this.code = facts.code;
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.meaning = facts.meaning;
    this.details = facts.details ?? [];
    this.hint = facts.hint;
    this.retryReason = facts.retryReason;
    this.retryAfterMs = facts.retryAfterMs;
    this.causeChain = facts.causeChain ?? [];
  }

  /** Returns a copy of this error with words in front of its hint. */
  withHint(words: string): ServiceError {
    const hint = text().errors.sentences(this.hint ? [words, this.hint] : [words]);
    return new ServiceError(this.kind, this.message, { ...this, hint });
  }
}

/**
 * auth: not signed in or not permitted · refused: the service said no · no_answer: nothing came back, so a
 * PUT may or may not have been carried out · bad_answer: something came back that SMS does not say.
 */
export type ServiceErrorKind = 'auth' | 'refused' | 'no_answer' | 'bad_answer';
