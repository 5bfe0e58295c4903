/** The calls of SMS: tasks and source servers. */
import type { Action } from './access/accounts.ts';
import type { Now } from './access/token-store.ts';
import {
  json,
  type Refusal,
  refusalResponse,
  type SimulatedRequest,
  type SimulatedResponse,
} from './responses.ts';
import { refusalOfAction } from './tasks/actions.ts';
import type { Doc } from './tasks/documents.ts';
import { listErrors } from './tasks/list-errors.ts';
import { listTasks } from './tasks/list-tasks.ts';
import { windowsOf } from './tasks/rate-windows.ts';
import { KNOWN_SOURCE, sourceOf } from './tasks/source-servers.ts';
import { migrateTypeOf } from './tasks/sub-tasks.ts';
import { settingsOf } from './tasks/task-settings.ts';
import { afterAction, afterUpdate, type StoredTask, type TaskStore } from './tasks/task-store.ts';
import { bodyOf, refusalOfUpdate } from './tasks/update-limits.ts';

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  /** The permission that the call needs. */
  readonly action: Action;
  readonly handle: (request: SimulatedRequest, id: string, query: URLSearchParams) => SimulatedResponse;
}

export interface RouteOptions {
  readonly now: Now;
  /** The time from an action to the state that it leads to, in ms. */
  readonly stateDelay: number;
  /**
   * True for the tasks of a scenario: each has a source server, and its item in the list has exactly the documented
   * keys. The tasks of a test have only the source server with a real document.
   */
  readonly isScenario: boolean;
}

/** A call on a task that is there; a Refusal becomes its error response. */
type OnTask = (task: StoredTask, id: string, query: URLSearchParams) => SimulatedResponse | Refusal;
/** A call that also has a JSON object as its body. */
type OnBody = (task: StoredTask, body: Doc, id: string) => SimulatedResponse | Refusal;
type Handle = Route['handle'];

const NO_TASK: Refusal = { code: 'SMS.7703' };
const NO_SOURCE: Refusal = { code: 'SMS.7602' };
const done = json(200, {});

const responseTo = (result: SimulatedResponse | Refusal): SimulatedResponse =>
  'code' in result ? refusalResponse(result) : result;

/** Returns the routes over the tasks of a store. */
export function taskRoutes(store: TaskStore, options: RouteOptions): readonly Route[] {
  const { now, stateDelay, isScenario } = options;

  const onTask =
    (call: OnTask, find = store.find): Handle =>
    (_request, id, query) => {
      const task = find(id);
      return responseTo(task ? call(task, id, query) : NO_TASK);
    };

  const onBody =
    (call: OnBody): Handle =>
    ({ body: text, headers }, id) => {
      const task = store.find(id);
      if (!task) return responseTo(NO_TASK);
      const read = bodyOf(text, headers['content-type']);
      return responseTo('refusal' in read ? read.refusal : call(task, read.body, id));
    };

  const update = onBody((task, body, id) => {
    // SMS accepts the values that it returned itself, also those from before an update.
    const refusal = refusalOfUpdate(body, task.first) && refusalOfUpdate(body, task.doc);
    if (refusal) return refusal;
    store.put(id, afterUpdate(task, body));
    return json(200, { id });
  });

  const act = onBody((task, body, id) => {
    const refusal = refusalOfAction(body, task.doc, task.pending !== undefined);
    if (refusal) return refusal;
    store.put(id, afterAction(task, String(body.operation), now(), stateDelay));
    return done;
  });

  const setWindows = onBody((task, body, id) => {
    const read = windowsOf(body);
    if ('refusal' in read) return read.refusal;
    if (task.doc.connected === false) return { code: 'SMS.6603' };
    store.put(id, { ...task, windows: read.windows });
    return done;
  });

  const setSettings = onBody((task, body, id) => {
    const read = settingsOf(body);
    if ('refusal' in read) return read.refusal;
    const added = read.settings.map((setting) => [String(setting.config_key), setting] as const);
    store.put(id, { ...task, settings: new Map([...task.settings, ...added]) });
    return done;
  });

  const showWindows: OnTask = ({ windows }) =>
    windows?.length ? json(200, { speed_limit: windows }) : { code: 'SMS.6302' };

  const showSettings: OnTask = ({ doc, settings }, task_id, query) => {
    const key = query.get('config_key');
    const configurations = [...settings.values()].filter(({ config_key }) => !key || config_key === key);
    return json(200, { task_id, migrate_type: migrateTypeOf(doc), configurations });
  };

  const docs = () => store.all().map(({ doc }) => doc);

  const showSource: Handle = (_request, id) => {
    const task = store.all().find(({ doc }) => (doc.source_server as Doc | null | undefined)?.id === id);
    return task && (isScenario || id === KNOWN_SOURCE) ? json(200, sourceOf(task)) : responseTo(NO_SOURCE);
  };

  const route = (method: string, path: string, action: string, handle: Handle): Route => ({
    method,
    pattern: new RegExp(`^/v3/${path.replace('{id}', '([^/]+)')}$`),
    action: `sms:server:${action}` as Action,
    handle,
  });

  return [
    route('GET', 'tasks', 'listTask', (_request, _id, query) => listTasks(docs(), query, isScenario)),
    route(
      'GET',
      'tasks/{id}',
      'getTask',
      onTask(({ doc }) => json(200, doc), store.read),
    ),
    route('PUT', 'tasks/{id}', 'updateTask', update),
    route('POST', 'tasks/{id}/action', 'manageTask', act),
    route('GET', 'tasks/{id}/speed-limit', 'getTaskSpeedLimit', onTask(showWindows)),
    route('POST', 'tasks/{id}/speed-limit', 'updateTaskSpeedLimit', setWindows),
    route('GET', 'tasks/{id}/configuration-setting', 'getTaskConfig', onTask(showSettings)),
    route('POST', 'tasks/{id}/configuration-setting', 'updateTaskConfig', setSettings),
    route('GET', 'sources/{id}', 'get', showSource),
    route('GET', 'errors', 'listErrors', (_request, _id, query) => listErrors(docs(), query)),
  ];
}
