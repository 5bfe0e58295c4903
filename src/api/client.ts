/** SMS over HTTP: listing tasks, reading one and updating it. Our JSON keeps every number. */
import { asInteger, isObject, type Json, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import type { Site } from './exchange.ts';
import { readAnswer, wrongDocument } from './failure.ts';

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

/** ky and fetch take a third of the start: they are loaded with the first call, when something is on the screen. */
const calling = () => import('./exchange.ts');
/** What judges answers is loaded while the first one is waited for. */
const judging = () => import('./wire.ts');

/** The calls of SMS at a site. */
export function connect({ onSent, ...there }: Site): SmsClient {
  const { host } = new URL(there.endpoint);
  const site: Site = {
    ...there,
    onSent() {
      onSent?.();
      void judging();
    },
  };
  const words = () => text().errors.answer;
  const taskAt = (id: string) => `v3/tasks/${encodeURIComponent(id)}`;

  return {
    host,
    async listTasks({ state, name, limit, offset }, signal) {
      const query = { ...(state && { state }), ...(name && { name }), limit, offset };
      const call = { path: 'v3/tasks', action: 'listTask', query, signal };
      return (await calling()).reading(site, call, async (document, answer) => {
        const problem = (await judging()).listProblem(document);
        if (problem) throw wrongDocument(answer, document, words().notAList(host, problem));
        const { count, tasks } = document as { count?: Json; tasks?: Json[] | null };
        const known = asInteger(count);
        return { count: known === undefined ? undefined : Number(known), tasks: tasks ?? [] };
      });
    },
    async getTask(id, signal) {
      const call = { path: taskAt(id), action: 'getTask', signal };
      return (await calling()).reading(site, call, async (document, answer) => {
        const problem = (await judging()).taskProblem(document);
        if (problem) throw wrongDocument(answer, document, words().notATask(host, problem));
        return document as JsonObject;
      });
    },
    async getSource(id, signal) {
      const call = { path: `v3/sources/${encodeURIComponent(id)}`, signal };
      return (await calling()).reading(site, call, (document, answer) => {
        if (!isObject(document)) throw wrongDocument(answer, document, words().notASource(host));
        return document;
      });
    },
    // Never repeated here: what an update did is not known until the task is read again.
    async updateTask(id, body, signal) {
      const turn = await site.gate?.turn(signal);
      try {
        const answer = await (await calling()).exchange(site, {
          ...{ method: 'put', path: taskAt(id), action: 'updateTask' },
          ...{ body, signal },
        });
        const document = readAnswer(answer);
        if (!(await judging()).isUpdateAnswer(document))
          throw wrongDocument(answer, document, words().notUpdated(host));
        turn?.ended();
      } catch (error) {
        turn?.ended(error);
        throw error;
      }
    },
  };
}
