/** fetch through an https tunnel of a proxy. Node 20's own fetch knows no proxies, and undici would double the bundle. */
import { channel } from 'node:diagnostics_channel';
import { request as plainRequest } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { isIPv6 } from 'node:net';
import { Readable } from 'node:stream';
import { type ConnectionOptions, connect } from 'node:tls';

type Fetch = typeof globalThis.fetch;

/** What undici tells when a request is on its way; waiting for an answer is told from not getting through by it. */
const SENT = channel('undici:client:sendHeaders');

/** The proxy opened no tunnel. `code` is what went wrong, or `PROXY_` and the status that it answered. */
class ProxyError extends Error {
  override name = 'ProxyError';
  readonly code: string | undefined;
  constructor(code: string | undefined) {
    super('no tunnel');
    this.code = code;
  }
}

/**
 * Connections that a proxy opens, with TLS to the service inside. https-proxy-agent would do it too, but it ends the
 * program where a proxy that is spoken to by TLS hangs up, and writes out the password where DEBUG is set.
 */
class TunnelAgent extends Agent {
  readonly #proxy: URL;
  constructor(proxy: URL) {
    super({ keepAlive: true });
    this.#proxy = proxy;
  }

  override createConnection(
    options: RequestOptions,
    done: Parameters<Agent['createConnection']>[1] = () => {},
  ): undefined {
    const { origin, protocol, hostname, username, password } = this.#proxy;
    const host = String(options.host);
    const target = `${isIPv6(host) ? `[${host}]` : host}:${options.port}`;
    const user = [username, password].map(decodeURIComponent).join(':');
    const login = { 'Proxy-Authorization': `Basic ${Buffer.from(user).toString('base64')}` };
    const asked = (protocol === 'https:' ? request : plainRequest)(origin, {
      ...{ method: 'CONNECT', path: target, agent: false },
      // Else the proxy's certificate would be held against the host that stands in the header.
      servername: /[a-z]/i.test(hostname) && !hostname.startsWith('[') ? hostname : '',
      headers: { Host: target, ...(username || password ? login : {}) },
    });
    const fail = (code: string | undefined) => done(new ProxyError(code), undefined as never);
    asked.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      // Where a plain answer comes while TLS is being written, the code is EPROTO and the message says the rest.
      fail(/wrong version number/i.test(message) ? 'ERR_SSL_WRONG_VERSION_NUMBER' : code);
    });
    asked.on('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode === 200) return done(null, connect({ ...(options as ConnectionOptions), socket }));
      socket.destroy();
      fail(`PROXY_${statusCode}`);
    });
    asked.end();
    return undefined;
  }
}

/** `proxy` may carry a user and a password. https only: nothing else goes beyond this machine. */
export function proxiedFetch(proxy: string): Fetch {
  const agent = new TunnelAgent(new URL(proxy));
  return (input, init = {}) => {
    const { method = 'GET', headers, body, signal } = init;
    const url = new URL(String(input));
    const options: RequestOptions = {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      agent,
      ...(signal ? { signal } : {}),
    };
    return new Promise<Response>((resolve, reject) => {
      const sent = request(url, options, (answer) => {
        const { statusCode: status = 0, rawHeaders } = answer;
        const received = new Headers();
        for (let at = 0; at < rawHeaders.length; at += 2) {
          received.append(rawHeaders[at] as string, rawHeaders[at + 1] as string);
        }
        const bodiless = status === 204 || status === 304;
        const content = bodiless ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
        resolve(new Response(content, { status, headers: received }));
      });
      sent.on('error', (error) => reject(signal?.aborted ? signal.reason : error));
      sent.on('finish', () => SENT.publish({ request: { origin: url.origin, path: url.pathname } }));
      sent.end(body ? Buffer.from(body as Uint8Array) : undefined);
    });
  };
}
