/**
 * Runs of a plan over many tasks, as JSON lines: which tasks, what was sent, and what became of each. A run that was
 * cut off goes on from there. Each run has a file of its own.
 */
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject, readJson, writeJson } from '../json/json.ts';
import { appendLine, isRunning, ownMark, stateFolder } from './files.ts';

/** What makes runs the same: the plan, by its digest, and the service. */
export interface RunKey {
  readonly digest: string;
  readonly endpoint: string;
}

export interface KeptRun {
  readonly file: string;
  /** All its tasks, in order. */
  readonly tasks: readonly string[];
  /** Tasks of which nothing was sent any more after they were found to have what the plan wants. */
  readonly took: ReadonlySet<string>;
  /** Tasks that something was sent for, whatever became of it. */
  readonly sent: ReadonlySet<string>;
  /** True while the program that works on it still runs. */
  readonly alive: boolean;
}

/** Notes the course of a run. Each throws the system's error where it cannot be written. */
export interface RunKeeper {
  /** An update of this task is about to be sent. */
  sent(taskId: string): void;
  /** `whole`: nothing of the plan was left out. */
  ended(taskId: string, outcome: string, whole: boolean): void;
}

const FORMAT = 1;
/** Older runs are taken off the disk. */
const MOST_DAYS = 90;
const DAY = 86_400_000;
/** Of a run on another machine only its file can be seen: one that was just written is still under way. In ms. */
const QUIET = 60_000;

const folder = (): string => join(stateFolder(), 'runs');
const short = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);
const stem = ({ digest, endpoint }: RunKey): string => `${short(digest, 16)}-${short(endpoint, 8)}.`;

function keeperOf(file: string): RunKeeper {
  // A power cut may lose the last of these lines, and then the task is read again: no need to wait for the disk.
  const note = (record: JsonObject) =>
    appendFileSync(file, `${writeJson({ ...record, time: new Date().toISOString() })}\n`);
  return {
    sent: (task) => note({ record: 'sent', task }),
    ended: (task, outcome, whole) => note({ record: 'task', task, outcome, ...(whole ? {} : { whole }) }),
  };
}

const mark = (): JsonObject => ({ ...ownMark(), machine: hostname() });

/** Begins a run; older ones of this plan in which nothing is left to do are forgotten. Throws the system's error. */
export function newRun(key: RunKey, tasks: readonly string[]): RunKeeper {
  const old = filesOf(key)
    .map((file) => runIn(file))
    .filter((run) => run?.alive === false && run.took.size === run.tasks.length);
  const file = join(folder(), `${stem(key)}${process.pid}-${randomBytes(4).toString('hex')}.jsonl`);
  const { digest: plan, endpoint } = key;
  const record = { program: 'sms-wizard', format: FORMAT, record: 'run', plan, endpoint };
  appendLine(file, writeJson({ ...record, ...mark(), time: new Date().toISOString(), tasks: [...tasks] }));
  for (const run of old) if (run) rmSync(run.file, { force: true });
  forgetOld();
  return keeperOf(file);
}

/** Goes on with a run, with tasks that may be new to it. Throws the system's error. */
export function continueRun({ file }: KeptRun, tasks: readonly string[]): RunKeeper {
  // On a line of its own: the last one may have been cut off.
  const record = { record: 'resumed', ...mark(), time: new Date().toISOString() };
  appendLine(file, writeJson({ ...record, tasks: [...tasks] }));
  return keeperOf(file);
}

/**
 * The runs of a plan at a service as one, which goes on in the file of the latest: all that were cut off, and the latest
 * whatever became of it. Undefined where there is none.
 */
export function findRun(key: RunKey): KeptRun | undefined {
  const files = filesOf(key).sort((a, b) => changed(a) - changed(b));
  const runs = files.map((file) => runIn(file)).filter((run) => run !== undefined);
  const latest = runs.at(-1);
  return latest && runs.filter((run) => run === latest || run.took.size < run.tasks.length).reduce(joined);
}

/** Two runs as one; on a task that both have the later one has the last word. */
function joined(earlier: KeptRun, later: KeptRun): KeptRun {
  const own = new Set(later.tasks);
  return {
    file: later.file,
    tasks: [...new Set([...earlier.tasks, ...later.tasks])],
    took: new Set([...[...earlier.took].filter((id) => !own.has(id)), ...later.took]),
    sent: new Set([...earlier.sent, ...later.sent]),
    alive: earlier.alive || later.alive,
  };
}

function filesOf(key: RunKey): string[] {
  return namesIn()
    .filter((name) => name.startsWith(stem(key)) && name.endsWith('.jsonl'))
    .map((name) => join(folder(), name));
}

function namesIn(): string[] {
  try {
    return readdirSync(folder());
  } catch {
    return [];
  }
}

/** When a file was last written, in ms since 1970; 0 where it is gone. */
function changed(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function forgetOld(): void {
  for (const name of namesIn()) {
    const file = join(folder(), name);
    if (changed(file) < Date.now() - MOST_DAYS * DAY) rmSync(file, { force: true });
  }
}

/** A line that was cut off is passed over. */
function recordIn(line: string): JsonObject {
  try {
    const record = readJson(line);
    return isObject(record) ? record : {};
  } catch {
    return {};
  }
}

const words = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** Outcomes after which nothing is left to do. */
const SETTLED = new Set<Json | undefined>(['took', 'untold']);

/** What a file holds; undefined where it is no run, or none of this version. */
function runIn(file: string): KeptRun | undefined {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const head = recordIn(lines[0] ?? '');
  if (head.record !== 'run' || head.format !== FORMAT) return undefined;
  const tasks = new Set<string>();
  const took = new Set<string>();
  const sent = new Set<string>();
  let last = head;
  for (const record of lines.map(recordIn)) {
    const { task } = record;
    for (const id of words(record.tasks)) tasks.add(id);
    if (record.record === 'run' || record.record === 'resumed') last = record;
    if (typeof task !== 'string') continue;
    if (record.record === 'sent') sent.add(task);
    if (record.record === 'task') {
      // Where something was left out it is told again.
      if (SETTLED.has(record.outcome) && record.whole !== false) took.add(task);
      else took.delete(task);
    }
  }
  const pid = Number(last.pid);
  const own = { pid, started: String(last.started ?? '') };
  const isHere = last.machine === hostname();
  const alive = isHere ? pid !== process.pid && isRunning(own) : changed(file) > Date.now() - QUIET;
  return { file, tasks: [...tasks], took, sent, alive };
}
