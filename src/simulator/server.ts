/**
 * The built-in simulator: an HTTP server on loopback that behaves as SMS, IAM and the metadata service are documented
 * to. A request passes, in this order: `intercept`, faults, the throttle, token or signature, permissions. Options:
 *
 *     port, tls            the port; a key and certificate for https
 *     scenario, tasks      the tasks it starts with
 *     skew                 the error of its clock, in ms
 *     tokenLife            the validity of tokens, in ms
 *     latency              the delay of every response, in ms
 *     throttle             the requests that it accepts per second
 *     denied               actions that no user has
 *     pace                 the duration of 1 % of a sub-task, in ms; else each reading moves a running task by 1 %
 *     stateDelay           the time from an action to its state, in ms
 *     hidesDomain          whether IAM lists no domain
 *     anyHost              whether the header Host may name another machine, as behind a proxy; if undefined, with TLS
 *     maxBody              the most bytes of a body
 *     records              whether `requests` keeps them
 *     metadata             the behavior of the metadata service
 *     failures             faults, see fault-injection.ts
 *     intercept            responses of a test
 *
 * accounts.ts has the users.
 */
import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Action, FIRST_TOKEN } from './access/accounts.ts';
import { authenticate, isAllowed } from './access/authenticate.ts';
import { rejectForeign } from './access/guard.ts';
import { callerIdentity, domainsAnswer, projectsAnswer, tokenAnswer } from './access/iam.ts';
import { type MetadataOptions, metadataService } from './access/metadata.ts';
import { newThrottle } from './access/throttle.ts';
import { newTokenStore } from './access/token-store.ts';
import { type Fault, injectFault, newFaultPlan } from './faults/fault-injection.ts';
import { taskFaults } from './faults/task-faults.ts';
import { readBody } from './read-body.ts';
import {
  errorResponse,
  forbidden,
  type PlannedResponse,
  refusalResponse,
  type SimulatedRequest,
  type SimulatedResponse,
  serialize,
} from './responses.ts';
import { taskRoutes } from './routes.ts';
import { SCENARIOS } from './scenarios.ts';
import { type Doc, parseBody, readDoc } from './tasks/documents.ts';
import { newTaskStore } from './tasks/task-store.ts';

export type {
  PlannedResponse as Planned,
  SimulatedRequest,
  SimulatedResponse as Answer,
} from './responses.ts';

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
  readonly pace?: number;
  readonly stateDelay?: number;
  readonly hidesDomain?: boolean;
  readonly anyHost?: boolean;
  readonly maxBody?: number;
  readonly records?: boolean;
  readonly metadata?: MetadataOptions;
  readonly failures?: readonly Fault[];
  /** Called before each request; a response that it returns is sent instead. For tests of failures. */
  readonly intercept?: (request: SimulatedRequest) => PlannedResponse | Promise<PlannedResponse>;
}

export interface Simulator {
  readonly url: string;
  readonly token: string;
  /** The ID of the first task. */
  readonly firstTask: string;
  /** The IDs of all tasks that it started with. */
  readonly taskIds: readonly string[];
  readonly requests: readonly SimulatedRequest[];
  /** Changes a task as another user would. */
  change(id: string, edit: (task: Doc) => Doc): void;
  taskText(id: string): string;
  /** Adds faults. Throws if one has an unknown name. */
  addFaults(...failures: readonly Fault[]): void;
  /** Removes all faults. */
  clearFaults(): void;
  /** Sets its clock forward, in ms. */
  advanceClock(milliseconds: number): void;
  /** Invalidates all tokens. */
  expireTokens(): void;
  close(): Promise<void>;
}

/** The time from an action to its state, in ms, and in percents of a sub-task if there is a pace. */
const STATE_DELAY = 1000;
const PERCENTS_OF_DELAY = 10;

