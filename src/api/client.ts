/** SMS over HTTP: listing tasks, reading one and updating it. Our JSON keeps every number. */
import { asInteger, isObject, type Json, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import { exchange, reading, type Site } from './exchange.ts';
import { readAnswer, wrongDocument } from './failure.ts';
import { isUpdateAnswer, listProblem, taskProblem } from './wire.ts';

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

/** The calls of SMS at a site. */
export function connect(site: Site): SmsClient {
  const { host } = new URL(site.endpoint);
  const words = () => text().errors.answer;
  const taskAt = (id: string) => `v3/tasks/${encodeURIComponent(id)}`;

  return {
    host,
    listTasks: ({ state, name, limit, offset }, signal) => {
      const query = { ...(state && { state }), ...(name && { name }), limit, offset };
      return reading(site, { path: 'v3/tasks', action: 'listTask', query, signal }, (document, answer) => {
        const problem = listProblem(document);
        if (problem) throw wrongDocument(answer, document, words().notAList(host, problem));
        const { count, tasks } = document as { count?: Json; tasks?: Json[] | null };
        const known = asInteger(count);
        return { count: known === undefined ? undefined : Number(known), tasks: tasks ?? [] };
      });
    },
    getTask: (id, signal) =>
      reading(site, { path: taskAt(id), action: 'getTask', signal }, (document, answer) => {
        const problem = taskProblem(document);
        if (problem) throw wrongDocument(answer, document, words().notATask(host, problem));
        return document as JsonObject;
      }),
    getSource: (id, signal) =>
      reading(site, { path: `v3/sources/${encodeURIComponent(id)}`, signal }, (document, answer) => {
        if (!isObject(document)) throw wrongDocument(answer, document, words().notASource(host));
        return document;
      }),
    // Never repeated here: what an update did is not known until the task is read again.
    async updateTask(id, body, signal) {
      const answer = await exchange(site, {
        ...{ method: 'put', path: taskAt(id), action: 'updateTask' },
        ...{ body, signal },
      });
      const document = readAnswer(answer);
      if (!isUpdateAnswer(document)) throw wrongDocument(answer, document, words().notUpdated(host));
    },
  };
}
