/** A task as the list has it, in short: who, in what state, from where to where, how far, how old. */
import { isExactNumber, isObject, type Json, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';

/** The sub-task that is under way, or the last one where all are done. */
export interface Progress {
  readonly name: string;
  /** Its place among the sub-tasks, from 1. */
  readonly at: number;
  readonly of: number;
  /** 0–100. */
  readonly percent: number;
}

export interface BriefTask {
  /** As the server wrote it; empty where there was none, and then the task cannot be opened. */
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly os: string;
  /** The source server's name, else its address; empty where neither is known. */
  readonly source: string;
  readonly target: string;
  readonly sourceIp: string;
  readonly targetIp: string;
  readonly progress?: Progress;
  /** When it was made, in ms since 1970. */
  readonly made?: number;
  /** What a filter looks through, in lower case. */
  readonly search: string;
}

function wordOf(value: Json | undefined): string {
  if (value == null || typeof value === 'boolean') return '';
  if (isExactNumber(value)) return value.value;
  return typeof value === 'object' ? '' : String(value).trim();
}

/** A number in a JSON value, written as a number or as a string; undefined where there is none. */
function numberIn(value: Json | undefined): number | undefined {
  const written = wordOf(value);
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : undefined;
}

/** Before this many ms after 1970 no task was made, so a smaller number counts seconds. */
const EARLIEST_MS = 1e11;
const LATEST_MS = 8.64e15;

/** A moment as the service writes it: ms since 1970 as number or string; seconds and ISO dates are understood too. */
function momentIn(value: Json | undefined): number | undefined {
  const number = numberIn(value) ?? Date.parse(wordOf(value));
  const ms = number < EARLIEST_MS ? number * 1000 : number;
  return ms > 0 && ms <= LATEST_MS ? ms : undefined;
}

function progressOf({ sub_tasks }: JsonObject): Progress | undefined {
  const steps = Array.isArray(sub_tasks) ? sub_tasks.filter(isObject) : [];
  const percents = steps.map(({ progress }) =>
    Math.floor(Math.min(100, Math.max(0, numberIn(progress) ?? 0))),
  );
  const open = percents.findIndex((percent) => percent < 100);
  const index = open < 0 ? steps.length - 1 : open;
  const step = steps[index];
  if (!step) return undefined;
  return { name: wordOf(step.name), at: index + 1, of: steps.length, percent: percents[index] ?? 0 };
}

/** An entry of the task list in short, whatever is missing or odd in it. */
export function briefTask(entry: Json): BriefTask {
  const task = isObject(entry) ? entry : {};
  const source = isObject(task.source_server) ? task.source_server : {};
  const target = isObject(task.target_server) ? task.target_server : {};
  const progress = progressOf(task);
  const made = momentIn(task.create_date) ?? momentIn(task.start_date);
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
    search: Object.values(words).join('\n').toLowerCase(),
    ...(progress ? { progress } : {}),
    ...(made === undefined ? {} : { made }),
  };
}

/** How long ago in one short word: `5 min`, `13 d`; never less than nothing, as clocks differ. */
function shortAge(ms: number): string {
  const say = text().tasks.age;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return say.seconds(seconds);
  if (seconds < 3600) return say.minutes(Math.floor(seconds / 60));
  const hours = Math.floor(seconds / 3600);
  if (hours < 48) return say.hours(hours);
  const days = Math.floor(hours / 24);
  return days < 1000 ? say.days(days) : say.years(Math.floor(days / 365));
}

/** The columns of the list. */
export type Cell = keyof ReturnType<typeof text>['tasks']['columns'];

/** What a task has in each column of the list; `now` in ms since 1970. */
export function cellsOf(task: BriefTask, now: number): Record<Cell, string> {
  const say = text().tasks;
  const { id, name, state, os, source, target, progress, made } = task;
  const told = (word: string) => word || say.untold;
  return {
    id: told(id),
    name: told(name),
    state: told(state),
    os: told(os),
    source: told(source),
    servers: source || target ? say.servers(told(source), told(target)) : say.untold,
    progress: progress ? say.progress(progress.at, progress.of, progress.percent) : say.untold,
    age: made === undefined ? say.untold : shortAge(now - made),
  };
}

/** Task states that are documented; others may come. Source: API facts §5. */
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
