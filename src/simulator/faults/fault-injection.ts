/**
 * Faults by name: errors of SMS, of its gateway or of a proxy, broken responses, and broken connections.
 * Source: docs/api-notes.md#error-shapes.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { throttled } from '../access/throttle.ts';
import { CODES } from '../error-codes.ts';
import {
  forbidden,
  json,
  type PlannedResponse,
  type SimulatedRequest,
  type SimulatedResponse,
} from '../responses.ts';
import type { Fault } from './fault.ts';
import { TASK_FAULTS } from './task-faults.ts';

export type { Fault } from './fault.ts';

interface Situation {
  readonly failure: Fault;
  /** Carries out the request, at most once, and returns the response of SMS. */
  readonly own: () => SimulatedResponse;
  readonly now: number;
  /** Aborts every wait when the simulator closes. */
  readonly signal: AbortSignal;
}

type Way = (situation: Situation) => PlannedResponse | Promise<PlannedResponse>;

/** Returns a fault that sends a document with a code and a message. */
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

/** The faults by name. */
const TABLE = {
  // Shapes of errors; `code`, `status` and `message` fill them.
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
  // Common errors by their meaning.
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
  // Responses that SMS doesn't send.
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
  // Broken connections.
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

function withBody(
  answer: SimulatedResponse,
  { status }: Fault,
  change: (body: string) => string,
): SimulatedResponse {
  return { ...answer, status: status ?? answer.status, body: change(answer.body) };
}

export const RESPONSE_FAULTS: readonly string[] = Object.keys(TABLE);
export const FAULT_KINDS: readonly string[] = [...RESPONSE_FAULTS, ...TASK_FAULTS];

const isWay = (name: string): name is keyof typeof TABLE => Object.hasOwn(TABLE, name);

/** Returns true for a name from FAULT_KINDS and for a known error code. */
export const isKnownWay = (name: string): boolean => FAULT_KINDS.includes(name) || Object.hasOwn(CODES, name);

/** Returns the response that a fault makes of a request. */
export function injectFault(situation: Situation): PlannedResponse | Promise<PlannedResponse> {
  const { failure, own } = situation;
  if (failure.done) own();
  const way: Way = isWay(failure.way) ? TABLE[failure.way] : TABLE.sms;
  return way(isWay(failure.way) ? situation : { ...situation, failure: { code: failure.way, ...failure } });
}

/** Returns a list of faults that counts requests and finds the fault of each. */
export function newFaultPlan(): {
  add(failures: readonly Fault[]): void;
  clear(): void;
  all(): readonly Fault[];
  next(request: SimulatedRequest, path: string): Fault | undefined;
} {
  let known: { failure: Fault; seen: number }[] = [];
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
    all: () => known.map(({ failure }) => failure),
    next(request, path) {
      const hit = known.filter(({ failure }) => matches(failure, request.method, path));
      for (const entry of hit) entry.seen++;
      return hit.find(
        ({ failure: { nth, times }, seen }) =>
          (nth === undefined || nth === seen) && (times === undefined || seen <= times),
      )?.failure;
    },
  };
}

function matches({ way, method, path: wanted }: Fault, asked: string, path: string): boolean {
  if (TASK_FAULTS.includes(way)) return false;
  if (method !== undefined && method !== asked) return false;
  if (wanted === undefined) return true;
  const parts = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(path);
}
