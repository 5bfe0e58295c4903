/** From an answer that is no success to an error that a person can act on. Shapes: API facts §7. */
import { isObject, type Json, type JsonObject, readJson } from '../json/json.ts';
import { entryOf, text } from '../text/text.ts';
import { CODES, knownCode } from './codes.ts';
import { ServiceError } from './errors.ts';
import { withoutSecrets } from './secrets.ts';

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
    return { code: shown(String(code ?? '')), message: String(message ?? '') };
  }
  return Object.values(body)
    .map((inner: Json) => errorIn(inner, depth - 1))
    .find(Boolean);
}

/** A whole answer, and the call that it belongs to. */
export interface Answer {
  readonly host: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** The IAM actions that the call needs. */
  readonly actions: readonly string[];
}

/** The JSON of an answer. Throws ServiceError where it is none, or where the service said no. */
export function readAnswer(answer: Answer): Json {
  const { status, body } = answer;
  const document = parsed(body);
  if (status >= 200 && status < 300 && document !== undefined) return document;
  const said = document === undefined ? undefined : errorIn(document);
  throw said && status >= 300 ? refusal(answer, said, document as JsonObject) : misfit(answer, document);
}

/** A document that came with a yes and is not what was asked for; some servers put their no in there. */
export function wrongDocument(answer: Answer, document: Json, message: string): ServiceError {
  const said = isObject(document) ? errorIn(document, 2) : undefined;
  if (!said)
    return new ServiceError('bad_answer', message, {
      ...factsOf(answer),
      hint: text().errors.answer.next.endpoint,
    });
  const { meaning, hint, concerns, code } = refusal(answer, said, document as JsonObject);
  return new ServiceError('bad_answer', message, {
    ...factsOf(answer),
    ...{ code, meaning, hint },
    concerns: [text().errors.said(said.code, shown(said.message)), ...concerns],
  });
}

/** What support wants to know of an answer. */
export const requestIdOf = (headers: Headers): string | undefined =>
  shown(headers.get('x-request-id') ?? '') || undefined;

const factsOf = ({ status, headers }: Answer) => ({ status, requestId: requestIdOf(headers) });

