/**
 * Runs of a plan over many tasks, as JSON lines: which tasks, what was sent, and what became of each. A run that was
 * cut off goes on from there. Each run has a file of its own.
 */
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type JsonObject, writeJson } from '../json/json.ts';
import { appendLine, EXISTING, ownMark, stateFolder } from './files.ts';
import { changed, type RunFile, readRun, type Standing, standing } from './run-file.ts';

/** What makes runs the same: the plan, by its digest, and the service. */
export interface RunKey {
  readonly digest: string;
  readonly endpoint: string;
}

/** What is left of the runs of a plan: all that were cut off, together; else the last one. */
export interface KeptRun extends Pick<Standing, 'took' | 'sent'> {
  readonly key: RunKey;
  /** The file that it goes on in; undefined where it is another machine's. */
  readonly file?: string;
  /** All their tasks, in order. */
  readonly tasks: readonly string[];
  /** How many runs. */
  readonly runs: number;
  /** True while the program that works on one of them still runs, or seems to on another machine. */
  readonly alive: boolean;
  /** Other machines that worked on them last: whether they still do cannot be seen from here. */
  readonly elsewhere: readonly string[];
}

/** Notes the course of a run. Each throws the system's error where it cannot be written. */
export interface RunKeeper {
  /** An update of this task is about to be sent. */
  sent(taskId: string): void;
  /** `whole`: nothing of the plan was left out. `same`: it had the plan's values before. */
  ended(taskId: string, outcome: string, whole: boolean, same?: boolean): void;
}

const FORMAT = 1;
/** Older runs are taken off the disk. */
const MOST_DAYS = 90;
const DAY = 86_400_000;

const folder = (): string => join(stateFolder(), 'runs');
const short = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);
const stem = ({ digest, endpoint }: RunKey): string => `${short(digest, 16)}-${short(endpoint, 8)}.`;

function keeperOf(file: string): RunKeeper {
  // A power cut may lose the last of these lines, and then the task is read again: no need to wait for the disk. A file
  // that was deleted is not made anew: without its first line it would be no run.
  const note = (record: JsonObject) =>
    appendFileSync(file, `${writeJson({ ...record, time: new Date().toISOString() })}\n`, { flag: APPEND });
  return {
    sent: (task) => note({ record: 'sent', task }),
    ended: (task, outcome, whole, same = false) =>
      note({ record: 'task', task, outcome, ...(whole ? {} : { whole }), ...(same ? { same } : {}) }),
  };
}
// Node takes numbers here as well; its types know names only.
const APPEND = EXISTING as unknown as string;

const mark = (): JsonObject => ({ ...ownMark(), machine: hostname() });

/** Begins a run. Of older ones of this plan those go of which nothing is left to do. Throws the system's error. */
export function newRun(key: RunKey, tasks: readonly string[]): RunKeeper {
  const old = runsOf(key);
  const { settled } = standing(old);
  const keeper = begun(key, tasks, {});
  const taken = new Set(tasks);
  for (const { file, machine, alive, tasks: its } of old) {
    // Of another machine nobody knows here whether it still works on its run.
    const isDone = machine === hostname() && !alive && its.every((id) => settled.has(id) || taken.has(id));
    if (isDone) rmSync(file, { force: true });
  }
  forgetOld();
  return keeper;
}

function begun(key: RunKey, tasks: readonly string[], more: JsonObject): RunKeeper {
  const file = join(folder(), `${stem(key)}${process.pid}-${randomBytes(4).toString('hex')}.jsonl`);
  const { digest: plan, endpoint } = key;
  const record = { program: 'sms-wizard', format: FORMAT, record: 'run', plan, endpoint, ...more };
  appendLine(file, writeJson({ ...record, ...mark(), time: new Date().toISOString(), tasks: [...tasks] }));
  return keeperOf(file);
}

/** Goes on with a run, with tasks that may be new to it. Throws the system's error. */
export function continueRun({ key, file }: KeptRun, tasks: readonly string[]): RunKeeper {
  // Another machine may still write to its own file.
  if (file === undefined) return begun(key, tasks, { resumes: true });
  const record = { record: 'resumed', ...mark(), time: new Date().toISOString() };
  // On a line of its own: the last one may have been cut off.
  appendLine(file, writeJson({ ...record, tasks: [...tasks] }), EXISTING);
  return keeperOf(file);
}

/** What is left of the runs of a plan at a service; undefined where there is none. */
export function findRun(key: RunKey): KeptRun | undefined {
  const all = runsOf(key);
  const { settled, took, sent } = standing(all);
  const left = all.filter(({ tasks }) => !tasks.every((id) => settled.has(id)));
  const runs = left.length ? left : all.slice(-1);
  if (runs.length === 0) return undefined;
  const file = runs.findLast(({ machine }) => machine === hostname())?.file;
  const others = runs.filter(({ machine }) => machine !== hostname());
  return {
    ...(file === undefined ? {} : { file }),
    tasks: [...new Set(runs.flatMap(({ tasks }) => tasks))],
    ...{ key, took, sent, runs: runs.length },
    alive: runs.some(({ alive }) => alive),
    elsewhere: left.length ? [...new Set(others.map(({ machine }) => machine))] : [],
  };
}

/** The runs of a plan, the one that was begun first in front. */
function runsOf(key: RunKey): RunFile[] {
  return namesIn()
    .filter((name) => name.startsWith(stem(key)) && name.endsWith('.jsonl'))
    .map((name) => readRun(join(folder(), name), FORMAT))
    .filter((run) => run !== undefined)
    .sort((a, b) => Date.parse(a.begun) - Date.parse(b.begun) || changed(a.file) - changed(b.file));
}

function namesIn(): string[] {
  try {
    return readdirSync(folder());
  } catch {
    return [];
  }
}

function forgetOld(): void {
  for (const name of namesIn()) {
    const file = join(folder(), name);
    if (changed(file) < Date.now() - MOST_DAYS * DAY) rmSync(file, { force: true });
  }
}
