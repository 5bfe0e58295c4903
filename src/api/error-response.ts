/** From an answer that is no success to an error that a person can act on. Source: docs/api-notes.md#error-shapes. */
import { findErrorBody } from '../json/error-body.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../json/json.ts';
import { DEPTH_ONLY, type JsonScan, scanJson } from '../json/scan.ts';
import { placeText } from '../text/service-codes.ts';
import { lookup, text } from '../text/text.ts';
import { explainCode } from './error-codes.ts';
import { type LimitName, MAX_LIMITS } from './network/response-limits.ts';
import { redact } from './redact.ts';
import { ServiceError } from './service-error.ts';

interface ErrorBody {
  readonly code: string;
  readonly message: string;
}

/** Finds code and message in any of the documented error shapes; the code comes without secrets. */
export function parseErrorBody(body: unknown, depth = 3): ErrorBody | undefined {
  const found = findErrorBody(body, depth);
  return found && { code: safeExcerpt(found.code), message: found.message.slice(0, MAX_SCANNED_LENGTH) };
}

/** The headers of a response, by names whose case doesn't count. */
type HeaderReader = Pick<Headers, 'get'>;

/** A complete response, and the call that it belongs to. */
export interface ApiResponse {
  readonly host: string;
  readonly status: number;
  readonly headers: HeaderReader;
  readonly body: string;
  /** The IAM actions that the call needs. */
  readonly actions: readonly string[];
}

