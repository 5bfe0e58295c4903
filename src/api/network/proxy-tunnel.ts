/** Tunnels through a proxy. */
import { request as plainRequest } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { isIPv6 } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import { networkErrorCode } from './http-fetch.ts';

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
  constructor(proxy: URL, keepAlive: boolean) {
    super({ keepAlive });
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
      // Without it, the proxy's certificate would be checked against the host in the `Host` header.
      servername: /[a-z]/i.test(hostname) && !hostname.startsWith('[') ? hostname : '',
      headers: { Host: target, ...(username || password ? login : {}) },
    });
    const fail = (code: string | undefined) => done(new ProxyError(code), undefined as never);
    asked.on('error', (error) => fail(networkErrorCode(error)));
    asked.on('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode === 200) return done(null, connect({ ...(options as ConnectionOptions), socket }));
      socket.destroy();
      fail(`PROXY_${statusCode}`);
    });
    asked.end();
    return undefined;
  }
}

/** Returns an agent that goes through a proxy, whose address may carry a user and a password. For https only. */
export const createTunnelAgent = (proxy: string, keepAlive: boolean): Agent =>
  new TunnelAgent(new URL(proxy), keepAlive);
