/**
 * The embedded SMS: an HTTP server on loopback that behaves as the service, IAM and the metadata service are
 * documented to. A request passes, in this order: `intercept`, the failures it was told of, the throttle, the check
 * of token or signature, the permissions. Options:
 *
 *     port, tls            where it listens; https with this key and certificate
 *     scenario, tasks      the tasks it starts with
 *     skew                 how far its clock is off, in milliseconds
 *     tokenLife            how long tokens are valid, in milliseconds
 *     latency              how long every answer takes, in milliseconds
 *     throttle             how many requests a second it takes
 *     denied               what nobody may do
 *     metadata             how the metadata service behaves
 *     failures             ways to fail, and when: see failures.ts
 *     intercept            a test's own answers
 *
 * Who may sign in stands in accounts.ts.
 */
import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'lossless-json';
import { caller, may } from './access.ts';
import { type Action, FIRST_TOKEN } from './accounts.ts';
import { type Answer, forbidden, type Planned, refusal, type SimulatedRequest, write } from './answers.ts';
import type { Doc } from './facts.ts';
import { type Failure, failed, newFailures } from './failures.ts';
import { domainsAnswer, projectsAnswer, tokenAnswer } from './iam.ts';
import { newIssued } from './issued.ts';
import { type MetadataOptions, metadataService } from './metadata.ts';
import { SCENARIOS } from './scenarios.ts';
import { parsed, taskRoutes } from './tasks.ts';
import { newThrottle } from './throttle.ts';

export type { Answer, Planned, SimulatedRequest } from './answers.ts';

export interface SimulatorOptions {
  readonly port?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly scenario?: string;
  /** Tasks in place of a scenario's, as JSON texts. */
  readonly tasks?: readonly string[];
  readonly skew?: number;
  readonly tokenLife?: number;
  readonly latency?: number;
  readonly throttle?: number;
  readonly denied?: readonly Action[];
  readonly metadata?: MetadataOptions;
  readonly failures?: readonly Failure[];
  /** Asked before each request is served; what it answers is sent instead. For tests of failures. */
  readonly intercept?: (request: SimulatedRequest) => Planned | Promise<Planned>;
}

export interface Simulator {
  readonly url: string;
  readonly token: string;
  /** The id of the first task. */
  readonly firstTask: string;
  /** The ids of all tasks that it started with. */
  readonly taskIds: readonly string[];
  readonly requests: readonly SimulatedRequest[];
  /** Changes a task behind the client's back, as another user would. */
  change(id: string, edit: (task: Doc) => Doc): void;
  taskText(id: string): string;
  /** From now on it fails so, too. Throws where a way is unknown. */
  fail(...failures: readonly Failure[]): void;
  /** Forgets all failures. */
  mend(): void;
  /** Sets its clock forward, in milliseconds. */
  advance(milliseconds: number): void;
  /** Ends every token that is valid now. */
  expireTokens(): void;
  close(): Promise<void>;
}

/** Starts the simulator. Throws where the scenario or a way to fail is unknown, or the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const scenario = SCENARIOS[options.scenario ?? 'lvm'];
  if (!scenario) throw new Error(`no scenario ${options.scenario}`);
  let ahead = options.skew ?? 0;
  const now = () => Date.now() + ahead;
  const initial = options.tasks?.map((text) => parse(text) as Doc) ?? scenario(now());
  const tasks = new Map(initial.map((task) => [String(task.id), task]));
  const requests: SimulatedRequest[] = [];
  const leaving = new AbortController();
  // As many wait as requests are open.
  setMaxListeners(0, leaving.signal);

  const issued = newIssued(now, options.tokenLife);
  const failures = newFailures();
  failures.add(options.failures ?? []);
  const tooMany = options.throttle === undefined ? () => undefined : newThrottle(options.throttle, now);
  const metadata = metadataService(options.metadata ?? {}, issued, now);
  const routes = taskRoutes(tasks);

  /** What the service itself answers. */
  function answer(request: SimulatedRequest, url: URL, raw: Buffer): Answer {
    const machine = metadata(request, url.pathname);
    if (machine) return machine;
    const excess = tooMany();
    if (excess) return excess;
    const call = `${request.method} ${url.pathname}`;
    if (call === 'POST /v3/auth/tokens') return tokenAnswer(parsed(request.body), issued, now);
    const who = caller(request, raw, issued, now());
    if ('refused' in who) return who.refused;
    if (call === 'GET /v3/auth/domains') return domainsAnswer();
    if (call === 'GET /v3/projects') return projectsAnswer(url.searchParams);
    for (const { method, pattern, action, handle } of routes) {
      const match = pattern.exec(url.pathname);
      if (!match || method !== request.method) continue;
      const id = decodeURIComponent(match[1] ?? '');
      if (!may(who.user, action, options.denied ?? [])) return forbidden(action, id || 'task');
      return handle(request, id, url.searchParams);
    }
    return refusal(404, 'APIGW.0101', 'The API does not exist or has not been published.');
  }

  /** What is sent: the service's answer, or what a failure makes of it. */
  async function outcome(request: SimulatedRequest, raw: Buffer): Promise<Exclude<Planned, undefined>> {
    const planned = await options.intercept?.(request);
    if (planned) return planned;
    const url = new URL(request.path, 'http://simulator');
    let served: Answer | undefined;
    const own = () => {
      served ??= answer(request, url, raw);
      return served;
    };
    const failure = failures.next(request, url.pathname);
    const broken = failure && (await failed({ failure, own, now: now(), signal: leaving.signal }));
    const sent = broken ?? own();
    const delay = url.pathname.startsWith('/v3/') ? 0 : (options.metadata?.delay ?? 0);
    if (delay) await wait(delay, undefined, { signal: leaving.signal });
    return sent;
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await bodyOf(message);
    const { method = '', url: path = '', headers } = message;
    const request = { method, path, body: raw.toString('utf8'), headers, at: now() };
    requests.push(request);
    const number = requests.length;
    const planned = await outcome(request, raw);
    if (options.latency) await wait(options.latency, undefined, { signal: leaving.signal });
    response.setHeader('Date', new Date(now()).toUTCString());
    send(planned, response, `simulated-${number}`);
  }

  const listener = (message: IncomingMessage, response: ServerResponse) => {
    serve(message, response).catch(() => response.destroy());
  };
  const server = options.tls ? createSecureServer(options.tls, listener) : createServer(listener);
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    token: FIRST_TOKEN,
    firstTask: String(initial[0]?.id ?? ''),
    taskIds: [...tasks.keys()],
    requests,
    change: (id, edit) => void tasks.set(id, edit(tasks.get(id) as Doc)),
    taskText: (id) => write(tasks.get(id)),
    fail: (...more) => failures.add(more),
    mend: () => failures.clear(),
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    expireTokens: () => issued.expireTokens(),
    close: () =>
      new Promise((resolve) => {
        leaving.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Puts an answer on the wire, or breaks the connection in its way. */
function send(planned: Exclude<Planned, undefined>, response: ServerResponse, requestId: string): void {
  const { socket } = response;
  if (planned === 'drop') socket?.destroy();
  else if (planned === 'reset') socket?.resetAndDestroy();
  else if (planned === 'cut' || planned === 'stall') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '4096' });
    response.write('{"id": "6402', () => planned === 'cut' && socket?.destroy());
  } else {
    response.writeHead(planned.status, { 'X-Request-Id': requestId, ...planned.headers });
    response.end(planned.body);
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
