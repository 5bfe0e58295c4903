/** One request on its way: signed, through a proxy where one is set, renewed once after a 401, traced for --debug. */
import { getProxyForUrl } from 'proxy-from-env';
import type { Auth } from './auth.ts';
import { withoutSecrets } from './secrets.ts';

export interface Transport {
  /** Notes for --debug, a line each, without secrets. */
  readonly trace?: (line: string) => void;
  /** Called with the `Date` of each answer, in ms since 1970, and when it came by this machine's clock. */
  readonly onDate?: (server: number, here: number) => void;
}

type Fetch = typeof globalThis.fetch;

/** A fetch for ky. */
export function authorised(auth: Auth, transport: Transport): Fetch {
  const { trace, onDate } = transport;

  async function attempt(request: Request, body: Uint8Array): Promise<Response> {
    const url = new URL(request.url);
    const type = request.headers.get('content-type');
    const signed = await auth.headersFor({
      method: request.method,
      url,
      headers: type ? { 'Content-Type': type } : {},
      body,
    });
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
      const answer = await (await wayTo(url))(request.url, {
        method: request.method,
        headers,
        redirect: request.redirect,
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
    const answer = await attempt(request, body);
    // A 401 means that nothing was carried out, so this is the one case in which an update goes out again.
    if (answer.status !== 401 || !(await auth.renew().catch(() => false))) return answer;
    await answer.body?.cancel();
    trace?.('credentials renewed after 401');
    return attempt(request, body);
  };
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The proxy that a request to this address goes through, by HTTPS_PROXY, ALL_PROXY and NO_PROXY in any case. */
export function proxyFor(url: URL): string | undefined {
  return LOOPBACK.test(url.hostname) ? undefined : getProxyForUrl(url) || undefined;
}

const proxies = new Map<string, Promise<Fetch>>();

/** The code for proxies is loaded only where one is set. */
function wayTo(url: URL): Promise<Fetch> | Fetch {
  const proxy = proxyFor(url);
  if (!proxy) return globalThis.fetch;
  const known = proxies.get(proxy) ?? import('./proxy.ts').then(({ proxiedFetch }) => proxiedFetch(proxy));
  proxies.set(proxy, known);
  return known;
}
