/** The calls of SMS: tasks and source servers. */
import { parse } from 'lossless-json';
import type { Action } from './accounts.ts';
import { type Answer, json, refusal, type SimulatedRequest } from './answers.ts';
import { movedOn, updated } from './behaviour.ts';
import { type Doc, faultIn } from './facts.ts';
import { listed } from './listing.ts';
import { sources } from './scenarios.ts';

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  /** The permission that it takes. */
  readonly action: Action;
  readonly handle: (request: SimulatedRequest, id: string, query: URLSearchParams) => Answer;
}

/** The routes over these tasks, which updates replace in place. */
export function taskRoutes(tasks: Map<string, Doc>): readonly Route[] {
  const first = new Map(tasks);
  let readings = 0;
  const noTask = (id: string) => refusal(404, 'SMS.7601', `The task ${id} does not exist.`);

  function show(_request: SimulatedRequest, id: string): Answer {
    const task = tasks.get(id);
    if (!task) return noTask(id);
    readings++;
    const now = movedOn(task, readings);
    tasks.set(id, now);
    return json(200, now);
  }

  function update(request: SimulatedRequest, id: string): Answer {
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
  }

  function source(_request: SimulatedRequest, id: string): Answer {
    const known = sources().find((one) => one.id === id);
    return known ? json(200, known) : refusal(404, 'SMS.7602', 'The source server does not exist.');
  }

  return [
    {
      method: 'GET',
      pattern: /^\/v3\/tasks$/,
      action: 'sms:server:listTask',
      handle: (_request, _id, query) => listed([...tasks.values()], query),
    },
    { method: 'GET', pattern: /^\/v3\/tasks\/([^/]+)$/, action: 'sms:server:getTask', handle: show },
    { method: 'PUT', pattern: /^\/v3\/tasks\/([^/]+)$/, action: 'sms:server:updateTask', handle: update },
    { method: 'GET', pattern: /^\/v3\/sources\/([^/]+)$/, action: 'sms:server:get', handle: source },
  ];
}

export function parsed(body: string): unknown {
  try {
    return parse(body);
  } catch {
    return undefined;
  }
}
