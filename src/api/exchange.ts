/** One request and its whole answer, with words for everything that can go wrong between. ky does the transport. */
import ky from 'ky';
import { type Json, writeJson } from '../json/json.ts';
import type { Auth } from './auth.ts';
import { type Answer, readAnswer, requestIdOf } from './failure.ts';
import type { Gate } from './gate.ts';
import { type Retry, retrying } from './retry.ts';
import { authorised, proxyFor, type Transport } from './transport.ts';
import { type Reached, unansweredError } from './unanswered.ts';

/** A service, and how it is called. */
export interface Site {
  /** Such as `https://sms.ap-southeast-3.myhuaweicloud.com`. */
  readonly endpoint: string;
  /** How long one call may take in all, retries included. */
  readonly seconds: number;
  readonly auth: Auth;
  readonly transport: Transport;
  /** Called when a request has left. */
  readonly onSent?: (() => void) | undefined;
  /** Is told of every wait before a reading is tried again. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** Where many calls go out at a time: none does while the service holds one of them back. */
  readonly gate?: Gate | undefined;
}

export interface Call {
  readonly method: 'get' | 'put' | 'post';
  /** Without a slash in front. */
  readonly path: string;
  /** The IAM action that it needs, where the service's documents name it. */
  readonly action?: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Json;
  readonly signal?: AbortSignal | undefined;
}

/** Sends one request, once, and takes its answer, whatever its status. Throws ServiceError, or the signal's reason. */
export async function exchange(
  { endpoint, seconds, auth, transport, onSent }: Site,
  { method, path, action, query, body, signal }: Call,
  ms = seconds * 1000,
): Promise<Answer> {
  const url = new URL(endpoint);
  const { host } = url;
  const proxy = hostOf(proxyFor(url));
  // What IAM takes for it is no time of this call, and no fault of this host.
  await auth.ready();
  signal?.throwIfAborted();
  let requestId: string | undefined;
  let reached: Reached = 'nothing';
  let answered: number | undefined;
  const sent = () => {
    reached = 'sent';
    onSent?.();
  };
  try {
    const pending = ky(path, {
      ...{ method, prefix: endpoint, timeout: ms, totalTimeout: ms },
      headers: { Accept: 'application/json' },
      fetch: authorised(auth, transport, sent),
      // What comes back is judged with its body; whether it is tried again is decided in retry.ts.
      ...{ throwHttpErrors: false, retry: 0, redirect: 'manual' },
      stringifyJson: (json) => writeJson(json as Json),
      ...(query ? { searchParams: query } : {}),
      ...(body === undefined ? {} : { json: body }),
      ...(signal ? { signal } : {}),
    });
    const { status, headers: received } = await pending;
    reached = 'answered';
    answered = status;
    requestId = requestIdOf(received);
    // ky's own text() reads the body within the timeout too; a plain response.text() may wait for ever.
    const text = await pending.text();
    const actions = action ? [`sms:server:${action}`] : [];
    return { host, status, headers: received, body: text, actions };
  } catch (error) {
    signal?.throwIfAborted();
    throw unansweredError(error, { host, seconds, reached, status: answered, requestId, proxy });
  }
}

/** The host of an address, without the user and password that may stand in it. */
const hostOf = (address: string | undefined): string | undefined =>
  address && URL.canParse(address) ? new URL(address).host : undefined;

/** A reading: it may be repeated until it works or the time is over. Throws ServiceError, or the signal's reason. */
export async function reading<T>(
  site: Site,
  call: Omit<Call, 'method'>,
  use: (document: Json, answer: Answer) => T | Promise<T>,
): Promise<T> {
  const { seconds, onRetry, gate } = site;
  const { path, signal } = call;
  // IAM has been tried as often as the time allows.
  await site.auth.ready();
  return retrying(
    async (left) => {
      const answer = await exchange(site, { ...call, method: 'get' }, left);
      return use(readAnswer(answer), answer);
    },
    { path, seconds, signal, onRetry, gate },
  );
}
