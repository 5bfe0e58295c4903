/** Named ways to fail, each as the service, its gateway or a proxy before it was seen to. Source: API facts §7. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, forbidden, json, type Planned, type SimulatedRequest } from './answers.ts';
import { CODES } from './codes.ts';
import { throttled } from './throttle.ts';

/** One way to fail and the requests that it befalls: all, if nothing narrows them down. */
export interface Failure {
  /** A name from WAYS, or an error code, which is sent in SMS's own shape. */
  readonly way: string;
  readonly method?: string;
  /** A path without query; with `*` at the end all that begin so. */
  readonly path?: string;
  /** Only the n-th of these requests, counted from 1. */
  readonly nth?: number;
  /** Only the first so many of these requests. */
  readonly times?: number;
  /** In place of the way's own. */
  readonly code?: string;
  readonly status?: number;
  readonly message?: string;
  /** What Retry-After says; how long `slow` takes. */
  readonly seconds?: number;
  /** The request is carried out, and fails only then: an answer that gets lost. */
  readonly done?: boolean;
}

interface Situation {
  readonly failure: Failure;
  /** Carries out the request, at most once, and gives the service's answer. */
  readonly own: () => Answer;
  readonly now: number;
  /** Ends every wait when the simulator ends. */
  readonly signal: AbortSignal;
}

type Way = (situation: Situation) => Planned | Promise<Planned>;

/** A way that sends a document with code and message. */
const shaped =
  (code: string, document: (code: string, message: string, status: number) => unknown): Way =>
  ({ failure }) => {
    const wanted = failure.code ?? code;
    const [usual, words] = CODES[wanted] ?? [400, 'Simulated failure.'];
    const status = failure.status ?? usual;
    return json(status, document(wanted, failure.message ?? words, status));
  };

const PAGE = `<!DOCTYPE html>
<html><head><title>502 Bad Gateway</title><style>body { font: 14px sans-serif }</style></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>simulated-proxy</center></body></html>
`;

/** The ways by name; the value tells what is sent. */
const TABLE = {
  // The documented shapes; `code`, `status` and `message` choose what stands in them.
  sms: shaped('SMS.9001', (error_code, error_msg) => ({ error_code, error_msg })),
  details: shaped('SMS.9001', (error_code, error_msg) => ({
    error_code,
    error_msg,
    encoded_authorization_message: 'c2ltdWxhdGVk',
    error_param: [error_msg],
    details: [{ error_code, error_msg }],
  })),
  iam: shaped('APIGW.0301', (code, message) => ({ error: { code, message } })),
  camel: shaped('APIGW.0301', (errorCode, errorMsg) => ({ errorCode, errorMsg })),
  bare: shaped('APIGW.0301', (code, message) => ({ code, message })),
  nested_sms: shaped('SMS.9001', (error_code, error_msg) => ({ error: { error_code, error_msg } })),
  nested_iam: shaped('APIGW.0301', (code, message) => ({ error: { error: { code, message } } })),
  nested_camel: shaped('APIGW.0301', (errorCode, errorMsg) => ({ error: { errorCode, errorMsg } })),
  nested_bare: shaped('APIGW.0301', (code, message) => ({ body: { code, message } })),
  // The usual ones by what they mean.
  unauthorized: shaped('APIGW.0301', (error_code, error_msg) => ({ error_code, error_msg })),
  forbidden: () => forbidden('sms:server:updateTask', 'SMS:*:*:server:*'),
  throttled: ({ failure }) => throttled(String(failure.seconds ?? 2)),
  throttled_date: ({ failure, now }) =>
    throttled(new Date(now + (failure.seconds ?? 2) * 1000).toUTCString()),
  unavailable: ({ failure }) =>
    json(
      failure.status ?? 503,
      { error_code: failure.code ?? 'APIGW.0201', error_msg: 'Backend unavailable.' },
      failure.seconds === undefined ? {} : { 'Retry-After': String(failure.seconds) },
    ),
  // What is no answer of the service.
  html: ({ failure }) => ({
    status: failure.status ?? 502,
    body: PAGE,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  }),
  truncated: ({ own, failure }) => withBody(own(), failure, (body) => body.slice(0, body.length / 2)),
  empty: ({ own, failure }) => withBody(own(), failure, () => ''),
  wrong_type: ({ own, failure }) => {
    const answer = withBody(own(), failure, (body) => body);
    return { ...answer, headers: { ...answer.headers, 'Content-Type': 'text/html' } };
  },
  list: ({ failure }) => json(failure.status ?? 200, []),
  // What happens to the connection.
  drop: () => 'drop',
  reset: () => 'reset',
  cut: () => 'cut',
  stall: () => 'stall',
  slow: async ({ own, failure, signal }) => {
    const answer = own();
    await wait((failure.seconds ?? 60) * 1000, undefined, { signal });
    return answer;
  },
} satisfies Record<string, Way>;

function withBody(answer: Answer, { status }: Failure, change: (body: string) => string): Answer {
  return { ...answer, status: status ?? answer.status, body: change(answer.body) };
}

export const WAYS: readonly string[] = Object.keys(TABLE);

const isWay = (name: string): name is keyof typeof TABLE => Object.hasOwn(TABLE, name);

/** Whether this is one of WAYS or an error code that the service is known for. */
export const isKnownWay = (name: string): boolean => isWay(name) || Object.hasOwn(CODES, name);

/** Carries out a failure on a request. */
export function failed(situation: Situation): Planned | Promise<Planned> {
  const { failure, own } = situation;
  if (failure.done) own();
  const way: Way = isWay(failure.way) ? TABLE[failure.way] : TABLE.sms;
  return way(isWay(failure.way) ? situation : { ...situation, failure: { code: failure.way, ...failure } });
}

/** Finds the failure that befalls a request, and counts. */
export function newFailures(): {
  add(failures: readonly Failure[]): void;
  clear(): void;
  next(request: SimulatedRequest, path: string): Failure | undefined;
} {
  let known: { failure: Failure; seen: number }[] = [];
  return {
    add(failures) {
      for (const failure of failures) {
        if (!isKnownWay(failure.way)) throw new Error(`no way to fail is called ${failure.way}`);
        known.push({ failure, seen: 0 });
      }
    },
    clear: () => {
      known = [];
    },
    next(request, path) {
      const hit = known.filter(({ failure }) => befalls(failure, request.method, path));
      for (const entry of hit) entry.seen++;
      return hit.find(
        ({ failure: { nth, times }, seen }) =>
          (nth === undefined || nth === seen) && (times === undefined || seen <= times),
      )?.failure;
    },
  };
}

function befalls({ method, path: wanted }: Failure, asked: string, path: string): boolean {
  if (method !== undefined && method !== asked) return false;
  if (wanted === undefined) return true;
  return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}
