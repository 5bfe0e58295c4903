/** Calls that ended without a whole answer: from what Node throws to an error with words of its own. */

import { errorCode } from '../../task/errors.ts';
import type { Text } from '../../text/catalogue.ts';
import { text } from '../../text/text.ts';
import { ServiceError } from '../service-error.ts';

type Cause = keyof Text['errors']['transport'];

/** Causes by the code of the innermost error, the first match wins. */
const BY_CODE: readonly (readonly [RegExp, Cause])[] = [
  [/^PROXY_407$/, 'proxyAuth'],
  [/^PROXY_\d+$/, 'proxyRefused'],
  [/^ENOTFOUND$/, 'dnsUnknown'],
  [/^EAI_/, 'dnsLater'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ENETDOWN)$/, 'noRoute'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED)$/, 'reset'],
  [/^ETIMEDOUT$/, 'noConnection'],
  [/^(CERT_HAS_EXPIRED|CRL_HAS_EXPIRED)$/, 'tlsExpired'],
  [/^CERT_NOT_YET_VALID$/, 'tlsNotYet'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'tlsHost'],
  [/SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|^CERT_(UNTRUSTED|CHAIN_TOO_LONG)$/, 'tlsUnknownCa'],
  [/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/, 'tlsNone'],
  [/^(ERR_SSL_|ERR_TLS_|EPROTO$|CERT_)/, 'tlsOther'],
  [/^HPE_HEADER_OVERFLOW$/, 'longHeaders'],
  [/^BODY_LIMIT$/, 'longBody'],
  // Since Node 24 it comes by its name alone.
  [/^(HPE_|HTTPParserError$)/, 'notHttp'],
  [/^(Z_|ERR__ERROR_|ERR_PADDING)/, 'garbled'],
];

/** Failures that may pass by themselves. */
const TRANSIENT: readonly Cause[] = ['reset', 'cut', 'dnsLater', 'noConnection'];

/** Stage that a call reached before it ended. */
export type RequestProgress = 'nothing' | 'sent' | 'answered';

export interface RequestContext {
  readonly host: string;
  /** Time that the call had. */
  readonly seconds: number;
  readonly reached: RequestProgress;
  /** Of an answer that began. */
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** The host of the proxy that the call goes through. */
  readonly proxy?: string | undefined;
}

/** An error with words for what cut a call off. */
export function networkError(
  error: unknown,
  { host, seconds, reached, status, requestId, proxy }: RequestContext,
): ServiceError {
  if (error instanceof ServiceError) return error;
  const chain = causeChainOf(error);
  const trail = chain.map(({ name, code }) => [name, code].filter(Boolean).join(' '));
  const byProxy = chain.some(({ name }) => name === 'ProxyError');
  const cause = refineCause(causeOf(chain, reached), reached, byProxy);
  const words = text().errors.transport[cause];
  const silent = cause === 'noConnection' && reached === 'nothing';
  const answered = cause === 'proxyAuth' || cause === 'proxyRefused';
  // Behind a proxy it is the proxy that did not get through, or that a connection did not come about to.
  const at = proxy && (byProxy || silent) && !answered ? proxy : host;
  const hints = [proxy ? text().errors.throughProxy(proxy) : '', words.next].filter(Boolean);
  const why = chain.at(-1)?.code?.replace('PROXY_', '') ?? '';
  const again = TRANSIENT.includes(cause) && 'short' in words ? words.short : undefined;
  // What no proxy passed on was not carried out.
  const kind = answered ? 'refused' : 'no_answer';
  return new ServiceError(kind, words.what(at, String(seconds), why), {
    status: cause === 'proxyAuth' ? 407 : status,
    requestId,
    hint: text().errors.sentences(hints),
    retryReason: again,
    causeChain: trail,
  });
}

/** Returns a more exact cause if more is known than the error code. */
function refineCause(cause: Cause, reached: RequestProgress, byProxy: boolean): Cause {
  if (byProxy && cause === 'tlsNone') return 'proxyPlain';
  // A server that started to respond and stopped did not refuse the connection.
  return cause === 'reset' && reached === 'answered' ? 'cut' : cause;
}

interface Link {
  readonly name: string;
  readonly code: string | undefined;
  readonly message: string;
}

/** The error and what caused it, outermost first. */
function causeChainOf(error: unknown): Link[] {
  const links: Link[] = [];
  let inner: unknown = error;
  for (let depth = 0; depth < 6 && inner instanceof Error; depth++) {
    links.push({ name: inner.name, code: errorCode(inner), message: inner.message });
    inner = inner instanceof AggregateError ? (inner.errors[0] ?? inner.cause) : inner.cause;
  }
  return links;
}

function causeOf(chain: readonly Link[], reached: RequestProgress): Cause {
  const innermost = [...chain].reverse();
  for (const { code, name } of innermost) {
    const known = BY_CODE.find(([pattern]) => pattern.test(code ?? name));
    if (known) return known[1];
  }
  // These come without a code.
  if (chain.some(({ message }) => /incorrect (header|data) check|invalid .* block/i.test(message)))
    return 'garbled';
  if (!chain.some(({ name }) => name === 'TimeoutError')) return 'other';
  return { nothing: 'noConnection', sent: 'noAnswer', answered: 'noEnd' }[reached] as Cause;
}
