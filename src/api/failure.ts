/** From what goes wrong on the wire to an error that a person can act on. Shapes: API facts §7. */
import { HTTPError, isKyError, NetworkError, TimeoutError } from 'ky';
import { isObject, type Json } from '../json/json.ts';
import { text } from '../text/text.ts';
import { ServiceError } from './errors.ts';

interface Said {
  readonly code: string;
  readonly message: string;
}

const CODE_KEYS = ['error_code', 'errorCode', 'code'] as const;
const MESSAGE_KEYS = ['error_msg', 'errorMsg', 'message'] as const;

/** Finds code and message in any of the documented error shapes, nested up to three levels deep. */
export function errorIn(body: unknown, depth = 3): Said | undefined {
  if (!isObject(body) || depth === 0) return undefined;
  const pick = (keys: readonly string[]) => keys.map((key) => body[key]).find((value) => value != null);
  const code = pick(CODE_KEYS);
  const message = pick(MESSAGE_KEYS);
  if (code !== undefined || message !== undefined) {
    return { code: String(code ?? ''), message: String(message ?? '') };
  }
  return Object.values(body)
    .map((inner: Json) => errorIn(inner, depth - 1))
    .find(Boolean);
}

/** Turns whatever a call threw into a ServiceError; what is already one passes. */
export function asServiceError(error: unknown, host: string, seconds: number): ServiceError {
  if (error instanceof ServiceError) return error;
  const say = text().net;
  if (error instanceof HTTPError) return fromAnswer(error, host);
  if (error instanceof TimeoutError || isAbortTimeout(error)) {
    return new ServiceError('no_answer', say.timeout(host, String(seconds)), { hint: say.unreachableHint });
  }
  const why = causeOf(error);
  return new ServiceError('no_answer', say.unreachable(host, why), { hint: say.unreachableHint });
}

function isAbortTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

/** The innermost system error: `ECONNREFUSED`, `ENOTFOUND` …, as undici wraps it several times. */
function causeOf(error: unknown): string {
  let inner: unknown = error;
  for (let depth = 0; depth < 5 && inner instanceof Error; depth++) {
    const code = (inner as NodeJS.ErrnoException).code;
    if (typeof code === 'string' && /^[A-Z_]+$/.test(code) && !code.startsWith('ERR_')) return code;
    const next: unknown = inner.cause ?? (inner instanceof AggregateError ? inner.errors[0] : undefined);
    if (next === undefined) break;
    inner = next;
  }
  if (inner instanceof NetworkError || isKyError(inner)) return 'network error';
  return inner instanceof Error ? inner.message : String(inner);
}

function fromAnswer(error: HTTPError, host: string): ServiceError {
  const say = text().net;
  const { status, headers } = error.response;
  const requestId = headers.get('x-request-id') ?? undefined;
  const said = errorIn(error.data);
  if (!said) {
    const start = typeof error.data === 'string' ? firstWords(error.data) : '';
    const message = error.data === undefined ? say.status(host, status) : say.notJson(host, status, start);
    const kind = status === 401 || status === 403 ? 'auth' : 'bad_answer';
    return new ServiceError(kind, message, { status, requestId, hint: say.notJsonHint });
  }
  const kind = status === 401 || status === 403 ? 'auth' : 'refused';
  const message = say.code(said.code, said.message);
  return new ServiceError(kind, message, { status, requestId, code: said.code, hint: hintFor(status) });
}

function hintFor(status: number): string {
  const say = text().net;
  if (status === 401) return say.auth;
  if (status === 403) return say.permission;
  if (status === 404) return say.notFound;
  if (status === 429) return say.throttled;
  return status >= 500 ? say.server : say.invalid;
}

/** As much of a page as its first words can be in, in characters. */
const PAGE_START = 4096;

/** The first words of a page that came in place of JSON, without its markup. */
export function firstWords(page: string): string {
  const words = page
    .slice(0, PAGE_START)
    .replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words.length > 80 ? `${words.slice(0, 80)}…` : words;
}
