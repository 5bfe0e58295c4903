/** A call that failed: what happened, to what, what to do next. Holds no secrets. */
export class ServiceError extends Error {
  override name = 'ServiceError';
  readonly kind: FailureKind;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly hint: string | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    more: Partial<Omit<ServiceError, 'kind' | 'message'>> = {},
  ) {
    super(message);
    this.kind = kind;
    this.code = more.code;
    this.status = more.status;
    this.requestId = more.requestId;
    this.hint = more.hint;
  }
}

/**
 * auth: not signed in or not permitted · refused: the service said no · no_answer: nothing came back, so a
 * PUT may or may not have been carried out · bad_answer: something came back that SMS does not say.
 */
export type FailureKind = 'auth' | 'refused' | 'no_answer' | 'bad_answer';
