/** A real proxy: takes CONNECT, with a user and password if it requires one, and leads every name to one address. */
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';

/** A running proxy. */
export interface Tunnels {
  /** Its URL, with the user and password that it requires. */
  readonly url: string;
  readonly port: number;
  /** The `host:port` of every tunnel that was requested, opened or not. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** The password that a proxy with sign-in requires. */
export const PROXY_PASSWORD = 'proxy-Passw0rd-secret';

/** Options of a proxy. */
export interface ProxyOptions {
  /** Speaks TLS to its clients. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly password?: string;
}

/** Starts a proxy that leads every tunnel to `target`. */
export async function startProxy(target: string, options: ProxyOptions = {}): Promise<Tunnels> {
  const { tls, password = PROXY_PASSWORD } = options;
  const asked: string[] = [];
  const wanted = `Basic ${Buffer.from(`squid:${password}`).toString('base64')}`;
  const server = tls ? createSecureServer(tls) : createServer();
  server.on('request', (_request, response) => response.writeHead(400).end());
  server.on('connect', (request, client, head) => {
    asked.push(request.url ?? '');
    client.on('error', () => {});
    if (request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    const { hostname, port } = new URL(target);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    // A socket that nothing reads any more never sees its end.
    upstream.on('close', () => client.end(() => client.destroy()));
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http${tls ? 's' : ''}://squid:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    port,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
