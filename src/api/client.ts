/** SMS over HTTP: listing tasks, reading one and its rate windows, changing both. Our JSON keeps every number. */
import { asInteger, isObject, type Json, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import { parseErrorBody, parseResponse, requestIdOf, unexpectedBodyError } from './error-response.ts';
import type { RequestSpec, ServiceConfig } from './request.ts';
import { ServiceError } from './service-error.ts';

/** Which tasks to list; `offset` of them are skipped (at most 65,535), `limit` come (at most 200). */
export interface TaskQuery {
  readonly state?: string | undefined;
  readonly name?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface TaskPage {
  /** Number of tasks in all, whatever the page; undefined if SMS doesn't say. */
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
  /**
   * Sends an update, once, and returns its request ID, if SMS gave one. Kind `no_answer` means that it may have been
   * carried out. Throws ServiceError.
   */
  updateTask(id: string, body: JsonObject, signal?: AbortSignal): Promise<string | undefined>;
  /**
   * The rate windows of a task, as the server sent them; empty if it has none. Throws ServiceError. Source:
   * docs/api-notes.md#rate-windows.
   */
  getRateWindows(id: string, signal?: AbortSignal): Promise<Json[]>;
  /** Replaces the rate windows of a task, once. As `updateTask`. */
  setRateWindows(id: string, windows: readonly Json[], signal?: AbortSignal): Promise<string | undefined>;
  /**
   * Starts or stops a task, once: it is not idempotent. Kind `no_answer` or `bad_answer` means that SMS may have done it;
   * read the state then. Throws ServiceError. Source: docs/api-notes.md#start-and-stop-a-task.
   */
  actOnTask(id: string, operation: TaskOperation, signal?: AbortSignal): Promise<void>;
}

export type TaskOperation = 'start' | 'stop';

/** The code of a task without rate windows. */
const NO_WINDOWS = 'SMS.6302';

/** Returns true for the response to a call that answers with an empty object. */
const isPlainYes = (document: Json): boolean => isObject(document) && !parseErrorBody(document, 2);

/** ky and fetch take a third of the start: they are loaded with the first call, when something is on the screen. */
const loadRequest = () => import('./request.ts');
/** Loads the checks of responses, while the first response is waited for. */
const loadResponseSchema = () => import('./response-schema.ts');

/** The calls of SMS at a site. */
export function createSmsClient({ onSent, ...there }: ServiceConfig): SmsClient {
  const { host } = new URL(there.endpoint);
  const site: ServiceConfig = {
    ...there,
    onSent() {
      onSent?.();
      void loadResponseSchema();
    },
  };
  const words = () => text().errors.answer;
  const taskPath = (id: string) => `v3/tasks/${encodeURIComponent(id)}`;

  return {
    host,
    async listTasks({ state, name, limit, offset }, signal) {
      const query = { ...(state && { state }), ...(name && { name }), limit, offset };
      const call = { path: 'v3/tasks', action: 'listTask', query, signal };
      return (await loadRequest()).getWithRetry(site, call, async (document, answer) => {
        const problem = (await loadResponseSchema()).validateTaskList(document);
        if (problem) throw unexpectedBodyError(answer, document, words().notAList(host, problem));
        const { count, tasks } = document as { count?: Json; tasks?: Json[] | null };
        const known = asInteger(count);
        return { count: known === undefined ? undefined : Number(known), tasks: tasks ?? [] };
      });
    },
    async getTask(id, signal) {
      const call = { path: taskPath(id), action: 'getTask', signal };
      return (await loadRequest()).getWithRetry(site, call, async (document, answer) => {
        const problem = (await loadResponseSchema()).validateTask(document);
        if (problem) throw unexpectedBodyError(answer, document, words().notATask(host, problem));
        const { id: answered } = document as JsonObject;
        // Its disks would be sent to this task.
        if (answered !== id)
          throw unexpectedBodyError(answer, document, words().otherTask(host, String(answered), id));
        return document as JsonObject;
      });
    },
    async getSource(id, signal) {
      const call = { path: `v3/sources/${encodeURIComponent(id)}`, signal };
      return (await loadRequest()).getWithRetry(site, call, (document, answer) => {
        if (!isObject(document)) throw unexpectedBodyError(answer, document, words().notASource(host));
        return document;
      });
    },
    async updateTask(id, body, signal) {
      const call = { method: 'put', path: taskPath(id), action: 'updateTask', body, signal } as const;
      const isAccepted = async (document: Json) => (await loadResponseSchema()).isUpdateResponse(document);
      return sendOnce(call, isAccepted, words().notUpdated(host));
    },
    async getRateWindows(id, signal) {
      const path = `${taskPath(id)}/speed-limit`;
      const call = { path, action: 'getTaskSpeedLimit', ordinaryCode: NO_WINDOWS, signal };
      try {
        return await (await loadRequest()).getWithRetry(site, call, (document, answer) => {
          const windows = isObject(document) ? (document.speed_limit ?? []) : undefined;
          if (Array.isArray(windows) && windows.every(isObject)) return windows;
          throw unexpectedBodyError(answer, document, words().notWindows(host));
        });
      } catch (error) {
        if (error instanceof ServiceError && error.code === NO_WINDOWS) return [];
        throw error;
      }
    },
    async setRateWindows(id, windows, signal) {
      const path = `${taskPath(id)}/speed-limit`;
      const body = { speed_limit: windows as Json[] };
      const call = { method: 'post', path, action: 'updateTaskSpeedLimit', body, signal } as const;
      return sendOnce(call, isPlainYes, words().notWindowsSet(host));
    },
    async actOnTask(id, operation, signal) {
      const path = `${taskPath(id)}/action`;
      const call = { method: 'post', path, action: 'manageTask', body: { operation }, signal } as const;
      await sendOnce(call, isPlainYes, words().notAnAction(host));
    },
  };

  /** Sends a change and returns its request ID. Never repeats it: its effect is unknown until the task is read. */
  async function sendOnce(
    call: RequestSpec,
    isAccepted: (document: Json) => boolean | Promise<boolean>,
    otherwise: string,
  ): Promise<string | undefined> {
    const turn = await site.gate?.acquire(call.signal);
    try {
      const answer = await (await loadRequest()).sendRequest(site, call);
      const document = parseResponse(answer);
      if (!(await isAccepted(document))) throw unexpectedBodyError(answer, document, otherwise);
      turn?.release();
      return requestIdOf(answer.headers);
    } catch (error) {
      turn?.release(error);
      throw error;
    }
  }
}
