/** One request on its way: signed, through a proxy where one is set, renewed once after a 401, traced for --debug. */
import type { Agent } from 'node:http';
import { getProxyForUrl } from 'proxy-from-env';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import type { Auth } from './auth.ts';
import { type Fetch, nodeFetch } from './node-fetch.ts';
import { keepSecret, withoutSecrets } from './secrets.ts';

export interface Transport {
  /** Notes for --debug, a line each, without secrets. */
  readonly trace?: (line: string) => void;
  /** Called with the `Date` of each answer, in ms since 1970, and when it came by this machine's clock. */
  readonly onDate?: (server: number, here: number) => void;
}

/** A fetch for ky; `sent` is called when a request has left. */
export function authorised(auth: Auth, transport: Transport, sent: () => void): Fetch {
  const { trace, onDate } = transport;

  async function signedHeaders(request: Request, body: Uint8Array) {
    const type = request.headers.get('content-type');
    const headers = type ? { 'Content-Type': type } : {};
    return auth.headersFor({ method: request.method, url: new URL(request.url), headers, body });
  }

  async function attempt(
    request: Request,
    signed: Readonly<Record<string, string>>,
    body: Uint8Array,
  ): Promise<Response> {
    const url = new URL(request.url);
    const headers = new Headers(request.headers);
    for (const [name, value] of Object.entries(signed)) headers.set(name, value);
    const from = performance.now();
    const line = (end: string) =>
      trace?.(
        withoutSecrets(
          `${request.method} ${url.host}${url.pathname}${url.search}  ${end}  ${Math.round(performance.now() - from)} ms`,
        ),
      );
    try {
      const answer = await (await wayTo(url, sent))(request.url, {
        method: request.method,
        headers,
        signal: request.signal,
        ...(body.length ? { body: body as Uint8Array<ArrayBuffer> } : {}),
      });
      const id = answer.headers.get('x-request-id');
      line(`${answer.status}${id ? `  ${id}` : ''}`);
      const date = Date.parse(answer.headers.get('date') ?? '');
      if (!Number.isNaN(date)) onDate?.(date, Date.now());
      return answer;
    } catch (error) {
      line(error instanceof Error ? error.name : 'failed');
      throw error;
    }
  }

  return async (input, init) => {
    const request = new Request(input, init);
    const body = new Uint8Array(await request.arrayBuffer());
    const sent = await signedHeaders(request, body);
    const answer = await attempt(request, sent, body);
    // A 401 means that nothing was carried out, so this is the one case in which an update goes out again.
    if (answer.status !== 401 || !(await auth.renew(sent).catch(() => false))) return answer;
    await answer.body?.cancel();
    trace?.('credentials renewed after 401');
    return attempt(request, await signedHeaders(request, body), body);
  };
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The proxy that a request to this address goes through, by HTTPS_PROXY, ALL_PROXY and NO_PROXY in any case. Without a
 * scheme it is spoken to by http, as by curl. Throws UsageError where it is no address of a proxy.
 */
export function proxyFor(url: URL): string | undefined {
  const given = LOOPBACK.test(url.hostname) ? '' : getProxyForUrl(url);
  if (!given) return undefined;
  const { env } = process;
  const bare = [env.https_proxy, env.HTTPS_PROXY, env.all_proxy, env.ALL_PROXY].find(Boolean)?.trim();
  const address = (given === `https://${bare}` ? `http://${bare}` : given).trim();
  if (!isProxy(address)) throw new UsageError(text().net.badProxy);
  const { password } = new URL(address);
  for (const form of [password, decodeURIComponent(password)]) keepSecret(form);
  return address;
}

function isProxy(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(address);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  // A password with / or # in it makes an address of another form: nothing of it is shown or used.
  return /^https?:$/.test(protocol) && hostname !== '' && pathname === '/' && search + hash === '';
}

/** The address of a proxy as it may be shown. */
export function shownProxy(address: string): string {
  const { protocol, username, password, host } = new URL(address);
  return `${protocol}//${username || password ? '***@' : ''}${host}`;
}

const tunnels = new Map<string, Promise<Agent>>();

/** The code for proxies is loaded only where one is set. */
async function wayTo(url: URL, sent: () => void): Promise<Fetch> {
  const proxy = proxyFor(url);
  if (!proxy) return nodeFetch(sent);
  const tunnel =
    tunnels.get(proxy) ?? import('./proxy.ts').then(({ tunnelsThrough }) => tunnelsThrough(proxy));
  tunnels.set(proxy, tunnel);
  return nodeFetch(sent, await tunnel);
}
