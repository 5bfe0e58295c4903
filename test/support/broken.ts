/** Endpoints that fail in some way, on ports of this machine. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { startSimulator } from '../../src/simulator/server.ts';
import { preloading } from './program.ts';

/** A broken endpoint, and the number of calls to it. */
export interface Broken {
  readonly url: string;
  /** Counts its requests, or its connections if it doesn't speak HTTP. */
  count(): number;
  close(): Promise<void>;
}

const tlsFile = (name: string) => new URL(`../fixtures/tls/${name}.pem`, import.meta.url).pathname;

/** Starts a server that speaks raw TCP; `onData` gets the first bytes of each connection. */
export function rawServer(
  onData: (socket: Socket) => void,
  { scheme = 'http', atOnce = false } = {},
): Promise<Broken> {
  let count = 0;
  const server = createServer((socket) => {
    count++;
    socket.on('error', () => {});
    if (atOnce) onData(socket);
    else socket.once('data', () => onData(socket));
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `${scheme}://127.0.0.1:${port}`,
        count: () => count,
        close: () => new Promise((done) => void server.close(() => done())),
      });
    }),
  );
}

/** Starts the real simulator behind HTTPS, with one of the certificates of test/fixtures/tls. */
export async function secureService(certificate: string): Promise<Broken> {
  const [key, cert] = ['key', certificate].map((name) => readFileSync(tlsFile(name), 'utf8')) as [
    string,
    string,
  ];
  const simulator = await startSimulator({ tls: { key, cert } });
  return { url: simulator.url, count: () => simulator.requests.length, close: () => simulator.close() };
}

/** Returns an environment that trusts that certificate. */
export const trusting = (certificate: string) => ({ NODE_EXTRA_CA_CERTS: tlsFile(certificate) });

/** Starts a proxy that opens a tunnel for every CONNECT, to any host, to a port of this machine. */
export function tunnelTo(url: string): Promise<Broken> {
  return rawServer((socket) => {
    const behind = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(behind).pipe(socket);
    });
    behind.on('error', () => socket.destroy());
    socket.on('close', () => behind.destroy());
  });
}

/** Returns an address where nothing listens. */
export async function closedPort(): Promise<Broken> {
  const server = await rawServer(() => {});
  await server.close();
  return { ...server, close: async () => {} };
}

const DEAF = `
  const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    process.stdout.write(String(server.address().port) + '\\n');
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 50);
  });`;

/** Returns an address that never accepts a connection, like a firewall that drops packets: its queue is full. */
export async function deafPort(): Promise<Broken> {
  const child = spawn(process.execPath, ['-e', DEAF], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve) =>
    child.stdout.once('data', (data) => resolve(Number(data))),
  );
  await new Promise((resolve) => setTimeout(resolve, 150));
  const waiting = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await new Promise((resolve) => setTimeout(resolve, 100));
  return {
    url: `http://127.0.0.1:${port}`,
    count: () => 0,
    close: async () => {
      for (const socket of waiting) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}

/** Returns an environment in which names can't be resolved. Nothing leaves this machine. */
export function withoutDns(code: 'ENOTFOUND' | 'EAI_AGAIN'): Record<string, string> {
  const preload = `import dns from 'node:dns';
    dns.lookup = (host, options, done) => (done ?? options)(Object.assign(
      new Error('getaddrinfo ${code} ' + host), { code: '${code}', syscall: 'getaddrinfo', hostname: host }));`;
  return preloading(preload);
}
