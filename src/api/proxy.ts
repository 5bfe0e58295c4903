/** fetch through HTTPS_PROXY and NO_PROXY. Node 20's own fetch takes no dispatcher of another undici. */
// Its index would bring caches, mocks and WebSockets along: twice the size.
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';
import { fetch } from 'undici/lib/web/fetch/index.js';

export function proxiedFetch(): typeof globalThis.fetch {
  const dispatcher = new EnvHttpProxyAgent();
  return ((url: string, init: object) => fetch(url, { ...init, dispatcher })) as typeof globalThis.fetch;
}
