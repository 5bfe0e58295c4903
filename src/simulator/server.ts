/** The embedded SMS: an HTTP server on loopback that behaves as the service is documented to. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse, stringify } from 'lossless-json';
import { movedOn, updated } from './behaviour.ts';
import { type Doc, faultIn } from './facts.ts';
import { SCENARIOS, sources } from './scenarios.ts';

export interface SimulatorOptions {
  readonly port?: number;
  readonly scenario?: string;
  /** Tasks in place of a scenario's, as JSON texts. */
  readonly tasks?: readonly string[];
  /** Asked before each request is served; what it answers is sent instead. For tests of failures. */
  readonly intercept?: (request: SimulatedRequest) => Planned | Promise<Planned>;
}

/** A whole answer, a connection dropped before or in the middle of one, or the service's own answer. */
export type Planned = Answer | 'drop' | 'cut' | undefined;

export interface SimulatedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

export interface Simulator {
  readonly url: string;
  readonly token: string;
  /** The id of the first task. */
  readonly firstTask: string;
  readonly requests: readonly SimulatedRequest[];
  /** Changes a task behind the client's back, as another user would. */
  change(id: string, edit: (task: Doc) => Doc): void;
  taskText(id: string): string;
  close(): Promise<void>;
}

const TOKEN = 'simulated-token';
const write = (value: unknown): string => stringify(value) ?? 'null';
const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  body: write(value),
  headers: { 'Content-Type': 'application/json', ...headers },
});
const refusal = (status: number, code: string, message: string): Answer =>
  json(status, { error_code: code, error_msg: message });

type Handler = (request: SimulatedRequest, id: string, query: URLSearchParams) => Answer;

/** Starts the simulator. Throws where the scenario is unknown. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const scenario = SCENARIOS[options.scenario ?? 'lvm'];
  if (!scenario) throw new Error(`no scenario ${options.scenario}`);
  const initial = options.tasks?.map((text) => parse(text) as Doc) ?? scenario();
  const tasks = new Map(initial.map((task) => [String(task.id), task]));
  const first = new Map(tasks);
  const requests: SimulatedRequest[] = [];
  let readings = 0;

  const noTask = (id: string) => refusal(404, 'SMS.7601', `The task ${id} does not exist.`);
  const routes: [string, RegExp, Handler][] = [
    ['GET', /^\/v3\/tasks$/, (_request, _id, query) => listed([...tasks.values()], query)],
    [
      'GET',
      /^\/v3\/tasks\/([^/]+)$/,
      (_request, id) => {
        const task = tasks.get(id);
        if (!task) return noTask(id);
        readings++;
        const now = movedOn(task, readings);
        tasks.set(id, now);
        return json(200, now);
      },
    ],
    [
      'PUT',
      /^\/v3\/tasks\/([^/]+)$/,
      (request, id) => {
        const task = tasks.get(id);
        if (!task) return noTask(id);
        const body = parsed(request.body);
        // What the service itself gave out is taken back, also after it was taken out in between.
        const fault = faultIn(body, first.get(id) ?? task) && faultIn(body, task);
        if (fault)
          return json(400, {
            error_code: 'SMS.9001',
            error_msg: `Invalid parameter. ${fault}`,
            error_param: [fault],
          });
        tasks.set(id, updated(task, body as Doc));
        return json(200, { id });
      },
    ],
    [
      'GET',
      /^\/v3\/sources\/([^/]+)$/,
      (_request, id) => {
        const source = sources().find((known) => known.id === id);
        return source ? json(200, source) : refusal(404, 'SMS.7602', 'The source server does not exist.');
      },
    ],
  ];

  function answer(request: SimulatedRequest, headers: IncomingMessage['headers']): Answer {
    const url = new URL(request.path, 'http://simulator');
    if (request.method === 'POST' && url.pathname === '/v3/auth/tokens') return tokenFor(request.body);
    if (headers['x-auth-token'] !== TOKEN) {
      return json(401, {
        error_msg: 'Incorrect IAM authentication information: token is invalid',
        error_code: 'APIGW.0301',
      });
    }
    for (const [method, pattern, handle] of routes) {
      const match = pattern.exec(url.pathname);
      if (match && method === request.method)
        return handle(request, decodeURIComponent(match[1] ?? ''), url.searchParams);
    }
    return refusal(404, 'APIGW.0101', 'The API does not exist or has not been published.');
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = { method: message.method ?? '', path: message.url ?? '', body: await bodyOf(message) };
    requests.push(request);
    const planned = await options.intercept?.(request);
    if (planned === 'drop') {
      message.socket.destroy();
      return;
    }
    if (planned === 'cut') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '4096' });
      response.write('{"id": "6402', () => message.socket.destroy());
      return;
    }
    const { status, body, headers } = planned ?? answer(request, message.headers);
    response.writeHead(status, { 'X-Request-Id': `simulated-${requests.length}`, ...headers });
    response.end(body);
  }

  const server = createServer((message, response) => {
    serve(message, response).catch(() => response.destroy());
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    token: TOKEN,
    firstTask: String(initial[0]?.id ?? ''),
    requests,
    change: (id, edit) => void tasks.set(id, edit(tasks.get(id) as Doc)),
    taskText: (id) => write(tasks.get(id)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(body: string): unknown {
  try {
    return parse(body);
  } catch {
    return undefined;
  }
}

/** List items carry brief servers, without disks. */
function listed(tasks: Doc[], query: URLSearchParams): Answer {
  const [state, name] = [query.get('state'), query.get('name')];
  const [limit, offset] = [Number(query.get('limit') ?? 100), Number(query.get('offset') ?? 0)];
  const found = tasks.filter(
    (task) => (!state || task.state === state) && (!name || String(task.name).includes(name)),
  );
  const brief = ({ target_server, ...task }: Doc): Doc => {
    const { disks, volume_groups, btrfs_list, ...server } = (target_server ?? {}) as Doc;
    return { ...task, target_server: server };
  };
  return json(200, { count: found.length, tasks: found.slice(offset, offset + limit).map(brief) });
}

/** IAM's token call: any user and password will do here, nothing else. */
function tokenFor(body: string): Answer {
  const { auth } = (parsed(body) ?? {}) as { auth?: { identity?: { password?: { user?: Doc } } } };
  const user = auth?.identity?.password?.user;
  if (!user?.name || !user.password) {
    return json(400, { error: { code: 400, message: 'The request body is invalid', title: 'Bad Request' } });
  }
  const token = {
    methods: ['password'],
    user: { name: user.name },
    expires_at: '2099-01-01T00:00:00.000000Z',
  };
  return json(201, { token }, { 'X-Subject-Token': TOKEN });
}
