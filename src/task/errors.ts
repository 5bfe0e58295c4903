/** A mistake in what was asked: the message names what, the limit and what to do. Exit code 2, nothing sent. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** A name that fits several elements: which one is meant cannot be told. */
export class AmbiguousError extends UsageError {}