function parsed(body: string): Json | undefined {
  try {
    return readJson(body.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** Why a reading with this status may pass a moment later. */
function againFor({ status, host }: Answer, code = ''): string | undefined {
  const known = knownCode(code);
  const busy = status === 408 || status === 429 || (known !== undefined && CODES[known].busy === true);
  // 501 and 505 say that it will never work.
  const passing = busy || (status >= 500 && status !== 501 && status !== 505);
  return passing ? text().errors.retry.answered(status, host) : undefined;
}

/** What `Retry-After` asks for, in ms: seconds, or a date that is read by the server's own clock. */
function waitIn(headers: Headers): number | undefined {
  const given = headers.get('retry-after')?.trim();
  if (!given) return undefined;
  if (/^\d+$/.test(given)) return Number(given) * 1000;
  const until = Date.parse(given);
  const now = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(until) ? undefined : Math.max(0, until - (Number.isNaN(now) ? Date.now() : now));
}

/** The service said no, in one of its shapes. */
function refusal(answer: Answer, said: Said, document: JsonObject): ServiceError {
  const { status, headers } = answer;
  const words = text().errors;
  const known = knownCode(said.code);
  const facts = known && CODES[known];
  const auth = known && known !== 'APIGW.*' ? facts?.auth === true : status === 401 || status === 403;
  const lines = [known && known !== 'APIGW.*' ? words.codes[known].next : statusHint(answer)];
  if (known === 'APIGW.*') lines.push(words.codes[known].next);
  const actions = known === 'SMS.9004' || known === 'SMS.2002' ? actionsIn(document, answer) : [];
  if (actions.length) lines.push(words.actions(actions.join(', ')));
  const off = auth || facts?.clock ? clockOff(headers) : 0;
  if (off) lines.unshift(words.clock(off));
  const message = words.said(said.code, shown(said.message)) || words.answer.status(answer.host, status);
  return new ServiceError(auth ? 'auth' : 'refused', message, {
    ...factsOf(answer),
    code: said.code,
    meaning: known && words.codes[known].means,
    concerns: concernsIn(document, said),
    hint: text().errors.sentences(lines),
    again: againFor(answer, said.code),
    waitMs: waitIn(headers),
  });
}

function statusHint({ status, actions }: Answer): string {
  const { status: words, otherCalls } = text().errors;
  // A call that is not about a task.
  if (actions.length === 0 && (status === 403 || status === 404)) return otherCalls[status];
  return entryOf(words, String(status)) ?? words[status >= 500 ? 5 : 400];
}

/** A difference of clocks counts from here, in seconds; the service allows 900. */
const CLOCK_OFF = 60;

/** How far this machine's clock is ahead of the server's, in seconds; 0 where that is too little to matter. */
function clockOff(headers: Headers): number {
  const seconds = Math.round((Date.now() - Date.parse(headers.get('date') ?? '')) / 1000);
  return Math.abs(seconds) > CLOCK_OFF ? seconds : 0;
}

/** The IAM actions that an answer names, else those that the call needs. */
function actionsIn(document: JsonObject, { actions }: Answer): readonly string[] {
  const said = [document, ...detailsOf(document)]
    .map((part) => errorIn(part, 1)?.message ?? '')
    .concat(paramsOf(document));
  const named = said.flatMap((words) =>
    [...words.matchAll(/\bsms:[a-z]+:[a-z]+(?![\w:*])/gi)].map(([name]) => name),
  );
  return named.length ? [...new Set(named)] : actions;
}

const detailsOf = ({ details }: JsonObject): Json[] => (Array.isArray(details) ? details : []);
const paramsOf = ({ error_param }: JsonObject): string[] =>
  [error_param].flat().filter((param): param is string => typeof param === 'string' && param !== '');

const MOST_CONCERNS = 3;

/** What `error_param` and `details` add to the message; nothing that it says already. */
function concernsIn(document: JsonObject, { code, message }: Said): string[] {
  const details = detailsOf(document)
    .map((part) => errorIn(part, 1))
    .filter((part) => part !== undefined)
    .map((part) => (part.code === code ? part.message : text().errors.said(part.code, part.message)));
  const all = [...new Set([...paramsOf(document), ...details])].filter((part) => !message.includes(part));
  const more = all.length - MOST_CONCERNS;
  const first = all.slice(0, MOST_CONCERNS).map((part) => shown(part));
  return more > 0 ? [...first, text().errors.andMore(more)] : first;
}

/** Something came back that SMS does not say: a page, nothing, half a document, another address. */
function misfit(answer: Answer, document: Json | undefined): ServiceError {
  const { host, status, headers, body } = answer;
  const words = text().errors.answer;
  const type =
    shown(headers.get('content-type') ?? '')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? '';
  const fail = (message: string, next: string) =>
    new ServiceError(status === 401 || status === 403 ? 'auth' : 'bad_answer', message, {
      ...factsOf(answer),
      hint: status >= 400 ? text().errors.sentences([statusHint(answer), next].filter(Boolean)) : next,
      again: againFor(answer),
      waitMs: waitIn(headers),
    });
  if (status >= 300 && status < 400) {
    return fail(words.redirect(host, status, hostOf(headers.get('location'), host)), words.next.redirect);
  }
  if (document !== undefined) return fail(words.status(host, status), '');
  if (body.trim() === '') return fail(words.empty(host, status), status >= 400 ? '' : words.next.page);
  // Secrets first: what is cut off in the middle of one would not be known any more.
  const start = shown(firstWords(withoutSecrets(body)));
  if (/html|xml/.test(type) || /^\s*</.test(body)) {
    return fail(words.page(host, status, start), words.next.page);
  }
  if (/^\s*[[{]/.test(body)) return fail(words.broken(host, status, body.length), words.next.broken);
  return fail(words.notJson(host, status, type, start), words.next.page);
}

/** The host that a redirect leads to: what else stands in the address may be somebody's session. */
function hostOf(location: string | null, from: string): string {
  const base = `https://${from}`;
  return location && URL.canParse(location, base) ? new URL(location, base).host : '';
}

const LONGEST = 300;
/** Headers that a proxy's page may repeat. */
const HEADERS =
  /\b(x-auth-token|x-subject-token|x-security-token|(proxy-)?authorization|cookie)\b["']?\s*[:=].*/gi;
const SIGNATURE = /SDK-HMAC-SHA256\s.*|\bSignature=\S+/gi;

/** Server text on one line, not too long, without what must not be shown. */
function shown(words: string): string {
  const clean = withoutSecrets(words)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(HEADERS, '$1: ***')
    .replace(SIGNATURE, '***');
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
}

/** As much of a page as its first words can be in, in characters. */
const PAGE_START = 4096;

/** The title of a page that came in place of JSON, else its first words, without markup. */
function firstWords(page: string): string {
  const start = page.slice(0, PAGE_START);
  const title = /<title[^>]*>([^<]*\S[^<]*)<\/title>/i.exec(start)?.[1];
  const words = (title ?? start.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, ' '))
    .replace(/\s+/g, ' ')
    .trim();
  return words.length > 80 ? `${words.slice(0, 80)}…` : words;
}
