/** Summarizes a task for the list: name, state, servers, progress, age. */
import { isExactNumber, isObject, type Json, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import { failureHeadline, failureOf } from './task-failure.ts';

/** The sub-task in progress, or the last one if all are done. */
export interface SubTaskProgress {
  readonly name: string;
  /** Its place among the sub-tasks, from 1. */
  readonly at: number;
  readonly of: number;
  /** 0–100; undefined if SMS doesn't report it. */
  readonly percent: number | undefined;
}

/** A task of the list in short. */
export interface TaskSummary {
  /** The ID as SMS wrote it; empty if it is missing, and then the task can't be opened. */
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly os: string;
  /** The source server's name, else its address; empty if neither is known. */
  readonly source: string;
  readonly target: string;
  readonly sourceIp: string;
  readonly targetIp: string;
  readonly progress?: SubTaskProgress;
  /** The migration rate in MB/s; undefined if SMS doesn't report one. */
  readonly speed?: number;
  /** Reason of a failure, in one line. */
  readonly failure?: string;
  /** The time of creation, in ms since 1970. */
  readonly createdAt?: number;
  /** The text that a filter searches, in lower case. */
  readonly search: string;
}

function wordOf(value: Json | undefined): string {
  if (value == null || typeof value === 'boolean') return '';
  if (isExactNumber(value)) return value.value;
  return typeof value === 'object' ? '' : String(value).trim();
}

/** Returns a number in a JSON value, written as a number or as text; undefined if there isn't one. */
function numberIn(value: Json | undefined): number | undefined {
  const written = wordOf(value);
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : undefined;
}

/** The smallest plausible time in ms since 1970; smaller numbers are seconds. */
const EARLIEST_MS = 1e11;
const LATEST_MS = 8.64e15;

/** Parses a time as SMS writes it: ms since 1970 as number or text; also seconds and ISO dates. Else undefined. */
function momentIn(value: Json | undefined): number | undefined {
  const number = numberIn(value) ?? Date.parse(wordOf(value));
  const ms = number < EARLIEST_MS ? number * 1000 : number;
  return ms > 0 && ms <= LATEST_MS ? ms : undefined;
}

function progressOf({ sub_tasks }: JsonObject): SubTaskProgress | undefined {
  const steps = Array.isArray(sub_tasks) ? sub_tasks.filter(isObject) : [];
  const percents = steps.map(({ progress }) => {
    const percent = numberIn(progress);
    return percent === undefined ? undefined : Math.floor(Math.min(100, Math.max(0, percent)));
  });
  const open = percents.findIndex((percent) => percent === undefined || percent < 100);
  const index = open < 0 ? steps.length - 1 : open;
  const step = steps[index];
  if (!step) return undefined;
  return { name: wordOf(step.name), at: index + 1, of: steps.length, percent: percents[index] };
}

/** Summarizes an entry of the task list, whatever is missing or odd in it. */
export function summarizeTask(entry: Json): TaskSummary {
  const task = isObject(entry) ? entry : {};
  const source = isObject(task.source_server) ? task.source_server : {};
  const target = isObject(task.target_server) ? task.target_server : {};
  const progress = progressOf(task);
  const failed = failureOf(task);
  const failure = failed && failureHeadline(failed);
  const speed = numberIn(task.migrate_speed);
  const createdAt = momentIn(task.create_date) ?? momentIn(task.start_date);
  const [sourceIp, targetIp] = [wordOf(source.ip), wordOf(target.ip)];
  const words = {
    id: typeof task.id === 'string' ? task.id : '',
    name: wordOf(task.name),
    state: wordOf(task.state),
    os: wordOf(task.os_type) || wordOf(source.os_type),
    source: wordOf(source.name) || wordOf(source.hostname) || sourceIp,
    target: wordOf(target.name) || targetIp,
    sourceIp,
    targetIp,
  };
  return {
    ...words,
    search: [...Object.values(words), failure ?? ''].join('\n').toLowerCase(),
    ...(failure ? { failure } : {}),
    ...(progress ? { progress } : {}),
    ...(speed === undefined ? {} : { speed }),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}

/** Formats an age in one short word: `5 min`, `13 d`; never negative, because clocks differ. */
function shortAge(ms: number): string {
  const messages = text().tasks.age;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return messages.seconds(seconds);
  if (seconds < 3600) return messages.minutes(Math.floor(seconds / 60));
  const hours = Math.floor(seconds / 3600);
  if (hours < 48) return messages.hours(hours);
  const days = Math.floor(hours / 24);
  return days < 1000 ? messages.days(days) : messages.years(Math.floor(days / 365));
}

/** Formats a migration rate; empty if SMS reports none, or no movement. */
export const speedText = (speed: number | undefined): string =>
  speed ? text().tasks.speed(String(Math.round(speed * 10) / 10)) : '';

/** The columns of the list. */
export type TaskColumn = keyof ReturnType<typeof text>['tasks']['columns'];

/** The names of all columns, in the order of the list. */
export const TASK_COLUMNS: readonly TaskColumn[] = [
  'id',
  'name',
  'state',
  'os',
  'source',
  'servers',
  'progress',
  'speed',
  'age',
  'error',
];

/** Returns a task's cell in each column of the list; `now` in ms since 1970. */
export function taskCells(task: TaskSummary, now: number): Record<TaskColumn, string> {
  const messages = text().tasks;
  const { id, name, state, os, source, target, progress, speed, createdAt: made } = task;
  const shown = (word: string) => word || messages.unknown;
  return {
    id: shown(id),
    name: shown(name),
    state: shown(state),
    os: shown(os),
    source: shown(source),
    servers: source || target ? messages.servers(shown(source), shown(target)) : messages.unknown,
    progress: progress ? messages.progress(progress.at, progress.of, progress.percent) : messages.unknown,
    speed: speedText(speed) || messages.unknown,
    error: shown(task.failure ?? ''),
    age: made === undefined ? messages.unknown : shortAge(now - made),
  };
}

/** Documented task states; SMS may return others. Source: docs/api-notes.md#task-states. */
export const TASK_STATES = [
  'READY',
  'RUNNING',
  'SYNCING',
  'MIGRATE_SUCCESS',
  'SYNC_SUCCESS',
  'MIGRATE_FAIL',
  'SYNC_FAIL',
  'ABORTING',
  'ABORT',
  'SKIPPING',
  'DELETING',
  'RESETING',
  'SYNC_F_ROLLBACKING',
  'SYNC_F_ROLLBACK_SUCCESS',
] as const;
