/** SMS over HTTP: listing tasks, reading one and updating it. ky does the transport, our JSON keeps every number. */
import ky, { type KyInstance } from 'ky';
import { asInteger, isObject, type Json, type JsonObject, writeJson } from '../json/json.ts';
import { text } from '../text/text.ts';
import { type Answer, readAnswer, wrongDocument } from './failure.ts';
import { type Retry, retrying } from './retry.ts';
import { type Reached, transportError, watchSending } from './transport.ts';
import { isUpdateAnswer, listProblem, taskProblem } from './wire.ts';

export interface Connection {
  /** Such as `https://sms.ap-southeast-3.myhuaweicloud.com`, without a path. */
  readonly endpoint: string;
  readonly token: string;
  /** How long one call may take in all, retries included. */
  readonly seconds: number;
  /** Is told of every wait before a reading is tried again. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
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

interface Call {
  readonly path: string;
  /** The IAM action that it needs, where the service's documents name it. */
  readonly action?: string;
  readonly query?: Record<string, string | number>;
  readonly body?: JsonObject;
  readonly signal?: AbortSignal | undefined;
}

export function connect({ endpoint, token, seconds, onRetry }: Connection): SmsClient {
  const { host, origin, pathname } = new URL(endpoint);
  const http: KyInstance = ky.create({
    prefix: endpoint,
    headers: { 'X-Auth-Token': token, Accept: 'application/json' },
    // What comes back is judged here, with its body; what is tried again is decided in retry.ts.
    throwHttpErrors: false,
    retry: 0,
    stringifyJson: (body) => writeJson(body as Json),
    redirect: 'manual',
  });

  /** One request and its answer. Throws ServiceError, or the signal's reason. */
  async function once(
    method: string,
    { path, query, action, body, signal }: Call,
    ms: number,
  ): Promise<Answer> {
    const line = watchSending(origin, `${pathname.replace(/\/$/, '')}/${path}`);
    let reached: Reached = 'nothing';
    try {
      const pending = http(path, {
        ...{ method, timeout: ms, totalTimeout: ms },
        ...(query ? { searchParams: query } : {}),
        ...(body ? { json: body } : {}),
        ...(signal ? { signal } : {}),
      });
      const { status, headers } = await pending;
      reached = 'answered';
      // ky's own text() reads the body within the timeout too; a plain response.text() may wait for ever.
      const received = await pending.text();
      const actions = action ? [`sms:server:${action}`] : [];
      return { host, status, headers, body: received, actions, secrets: [token] };
    } catch (error) {
      signal?.throwIfAborted();
      if (reached === 'nothing' && line.sent()) reached = 'sent';
      throw transportError(error, { host, seconds, reached });
    } finally {
      line.stop();
    }
  }

  /** A reading may be repeated; an update never is by itself: its effect is not known until the task is read again. */
  const read = <T>(call: Call, use: (document: Json, answer: Answer) => T): Promise<T> =>
    retrying(
      async (left) => {
        const answer = await once('get', call, left);
        return use(readAnswer(answer), answer);
      },
      { path: call.path, seconds, signal: call.signal, onRetry },
    );

  return {
    host,
    listTasks: ({ state, name, limit, offset }, signal) => {
      const query = { ...(state && { state }), ...(name && { name }), limit, offset };
      return read({ path: 'v3/tasks', query, action: 'listTask', signal }, (document, answer) => {
        const problem = listProblem(document);
        if (problem) throw wrongDocument(answer, document, text().errors.answer.notAList(host, problem));
        const { count, tasks } = document as { count?: Json; tasks?: Json[] | null };
        const known = asInteger(count);
        return { count: known === undefined ? undefined : Number(known), tasks: tasks ?? [] };
      });
    },
    getTask: (id, signal) =>
      read({ path: `v3/tasks/${encodeURIComponent(id)}`, action: 'getTask', signal }, (document, answer) => {
        const problem = taskProblem(document);
        if (problem) throw wrongDocument(answer, document, text().errors.answer.notATask(host, problem));
        return document as JsonObject;
      }),
    getSource: (id, signal) =>
      read({ path: `v3/sources/${encodeURIComponent(id)}`, signal }, (document, answer) => {
        if (isObject(document)) return document;
        throw wrongDocument(answer, document, text().errors.answer.notASource(host));
      }),
    async updateTask(id, body, signal) {
      const path = `v3/tasks/${encodeURIComponent(id)}`;
      const answer = await once('put', { path, action: 'updateTask', body, signal }, seconds * 1000);
      const document = readAnswer(answer);
      if (!isUpdateAnswer(document))
        throw wrongDocument(answer, document, text().errors.answer.notUpdated(host));
    },
  };
}
