/**
 * Runs of a plan over many tasks, as JSON lines: the tasks, the updates sent, and the outcome of each. An interrupted
 * run can be resumed. Each run has a file of its own.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { currentProcess } from '../files/process-identity.ts';
import { type JsonObject, stringifyJson } from '../json/json.ts';
import { appendStateLine, stateFile } from './files.ts';
import { computeProgress, lastModifiedMs, type RunFile, type RunProgress, readRun } from './run-file.ts';

/** The identity of a run: its plan, by digest, and the service. */
export interface RunKey {
  readonly digest: string;
  readonly endpoint: string;
}

/** The unfinished work of a plan's runs: all interrupted ones combined, else the last one. */
export interface ResumableRun extends Pick<RunProgress, 'applied' | 'sent'> {
  readonly key: RunKey;
  /** The file to continue in; undefined if it is another machine's. */
  readonly file?: string;
  /** All tasks of the runs, in order. */
  readonly tasks: readonly string[];
  /** The number of runs. */
  readonly runs: number;
  /** True while the program that works on one of them still runs, or seems to on another machine. */
  readonly alive: boolean;
  /** Other machines that wrote to them last. Whether they still run can't be known here. */
  readonly otherMachines: readonly string[];
}

/** The log of a run. Each method throws the system's error if it can't write. */
export interface RunLog {
  /** Records that an update of this task is about to be sent. */
  sent(taskId: string): void;
  /** Records a task's outcome. `whole`: no edit of the plan was omitted. `same`: it had the plan's values before. */
  ended(taskId: string, outcome: string, whole: boolean, same?: boolean): void;
}

const FORMAT = 1;
/** Older runs are deleted. */
const MAX_AGE_DAYS = 90;
const DAY = 86_400_000;

const runPath = (name = ''): string => stateFile('runs', name);
const short = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);
const stem = ({ digest, endpoint }: RunKey): string => `${short(digest, 16)}-${short(endpoint, 8)}.`;

function openLog(file: string): RunLog {
  // A power cut may lose the last of these lines, and then the task is read again: no need to wait for the disk. A file
  // that was deleted is not created again: without its first line it isn't a run.
  const note = (record: JsonObject) =>
    appendStateLine(file, stringifyJson({ ...record, time: new Date().toISOString() }), {
      create: false,
      flush: false,
    });
  return {
    sent: (task) => note({ record: 'sent', task }),
    ended: (task, outcome, whole, same = false) =>
      note({ record: 'task', task, outcome, ...(whole ? {} : { whole }), ...(same ? { same } : {}) }),
  };
}

const mark = (): JsonObject => ({ ...currentProcess(), machine: hostname() });

/** Starts a run. Deletes older runs of this plan with nothing left to do. Throws the system's error. */
export function startRun(key: RunKey, tasks: readonly string[]): RunLog {
  const old = runsOf(key);
  const { done } = computeProgress(old);
  const log = createLog(key, tasks, {});
  const taken = new Set(tasks);
  for (const { file, machine, alive, tasks: its } of old) {
    // A program on another machine may still work on its run; that can't be known here.
    const isDone = machine === hostname() && !alive && its.every((id) => done.has(id) || taken.has(id));
    if (isDone) rmSync(file, { force: true });
  }
  forgetOld();
  return log;
}

function createLog(key: RunKey, tasks: readonly string[], more: JsonObject): RunLog {
  const file = runPath(`${stem(key)}${process.pid}-${randomBytes(4).toString('hex')}.jsonl`);
  const { digest: plan, endpoint } = key;
  const record = { program: 'sms-wizard', format: FORMAT, record: 'run', plan, endpoint, ...more };
  appendStateLine(
    file,
    stringifyJson({ ...record, ...mark(), time: new Date().toISOString(), tasks: [...tasks] }),
  );
  return openLog(file);
}

/** Resumes a run, with tasks that may be new to it. Throws the system's error. */
export function resumeRun({ key, file }: ResumableRun, tasks: readonly string[]): RunLog {
  // Another machine may still write to its own file.
  if (file === undefined) return createLog(key, tasks, { resumes: true });
  const record = { record: 'resumed', ...mark(), time: new Date().toISOString() };
  // Start a new line: a crash may have truncated the last one.
  appendStateLine(file, stringifyJson({ ...record, tasks: [...tasks] }), { create: false });
  return openLog(file);
}

/** Finds the unfinished work of a plan's runs at a service; undefined if there isn't one. */
export function findResumableRun(key: RunKey): ResumableRun | undefined {
  const all = runsOf(key);
  const { done, applied, sent } = computeProgress(all);
  const left = all.filter(({ tasks }) => !tasks.every((id) => done.has(id)));
  const runs = left.length ? left : all.slice(-1);
  if (runs.length === 0) return undefined;
  const file = runs.findLast(({ machine }) => machine === hostname())?.file;
  const others = runs.filter(({ machine }) => machine !== hostname());
  return {
    ...(file === undefined ? {} : { file }),
    tasks: [...new Set(runs.flatMap(({ tasks }) => tasks))],
    ...{ key, applied, sent, runs: runs.length },
    alive: runs.some(({ alive }) => alive),
    otherMachines: left.length ? [...new Set(others.map(({ machine }) => machine))] : [],
  };
}

/** Returns the runs of a plan, the oldest first. */
function runsOf(key: RunKey): RunFile[] {
  return namesIn()
    .filter((name) => name.startsWith(stem(key)) && name.endsWith('.jsonl'))
    .map((name) => readRun(runPath(name), FORMAT))
    .filter((run) => run !== undefined)
    .sort(
      (a, b) =>
        Date.parse(a.startedAt) - Date.parse(b.startedAt) || lastModifiedMs(a.file) - lastModifiedMs(b.file),
    );
}

function namesIn(): string[] {
  try {
    return readdirSync(runPath());
  } catch {
    return [];
  }
}

function forgetOld(): void {
  for (const name of namesIn()) {
    const file = runPath(name);
    if (lastModifiedMs(file) < Date.now() - MAX_AGE_DAYS * DAY) rmSync(file, { force: true });
  }
}