/** Matches the beginning of JSON. Web pages don't match: they may hold any number of brackets. */
const MAY_BE_JSON = /^\s*[[{"\d-]/;

/** Returns the JSON of a response. Throws ServiceError if it isn't JSON, exceeds a limit, or is a rejection by SMS. */
export function parseResponse(answer: ApiResponse): Json {
  const { status } = answer;
  const body = answer.body.replace(/^\ufeff/, '');
  const isLimited = MAY_BE_JSON.test(body);
  const scan = scanJson(body, isLimited ? MAX_LIMITS : DEPTH_ONLY);
  if (isLimited && scan.exceeded) throw limitError(answer, scan.exceeded);
  if (status < 200 || status > 599) throw unexpectedResponseError(answer, undefined);
  const document = parsed(body, scan);
  if (status >= 200 && status < 300 && document !== undefined) return document;
  const error = document === undefined ? undefined : parseErrorBody(document);
  throw error && status >= 300
    ? rejectionError(answer, error, document as JsonObject)
    : unexpectedResponseError(answer, document);
}

/** Makes the error for a 2xx response with an unexpected document. Some servers put an error document there. */
export function unexpectedBodyError(answer: ApiResponse, document: Json, message: string): ServiceError {
  const error = isObject(document) ? parseErrorBody(document, 2) : undefined;
  if (!error)
    return new ServiceError('bad_answer', message, {
      ...factsOf(answer),
      hint: text().errors.answer.next.endpoint,
    });
  const { kind, meaning, hint, details, code } = rejectionError(answer, error, document as JsonObject);
  // An error inside a 200 is an answer: SMS didn't do what it was asked for.
  return new ServiceError(kind, message, {
    ...factsOf(answer),
    ...{ code, meaning, hint },
    details: [text().errors.codeAndMessage(error.code, safeExcerpt(error.message)), ...details],
  });
}

/** Returns the request ID of a response, which support asks for. */
export const requestIdOf = (headers: HeaderReader): string | undefined =>
  safeExcerpt(headers.get('x-request-id') ?? '') || undefined;

const factsOf = ({ status, headers }: ApiResponse) => ({ status, requestId: requestIdOf(headers) });

function parsed(body: string, scan: JsonScan): Json | undefined {
  try {
    return parseJson(body, scan);
  } catch {
    return undefined;
  }
}

/** Returns the reason to retry a read that got this status; undefined if retrying is useless. */
function retryReason({ status, host }: ApiResponse, code = ''): string | undefined {
  const busy = status === 408 || status === 429 || explainCode(code, status)?.isBusy === true;
  // 501 and 505 say that it will never work.
  const passing = busy || (status >= 500 && status < 600 && status !== 501 && status !== 505);
  return passing ? text().errors.retry.answered(status, host) : undefined;
}

/** Longer waits than a year are a mistake of the server, and beyond what a date can hold. */
const MAX_RETRY_AFTER_MS = 365 * 86_400_000;

/** Reads `Retry-After`, in ms: seconds, or a date by the server's own clock. */
function parseRetryAfter(headers: HeaderReader): number | undefined {
  const given = headers.get('retry-after')?.trim();
  if (!given) return undefined;
  if (/^\d+$/.test(given)) return Math.min(Number(given) * 1000, MAX_RETRY_AFTER_MS);
  const until = Date.parse(given);
  const now = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(until)) return undefined;
  return Math.min(Math.max(0, until - (Number.isNaN(now) ? Date.now() : now)), MAX_RETRY_AFTER_MS);
}

/** Makes the error for a rejection by the service, in any of the documented shapes. */
function rejectionError(answer: ApiResponse, error: ErrorBody, document: JsonObject): ServiceError {
  const { status, headers } = answer;
  const words = text().errors;
  const known = explainCode(error.code, status, error.message);
  const auth = known?.isAuth ?? (status === 401 || status === 403);
  const lines = known?.isAuth === undefined ? [statusHint(answer)] : [];
  if (known) lines.push(known.next, placeText(known.place));
  const actions = known?.needsAction ? actionsIn(document, answer) : [];
  if (actions.length) lines.push(words.actions(actions.join(', ')));
  const off = auth ? clockOff(headers) : 0;
  if (off) lines.unshift(words.clock(off));
  const message =
    words.codeAndMessage(error.code, safeExcerpt(error.message)) || words.answer.status(answer.host, status);
  return new ServiceError(auth ? 'auth' : 'refused', message, {
    ...factsOf(answer),
    code: error.code,
    meaning: known?.means,
    details: concernsIn(document, error),
    hint: words.sentences(lines.filter(Boolean)),
    retryReason: retryReason(answer, error.code),
    retryAfterMs: parseRetryAfter(headers),
  });
}

function statusHint({ status, actions }: ApiResponse): string {
  const { status: words, otherCalls } = text().errors;
  // A call that is not about a task.
  if (actions.length === 0 && (status === 403 || status === 404)) return otherCalls[status];
  return lookup(words, String(status)) ?? words[status >= 500 ? 5 : 400];
}

/** A difference of clocks counts from here, in seconds; the service allows 900. */
const CLOCK_OFF = 60;

/** Returns the seconds that this machine's clock is ahead of the server's; 0 if too few to matter. */
function clockOff(headers: HeaderReader): number {
  const seconds = Math.round((Date.now() - Date.parse(headers.get('date') ?? '')) / 1000);
  return Math.abs(seconds) > CLOCK_OFF ? seconds : 0;
}

/** Returns the IAM actions that a response names, or those that the call needs if it names none. */
function actionsIn(document: JsonObject, { actions }: ApiResponse): readonly string[] {
  const texts = [document, ...detailsOf(document)]
    .map((part) => parseErrorBody(part, 1)?.message ?? '')
    .concat(paramsOf(document));
  const named = texts.flatMap((words) =>
    [...words.matchAll(/\bsms:[a-z]+:[a-z]+(?![\w:*])/gi)].map(([name]) => name),
  );
  return named.length ? [...new Set(named)] : actions;
}

const detailsOf = ({ details }: JsonObject): Json[] => (Array.isArray(details) ? details : []);
const paramsOf = ({ error_param }: JsonObject): string[] =>
  [error_param].flat().filter((param): param is string => typeof param === 'string' && param !== '');

const MOST_CONCERNS = 3;

/** Lists `error_param` and `details`, except those that the message has already. */
function concernsIn(document: JsonObject, { code, message }: ErrorBody): string[] {
  const details = detailsOf(document)
    .map((part) => parseErrorBody(part, 1))
    .filter((part) => part !== undefined)
    .map((part) =>
      part.code === code ? part.message : text().errors.codeAndMessage(part.code, part.message),
    );
  const all = [...new Set([...paramsOf(document), ...details])].filter((part) => !message.includes(part));
  const more = all.length - MOST_CONCERNS;
  const first = all.slice(0, MOST_CONCERNS).map((part) => safeExcerpt(part));
  return more > 0 ? [...first, text().errors.andMore(more)] : first;
}

/** Makes the error for a response that isn't one of SMS: a page, nothing, half a document, a redirect. */
function unexpectedResponseError(answer: ApiResponse, document: Json | undefined): ServiceError {
  const { host, status, headers, body } = answer;
  const words = text().errors.answer;
  const type =
    safeExcerpt(headers.get('content-type') ?? '')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? '';
  const fail = (message: string, next: string) =>
    new ServiceError(status === 401 || status === 403 ? 'auth' : 'bad_answer', message, {
      ...factsOf(answer),
      hint:
        status >= 400 && status < 600
          ? text().errors.sentences([statusHint(answer), next].filter(Boolean))
          : next,
      retryReason: retryReason(answer),
      retryAfterMs: parseRetryAfter(headers),
    });
  if (status < 200 || status > 599) return fail(words.invalidStatus(host, status), words.next.page);
  if (status === 204 || status === 205) return fail(words.noContent(host, status), words.next.page);
  if (status === 304) return fail(words.notModified(host), words.next.page);
  if (status >= 300 && status < 400) {
    const to = hostOf(headers.get('location'), host);
    return fail(to ? words.redirect(host, status, to) : words.nowhere(host, status), words.next.redirect);
  }
  if (document !== undefined) return fail(words.status(host, status), '');
  if (body.trim() === '') return fail(words.empty(host, status), status >= 400 ? '' : words.next.page);
  // Secrets first: one that is truncated in the middle would not be recognized any more.
  const start = safeExcerpt(pageExcerpt(redact(body.slice(0, MAX_SCANNED_LENGTH))));
  if (/html|xml/.test(type) || /^\s*</.test(body)) {
    return fail(words.page(host, status, start), words.next.page);
  }
  if (/^\s*[[{]/.test(body)) return fail(words.broken(host, status, body.length), words.next.broken);
  return fail(words.notJson(host, status, type, start), words.next.page);
}

/** Makes the error for JSON that exceeds a limit. It wasn't parsed, so there are no details. */
function limitError(answer: ApiResponse, limit: LimitName): ServiceError {
  const words = text().errors.answer;
  const { [limit]: messageFor } = words.limits;
  return new ServiceError('bad_answer', messageFor(answer.host, MAX_LIMITS[limit].toLocaleString('en-US')), {
    ...factsOf(answer),
    hint: words.next.endpoint,
  });
}

/** Returns the host that a redirect leads to; empty if there is none. The rest of the address may hold a session. */
function hostOf(location: string | null, from: string): string {
  const base = `https://${from}`;
  return location && URL.canParse(location, base) ? new URL(location, base).host : '';
}

const MAX_EXCERPT_LENGTH = 300;
/** Maximum number of characters of a text that are scanned. A secret truncated at this end is never shown. */
const MAX_SCANNED_LENGTH = 65_536;
/** Headers that a proxy's page may repeat. */
const HEADERS =
  /\b(x-auth-token|x-subject-token|x-security-token|(proxy-)?authorization|cookie)\b["']?\s*[:=].*/gi;
const SIGNATURE = /SDK-HMAC-SHA256\s.*|\bSignature=\S+/gi;

/** Returns server text on one line, truncated, without secrets. */
function safeExcerpt(words: string): string {
  const clean = redact(words.slice(0, MAX_SCANNED_LENGTH))
    .replace(/\s+/g, ' ')
    .trim()
    .replace(HEADERS, '$1: ***')
    .replace(SIGNATURE, '***');
  return clean.length > MAX_EXCERPT_LENGTH ? `${clean.slice(0, MAX_EXCERPT_LENGTH)}…` : clean;
}

/** Number of characters of a page in which its title or first words are searched for. */
const PAGE_START = 4096;

/** Returns the title of a page that came in place of JSON, or its first words without markup. */
function pageExcerpt(page: string): string {
  const start = page.slice(0, PAGE_START);
  const title = /<title[^>]*>([^<]*\S[^<]*)<\/title>/i.exec(start)?.[1];
  const words = (title ?? start.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, ' '))
    .replace(/\s+/g, ' ')
    .trim();
  return words.length > 80 ? `${words.slice(0, 80)}…` : words;
}
