/**
 * The Headers and the Request that ky needs for a request without a body. Node's own load all of its fetch, which takes
 * longer than everything else before a request (scripts/patches/ky-classes.mjs).
 */

type HeaderValues = Iterable<readonly [name: string, value: string]> | Readonly<Record<string, string>>;

/** Headers by their names, whose case doesn't count. Values of one name are joined by commas. */
export class PlainHeaders implements Iterable<[name: string, value: string]> {
  readonly #values = new Map<string, string>();

  constructor(values: HeaderValues = {}) {
    const entries = Symbol.iterator in values ? values : Object.entries(values);
    for (const [name, value] of entries) this.append(name, value);
  }

  /** Returns the value of a header; null if there is none. */
  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), String(value).trim());
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.set(name, before === null ? value : `${before}, ${String(value).trim()}`);
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  entries(): IterableIterator<[string, string]> {
    return this.#values.entries();
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}

/** The parts of a RequestInit that count here. */
interface PlainRequestInit {
  readonly method?: string;
  readonly headers?: HeaderValues;
  readonly signal?: AbortSignal;
}

/** A request without a body. */
export class PlainRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: PlainHeaders;
  readonly signal: AbortSignal | undefined;
  readonly body = null;
  readonly [Symbol.toStringTag] = 'Request';

  /** Throws TypeError if `input` is no address. */
  constructor(input: string | URL | PlainRequest, { method, headers, signal }: PlainRequestInit = {}) {
    const before = input instanceof PlainRequest ? input : undefined;
    this.url = before?.url ?? new URL(input as string | URL).href;
    this.method = method ?? before?.method ?? 'GET';
    this.headers = new PlainHeaders(headers ?? before?.headers);
    this.signal = signal ?? before?.signal;
  }

  clone(): PlainRequest {
    return new PlainRequest(this);
  }
}
