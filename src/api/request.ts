/** Sends one request by ky and returns its whole response, with words for everything that can go wrong between. */
import ky from 'ky';
import { type Json, stringifyJson } from '../json/json.ts';
import { loadServiceCodes, mayNameServiceCode } from '../text/service-codes.ts';
import type { Auth } from './auth.ts';
import { authorizationHooks, RENEW_ONLY, type TransportHooks } from './authorization-hooks.ts';
import { type ApiResponse, parseResponse, requestIdOf } from './error-response.ts';
import { createHttpFetch } from './network/http-fetch.ts';
import { networkError, type RequestProgress } from './network/network-error.ts';
import { agentFor, resolveProxy } from './network/proxy.ts';
import { type RetryNotice, withRetry } from './retry.ts';
import type { ThrottleGate } from './throttle-gate.ts';

/** A service, and how it is called. */
export interface ServiceConfig {
  /** Such as `https://sms.ap-southeast-3.myhuaweicloud.com`. */
  readonly endpoint: string;
  /** Time for one call, retries included. */
  readonly seconds: number;
  readonly auth: Auth;
  readonly transport: TransportHooks;
  /** Called when a request has left. */
  readonly onSent?: (() => void) | undefined;
  /** Called before every wait for another try of a read. */
  readonly onRetry?: ((retry: RetryNotice) => void) | undefined;
  /** Shared by the calls of a run: none goes out while SMS throttles one of them. */
  readonly gate?: ThrottleGate | undefined;
  /** True for what is on this machine's own network, whatever the proxy variables say. */
  readonly bypassesProxy?: boolean;
}

export interface RequestSpec {
  readonly method: 'get' | 'put' | 'post';
  /** Without a slash in front. */
  readonly path: string;
  /** The IAM action that it needs, if the service's documents name it. */
  readonly action?: string;
  /** The error code of an ordinary response, such as that of a task without rate windows: it isn't explained. */
  readonly ordinaryCode?: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Json;
  readonly signal?: AbortSignal | undefined;
}

/** Sends one request, once. Returns the response with any status. Throws ServiceError, or the signal's reason. */
export async function sendRequest(
  { endpoint, seconds, auth, transport, onSent, bypassesProxy }: ServiceConfig,
  { method, path, action, ordinaryCode, query, body, signal }: RequestSpec,
  ms = seconds * 1000,
): Promise<ApiResponse> {
  const url = new URL(endpoint);
  const { host } = url;
  const proxy = bypassesProxy ? undefined : resolveProxy(url);
  // The time for IAM doesn't count as time of this call, and its failures aren't failures of this host.
  await auth.prepare();
  signal?.throwIfAborted();
  const written = body === undefined ? '' : stringifyJson(body);
  const agent = await agentFor(url, proxy, method !== 'get');
  let requestId: string | undefined;
  let reached: RequestProgress = 'nothing';
  let answered: number | undefined;
  const fetch = createHttpFetch({
    ...{ body: written, agent },
    onSent() {
      reached = 'sent';
      onSent?.();
    },
    onHead(status, headers) {
      reached = 'answered';
      answered = status;
      requestId = requestIdOf(headers);
    },
  });
  try {
    const response = await ky(path, {
      ...{ method, fetch, prefix: endpoint, timeout: ms, totalTimeout: ms },
      headers: { Accept: 'application/json', ...(written && { 'Content-Type': 'application/json' }) },
      hooks: authorizationHooks(auth, transport, written),
      // A response is judged with its body; whether a reading is tried again is decided in retry.ts.
      ...{ throwHttpErrors: false, retry: RENEW_ONLY, redirect: 'manual' },
      ...(query ? { searchParams: query } : {}),
      ...(signal ? { signal } : {}),
    });
    const { status, headers } = response;
    const text = await response.text();
    if (mayNameServiceCode(text, ordinaryCode)) await loadServiceCodes();
    const actions = action ? [`sms:server:${action}`] : [];
    return { host, status, headers, body: text, actions };
  } catch (error) {
    signal?.throwIfAborted();
    throw networkError(error, { host, seconds, reached, status: answered, requestId, proxy: hostOf(proxy) });
  }
}

/** The host of an address, without the user and password that may stand in it. */
const hostOf = (address: string | undefined): string | undefined =>
  address && URL.canParse(address) ? new URL(address).host : undefined;

/** A reading: it may be repeated until it works or the time is over. Throws ServiceError, or the signal's reason. */
export async function getWithRetry<T>(
  site: ServiceConfig,
  call: Omit<RequestSpec, 'method'>,
  use: (document: Json, answer: ApiResponse) => T | Promise<T>,
): Promise<T> {
  const { seconds, onRetry, gate } = site;
  const { path, signal } = call;
  // IAM has been tried as often as the time allows.
  await site.auth.prepare();
  return withRetry(
    async (left) => {
      const answer = await sendRequest(site, { ...call, method: 'get' }, left);
      return use(parseResponse(answer), answer);
    },
    { path, seconds, signal, onRetry, gate },
  );
}
