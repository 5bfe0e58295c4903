/** What the file of a run holds, and what the files of several runs of a plan come to together. */
import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { isObject, type Json, type JsonObject, readJson } from '../json/json.ts';
import { isRunning } from './files.ts';

export interface RunFile {
  readonly file: string;
  /** ISO 8601. */
  readonly begun: string;
  /** The machine that worked on it last. */
  readonly machine: string;
  /** True while the program that works on it still runs, or on another machine was just writing to it. */
  readonly alive: boolean;
  /** All its tasks, in order. */
  readonly tasks: readonly string[];
  readonly records: readonly JsonObject[];
}

/** What became of tasks; the last word on each counts. */
export interface Standing {
  /** Tasks that were found to have all that the plan wants: they are not looked at again. */
  readonly took: ReadonlySet<string>;
  /** Tasks that something was sent for, whatever became of it. */
  readonly sent: ReadonlySet<string>;
  /** Tasks with which nothing is left to do, though something may have been left out. */
  readonly settled: ReadonlySet<string>;
}

/** Of a run on another machine only its file can be seen: one that was just written is still under way. In ms. */
const QUIET = 60_000;

/** When a file was last written, in ms since 1970; 0 where it is gone. */
export const changed = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

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

const isMark = ({ record }: JsonObject): boolean => record === 'run' || record === 'resumed';

/** What a file holds; undefined where it is no run, or none of this format. */
export function readRun(file: string, format: number): RunFile | undefined {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const records = lines.map(recordIn);
  const [head = {}] = records;
  if (head.record !== 'run' || head.format !== format) return undefined;
  const { pid, started = '', machine = '' } = records.findLast(isMark) ?? head;
  const own = { pid: Number(pid), started: String(started) };
  const isHere = machine === hostname();
  return {
    ...{ file, begun: String(head.time ?? ''), machine: String(machine), records },
    alive: isHere ? own.pid !== process.pid && isRunning(own) : changed(file) > Date.now() - QUIET,
    tasks: [...new Set(records.flatMap((record) => words(record.tasks)))],
  };
}

/** Outcomes after which nothing is left to do. */
const SETTLED = new Set<Json | undefined>(['took', 'untold']);

/** What the files of a plan's runs come to, the first one in front. */
export function standing(runs: readonly RunFile[]): Standing {
  const took = new Set<string>();
  const sent = new Set<string>();
  const settled = new Set<string>();
  const timed = runs.flatMap(({ records }) => records).filter(({ time }) => typeof time === 'string');
  // Two runs may have gone on side by side.
  const inOrder = timed.sort((a, b) => Date.parse(String(a.time)) - Date.parse(String(b.time)));
  for (const { record, task, tasks, outcome, resumes, same, whole } of inOrder) {
    if (record === 'run' && resumes !== true) {
      // What is asked for anew is to be done anew.
      for (const id of words(tasks)) for (const set of [took, sent, settled]) set.delete(id);
    }
    if (typeof task !== 'string') continue;
    if (record === 'sent') sent.add(task);
    if (record !== 'task') continue;
    const isTaken = SETTLED.has(outcome);
    // Where something was left out it is told again.
    noted(took, task, isTaken && whole !== false);
    noted(settled, task, isTaken || same === true);
  }
  return { took, sent, settled };
}

function noted(set: Set<string>, task: string, isIn: boolean): void {
  if (isIn) set.add(task);
  else set.delete(task);
}
