/** A real proxy: takes CONNECT, with a user and password where it wants one, and leads every name to one address. */
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';

export interface Tunnels {
  /** With the user and password that it wants. */
  readonly url: string;
  readonly port: number;
  /** `host:port` of every tunnel that was asked for, whether or not it was dug. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export const PROXY_PASSWORD = 'proxy-Passw0rd-secret';

export interface ProxyOptions {
  /** The proxy itself is spoken to by TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly password?: string;
}

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
