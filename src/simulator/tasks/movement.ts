/**
 * Moves a migration on by the clock: a running task goes from sub-task to sub-task, fails or succeeds, pauses and
 * resumes. The order of states isn't documented in detail; all of this is an assumption.
 */

import type { TaskFaults } from '../faults/task-faults.ts';
import { type Doc, isDoc, whole } from './documents.ts';
import { newSubTasks, openSubTask, withPercent } from './sub-tasks.ts';

/** The rate of an unlimited migration, in Mbit/s. */
const FULL_RATE = 76;

export interface MigrationRun {
  /** The duration of 1 % of a sub-task at full rate, in ms. */
  readonly pace: number;
  /** The rate in force, in Mbit/s; 0 is unlimited. */
  readonly rate: number;
  readonly faults: TaskFaults;
}

/** The states of the source server that go with those of its task. */
const SOURCE_STATES: Readonly<Record<string, string>> = {
  RUNNING: 'replicate',
  SYNCING: 'syncing',
  ABORTING: 'stopping',
  ABORT: 'stopped',
  MIGRATE_SUCCESS: 'finished',
  MIGRATE_FAIL: 'error',
};

/** Returns a task in another state since `at`, in ms since 1970. */
export function inState(task: Doc, state: string, at: number): Doc {
  const source = isDoc(task.source_server)
    ? { ...task.source_server, state: SOURCE_STATES[state] ?? task.source_server.state }
    : task.source_server;
  const ended = ['MIGRATE_SUCCESS', 'MIGRATE_FAIL'].includes(state);
  const moves = state === 'RUNNING';
  return {
    ...task,
    state,
    source_server: source,
    finish_date: ended ? whole(at) : null,
    ...(moves ? {} : { migrate_speed: whole(0), remain_seconds: whole(0) }),
  };
}

/** Returns a task that starts or goes on: SYNCING if all its sub-tasks are done, else RUNNING. */
export function started(task: Doc, existsServer: boolean, at: number): Doc {
  const isNew = !Array.isArray(task.sub_tasks) || task.sub_tasks.length === 0;
  const sub_tasks = isNew ? newSubTasks(task, existsServer) : task.sub_tasks;
  const next = { ...task, sub_tasks, error_json: '', start_date: task.start_date ?? whole(at) };
  return inState(next, openSubTask(next) ? 'RUNNING' : 'SYNCING', at);
}

/** Returns a task whose sub-task failed with an error code. */
export function failed(task: Doc, code: string, message: string, at: number): Doc {
  const error_json = JSON.stringify({ error_code: code, error_msg: message, error_param: [] });
  return { ...inState(task, 'MIGRATE_FAIL', at), error_json };
}

/** Returns a task that moved from one time to another, and up to when it did; both in ms since 1970. */
export function moved(
  task: Doc,
  from: number,
  until: number,
  { pace, rate, faults }: MigrationRun,
  messageOf: (code: string) => string,
): { task: Doc; at: number } {
  const ms = Math.max(1, rate === 0 ? pace : pace * Math.max(1, FULL_RATE / rate));
  let [next, at] = [task, from];
  const hasSubTasks = Array.isArray(task.sub_tasks) && task.sub_tasks.length > 0;
  while (hasSubTasks && next.state === 'RUNNING') {
    const open = openSubTask(next);
    const code = open && faults.codeOfStep(open);
    if (code) next = failed(next, code, messageOf(code), at);
    else if (!open) next = inState(next, next.syncing === true ? 'SYNCING' : 'MIGRATE_SUCCESS', at);
    else if (at + ms > until) break;
    else {
      at += ms;
      next = withPercent(next, open, open.percent + 1, at);
    }
  }
  return { task: next.state === 'RUNNING' ? withFigures(next, ms, rate) : next, at };
}

/** Returns a running task with its rate in MB/s and its remaining time. */
function withFigures(task: Doc, ms: number, rate: number): Doc {
  const steps = Array.isArray(task.sub_tasks) ? task.sub_tasks.filter(isDoc) : [];
  const left = steps.reduce((sum, { progress }) => sum + 100 - Number(progress), 0);
  const megabytes = Math.min(FULL_RATE, rate || FULL_RATE) / 8;
  return { ...task, migrate_speed: megabytes, remain_seconds: whole(Math.ceil((left * ms) / 1000)) };
}
