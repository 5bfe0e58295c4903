/** The code and the message in a document that reports an error. Source: docs/api-notes.md#error-shapes. */
import { isExactNumber, isObject, type Json, type JsonObject } from './json.ts';

export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  /** The object that both are in. */
  readonly holder: JsonObject;
}

const CODE_KEYS = ['error_code', 'errorCode', 'code'] as const;
const MESSAGE_KEYS = ['error_msg', 'errorMsg', 'message'] as const;

/** Elements of a list that are searched. */
const MOST_IN_LIST = 20;

const isNested = (value: Json | undefined): boolean => typeof value === 'object' && !isExactNumber(value);

/** Finds code and message in any of the documented error shapes, nested up to `depth` levels deep. */
export function findErrorBody(body: unknown, depth = 3): ErrorBody | undefined {
  if (!isObject(body) || depth === 0) return undefined;
  const pick = (keys: readonly string[]) =>
    keys.map((key) => body[key]).find((value) => value != null && !isNested(value));
  const code = pick(CODE_KEYS);
  const message = pick(MESSAGE_KEYS);
  if (code !== undefined || message !== undefined)
    return { code: String(code ?? ''), message: String(message ?? ''), holder: body };
  return Object.values(body)
    .flatMap((inner: Json) => (Array.isArray(inner) ? inner.slice(0, MOST_IN_LIST) : [inner]))
    .map((inner: Json) => findErrorBody(inner, depth - 1))
    .find(Boolean);
}