/** Starts the simulator. Throws if the scenario or a fault is unknown, or the port is in use. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const scenario = SCENARIOS[options.scenario ?? 'lvm'];
  if (!scenario) throw new Error(`no scenario ${options.scenario}`);
  let ahead = options.skew ?? 0;
  const now = () => Date.now() + ahead;
  const initial = options.tasks?.map(readDoc) ?? scenario(now());
  const requests: SimulatedRequest[] = [];
  let served = 0;
  const closing = new AbortController();
  // As many wait as requests are open.
  setMaxListeners(0, closing.signal);

  const issued = newTokenStore(now, options.tokenLife);
  const failures = newFaultPlan();
  failures.add(options.failures ?? []);
  const tooMany = options.throttle === undefined ? () => undefined : newThrottle(options.throttle, now);
  const metadata = metadataService(options.metadata ?? {}, issued, now);
  const { pace, stateDelay = pace === undefined ? STATE_DELAY : pace * PERCENTS_OF_DELAY } = options;
  const store = newTaskStore(initial, { now, pace, stateDelay, faults: taskFaults(failures.all) });
  const routes = taskRoutes(store, { now, stateDelay, isScenario: options.tasks === undefined });

  /** Returns the response of SMS. */
  function answer(request: SimulatedRequest, url: URL, raw: Buffer): SimulatedResponse {
    const machine = metadata(request, url.pathname);
    if (machine) return machine;
    const excess = tooMany();
    if (excess) return excess;
    const call = `${request.method} ${url.pathname}`;
    if (call === 'POST /v3/auth/tokens') return tokenAnswer(parseBody(request.body), issued);
    const who = authenticate(request, raw, issued, now());
    if ('refused' in who) return who.refused;
    if (call === 'GET /v3/auth/domains') return domainsAnswer(options.hidesDomain === true);
    if (call === 'GET /v5/caller-identity') return callerIdentity(who.user);
    if (call === 'GET /v3/projects') return projectsAnswer(url.searchParams);
    for (const { method, pattern, action, handle } of routes) {
      const match = pattern.exec(url.pathname);
      if (!match || method !== request.method) continue;
      const id = decodeURIComponent(match[1] ?? '');
      if (!isAllowed(who.user, action, options.denied ?? [])) return forbidden(action, id || 'task');
      return handle(request, id, url.searchParams);
    }
    return errorResponse(404, 'APIGW.0101', 'The API does not exist or has not been published.');
  }

  /** Returns what is sent: the response of SMS, or what a fault makes of it. */
  async function outcome(
    request: SimulatedRequest,
    raw: Buffer,
  ): Promise<Exclude<PlannedResponse, undefined>> {
    const planned = await options.intercept?.(request);
    if (planned) return planned;
    const url = new URL(request.path, 'http://simulator');
    let own: SimulatedResponse | undefined;
    const carryOut = () => {
      own ??= answer(request, url, raw);
      return own;
    };
    const failure = failures.next(request, url.pathname);
    const broken =
      failure && (await injectFault({ failure, own: carryOut, now: now(), signal: closing.signal }));
    const sent = broken ?? carryOut();
    const delay = url.pathname.startsWith('/v3/') ? 0 : (options.metadata?.delay ?? 0);
    if (delay) await wait(delay, undefined, { signal: closing.signal });
    return sent;
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = message;
    const number = ++served;
    const foreign = rejectForeign(headers, options.anyHost ?? options.tls !== undefined);
    if (foreign) return send(foreign, response, `simulated-${number}`);
    const raw = await readBody(message, options.maxBody);
    if (!raw) {
      response.setHeader('Connection', 'close');
      return send(refusalResponse({ code: 'SMS.6014' }), response, `simulated-${number}`);
    }
    const request = { method, path, body: raw.toString('utf8'), headers, at: now() };
    if (options.records !== false) requests.push(request);
    const planned = await outcome(request, raw);
    if (options.latency) await wait(options.latency, undefined, { signal: closing.signal });
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
    taskIds: store.ids,
    requests,
    change: (id, edit) => {
      const task = store.find(id);
      if (task) store.put(id, { ...task, doc: edit(task.doc) });
    },
    taskText: (id) => serialize(store.find(id)?.doc),
    addFaults: (...more) => failures.add(more),
    clearFaults: () => failures.clear(),
    advanceClock: (milliseconds) => {
      ahead += milliseconds;
    },
    expireTokens: () => issued.expireTokens(),
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Sends a response, or breaks the connection. */
function send(
  planned: Exclude<PlannedResponse, undefined>,
  response: ServerResponse,
  requestId: string,
): void {
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
