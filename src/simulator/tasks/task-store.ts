/** The tasks of the simulator, with what GET doesn't return of them, and their course in time. */

import type { Now } from '../access/token-store.ts';
import { CODES } from '../error-codes.ts';
import type { TaskFaults } from '../faults/task-faults.ts';
import type { Doc } from './documents.ts';
import { failed, inState, moved, started } from './movement.ts';
import { rateInForce } from './rate-windows.ts';
import { afterReading, openSubTask } from './sub-tasks.ts';
import { applyUpdate } from './update-semantics.ts';

export interface StoreOptions {
  readonly now: Now;
  /** The duration of 1 % of a sub-task, in ms; if undefined, each reading of a running task moves it by 1 %. */
  readonly pace?: number | undefined;
  /** The time from an action to the state that it leads to, in ms. */
  readonly stateDelay: number;
  readonly faults: TaskFaults;
}

/** A task, and what belongs to it. */
export interface StoredTask {
  readonly doc: Doc;
  /** The task as it was at the start. */
  readonly first: Doc;
  /** Fields that updates set and that GET doesn't return. */
  readonly unseen: Doc;
  /** Undefined until they are set. */
  readonly windows?: readonly Doc[];
  /** Advanced options by key. */
  readonly settings: ReadonlyMap<string, Doc>;
  /** A state that comes later, at a time in ms since 1970. */
  readonly pending?: { readonly state: 'RUNNING' | 'ABORT'; readonly at: number };
  /** The time up to which the task has moved, in ms since 1970. */
  readonly movedAt: number;
}

export interface TaskStore {
  readonly ids: readonly string[];
  /** Returns all tasks as they are now. */
  all(): StoredTask[];
  /** Returns a task as it is now; undefined if there is none. */
  find(id: string): StoredTask | undefined;
  /** Returns a task as a reading shows it. */
  read(id: string): StoredTask | undefined;
  put(id: string, task: StoredTask): void;
}

const messageOf = (code: string): string => CODES[code]?.[1] ?? 'Simulated failure.';

/** True for a target server that exists already: it has an ID. */
export const existsServer = ({ doc, unseen }: StoredTask): boolean => {
  const server = doc.target_server as Doc | null | undefined;
  return typeof unseen.exist_server === 'boolean' ? unseen.exist_server : Boolean(server?.vm_id);
};

/** Returns a store of these tasks. */
export function newTaskStore(docs: readonly Doc[], options: StoreOptions): TaskStore {
  const { now, pace, faults } = options;
  let readings = 0;
  const tasks = new Map(
    docs.map((doc): [string, StoredTask] => [
      String(doc.id),
      { doc, first: doc, unseen: {}, settings: new Map(), movedAt: now() },
    ]),
  );

  function find(id: string): StoredTask | undefined {
    const task = tasks.get(id);
    const current = task && settled(task, now(), options);
    if (current && current !== task) tasks.set(id, current);
    return current;
  }

  function read(id: string): StoredTask | undefined {
    const task = find(id);
    readings++;
    if (!task || pace !== undefined) return task;
    const doc = afterReading(task.doc, readings);
    const open = doc.state === 'RUNNING' ? openSubTask(doc) : undefined;
    const code = open && faults.codeOfStep(open);
    const current = { ...task, doc: code ? failed(doc, code, messageOf(code), now()) : doc };
    tasks.set(id, current);
    return current;
  }

  return {
    ids: [...tasks.keys()],
    all: () => [...tasks.keys()].map((id) => find(id) as StoredTask),
    find,
    read,
    put: (id, task) => void tasks.set(id, task),
  };
}

/** Returns a task as it is at a time, in ms since 1970. */
function settled(task: StoredTask, now: number, { pace, faults }: StoreOptions): StoredTask {
  const { pending, doc } = task;
  if (pending && now >= pending.at && !faults.isStuck(String(doc.state))) {
    const next =
      pending.state === 'RUNNING'
        ? started(doc, existsServer(task), pending.at)
        : inState(doc, pending.state, pending.at);
    const { pending: _, ...rest } = task;
    return settled({ ...rest, doc: next, movedAt: pending.at }, now, { pace, faults } as StoreOptions);
  }
  if (pace === undefined || doc.state !== 'RUNNING') return task;
  const rate = rateInForce(doc, task.windows ?? [], now);
  const next = moved(doc, task.movedAt, now, { pace, rate, faults }, messageOf);
  return next.task === doc ? task : { ...task, doc: next.task, movedAt: next.at };
}

/** Returns a task after an action that was accepted; its state follows later. */
export function afterAction(task: StoredTask, operation: string, now: number, delay: number): StoredTask {
  if (operation === 'start') return { ...task, pending: { state: 'RUNNING', at: now + delay } };
  if (operation !== 'stop') return task;
  return {
    ...task,
    doc: inState(task.doc, 'ABORTING', now),
    pending: { state: 'ABORT', at: now + delay },
  };
}

/** Returns a task after an update that was accepted. */
export function afterUpdate(task: StoredTask, body: Doc): StoredTask {
  const { doc, unseen } = applyUpdate(task.doc, body);
  return { ...task, doc, unseen: { ...task.unseen, ...unseen } };
}
