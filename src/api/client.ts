/** SMS over HTTP: listing tasks, reading one and updating it. ky does the transport, our JSON keeps every number. */
import ky, { type KyInstance, type ResponsePromise } from 'ky';
import { asInteger, isObject, type Json, type JsonObject, readJson, writeJson } from '../json/json.ts';
import { text } from '../text/text.ts';
import { ServiceError } from './errors.ts';
import { asServiceError, firstWords } from './failure.ts';
import { isUpdateAnswer, listProblem, taskProblem } from './wire.ts';

export interface Connection {
  /** Such as `https://sms.ap-southeast-3.myhuaweicloud.com`, without a path. */
  readonly endpoint: string;
  readonly token: string;
  /** How long one call may take in all, retries included. */
  readonly seconds: number;
}

/** Which tasks to list; `offset` of them are skipped (at most 65,535), `limit` come (at most 200). */
export interface TaskQuery {
  readonly state?: string | undefined;
  readonly name?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface TaskPage {
  /** How many tasks there are in all, whatever the page; undefined where the server does not say. */
  readonly count: number | undefined;
  /** Brief tasks, as the server sent them: their servers have no disks. */
  readonly tasks: readonly Json[];
}

export interface SmsClient {
  readonly host: string;
  /** A page of the task list. Throws ServiceError. */
  listTasks(query: TaskQuery, signal?: AbortSignal): Promise<TaskPage>;
  /** The whole task, every key as the server sent it. Throws ServiceError. */
  getTask(id: string, signal?: AbortSignal): Promise<JsonObject>;
  /** The source server of a task: true sizes, firmware, LVM and Btrfs objects. Throws ServiceError. */
  getSource(id: string, signal?: AbortSignal): Promise<JsonObject>;
  /** Sends an update, once. Kind `no_answer` means that it may have been carried out. Throws ServiceError. */
  updateTask(id: string, body: JsonObject, signal?: AbortSignal): Promise<void>;
}

/** GET may be repeated; a PUT never is by itself: its effect is not known until the task is read again. */
const RETRY = { limit: 2, methods: ['get'], statusCodes: [408, 429, 500, 502, 503, 504] };

export function connect({ endpoint, token, seconds }: Connection): SmsClient {
  const host = new URL(endpoint).host;
  const http: KyInstance = ky.create({
    prefix: endpoint,
    headers: { 'X-Auth-Token': token, Accept: 'application/json' },
    timeout: seconds * 1000,
    totalTimeout: seconds * 1000,
    retry: RETRY,
    parseJson: readJson,
    stringifyJson: (body) => writeJson(body as Json),
    redirect: 'error',
  });

  async function call(request: () => ResponsePromise): Promise<Json> {
    try {
      const pending = request();
      // ky's own text() reads the body within the timeout too; a plain response.text() may wait for ever.
      const body = await pending.text();
      return readBody(body, await pending, host);
    } catch (error) {
      throw asServiceError(error, host, seconds);
    }
  }

  const aborting = (signal?: AbortSignal) => (signal ? { signal } : {});
  const at = (id: string) => `v3/tasks/${encodeURIComponent(id)}`;

  return {
    host,
    async listTasks({ state, name, limit, offset }, signal) {
      const searchParams = { ...(state && { state }), ...(name && { name }), limit, offset };
      const document = await call(() => http.get('v3/tasks', { searchParams, ...aborting(signal) }));
      const problem = listProblem(document);
      if (problem) throw new ServiceError('bad_answer', text().net.notAList(host, problem));
      const { count, tasks } = document as { count?: Json; tasks?: Json[] | null };
      const known = asInteger(count);
      return { count: known === undefined ? undefined : Number(known), tasks: tasks ?? [] };
    },
    async getTask(id, signal) {
      const document = await call(() => http.get(at(id), aborting(signal)));
      const problem = taskProblem(document);
      if (problem) throw new ServiceError('bad_answer', text().net.notATask(host, problem));
      return document as JsonObject;
    },
    async getSource(id, signal) {
      const document = await call(() => http.get(`v3/sources/${encodeURIComponent(id)}`, aborting(signal)));
      if (!isObject(document)) throw new ServiceError('bad_answer', text().net.notASource(host));
      return document;
    },
    async updateTask(id, body, signal) {
      const answer = await call(() => http.put(at(id), { json: body, ...aborting(signal) }));
      if (!isUpdateAnswer(answer)) {
        throw new ServiceError('bad_answer', text().net.notATask(host, 'no id'));
      }
    },
  };
}

function readBody(body: string, { status, headers }: Response, host: string): Json {
  try {
    return readJson(body);
  } catch {
    const requestId = headers.get('x-request-id') ?? undefined;
    throw new ServiceError('bad_answer', text().net.notJson(host, status, firstWords(body)), {
      status,
      requestId,
      hint: text().net.notJsonHint,
    });
  }
}
