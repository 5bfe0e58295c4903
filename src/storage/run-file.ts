/** The file of one run, and the combined progress of several runs of a plan. */
import { lstatSync } from 'node:fs';
import { hostname } from 'node:os';
import { isRunning } from '../files/process-identity.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../json/json.ts';
import { readStateFile } from './files.ts';

/** One run as its file tells it. */
export interface RunFile {
  readonly file: string;
  /** The start time, in ISO 8601. */
  readonly startedAt: string;
  /** The machine that wrote to it last. */
  readonly machine: string;
  /** True while the program that works on it still runs, or recently wrote to it on another machine. */
  readonly alive: boolean;
  /** All its tasks, in order. */
  readonly tasks: readonly string[];
  readonly records: readonly JsonObject[];
}

/** The progress of a plan's tasks; the last record of each counts. */
export interface RunProgress {
  /** Tasks that had all values of the plan: they aren't read again. */
  readonly applied: ReadonlySet<string>;
  /** Tasks for which an update was sent, whatever its outcome. */
  readonly sent: ReadonlySet<string>;
  /** Tasks with nothing left to do, though edits may have been omitted. */
  readonly done: ReadonlySet<string>;
}

/** A run on another machine is taken for running if its file is younger than this, in ms. */
const LIVENESS_MS = 60_000;

/** Returns when a file was last written, in ms since 1970; 0 if it is missing. */
export const lastModifiedMs = (file: string): number =>
  lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Parses a record; empty if a crash truncated it. */
function recordIn(line: string): JsonObject {
  try {
    const record = parseJson(line);
    return isObject(record) ? record : {};
  } catch {
    return {};
  }
}

const words = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const isMark = ({ record }: JsonObject): boolean => record === 'run' || record === 'resumed';

/** Reads a run's file; undefined if it isn't a run, or has another format. */
export function readRun(file: string, format: number): RunFile | undefined {
  let lines: string[];
  try {
    lines = (readStateFile(file) ?? '').split('\n');
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
    ...{ file, startedAt: String(head.time ?? ''), machine: String(machine), records },
    alive: isHere
      ? own.pid !== process.pid && isRunning(own)
      : lastModifiedMs(file) > Date.now() - LIVENESS_MS,
    tasks: [...new Set(records.flatMap((record) => words(record.tasks)))],
  };
}

/** Outcomes that leave nothing to do. */
const SETTLED = new Set<Json | undefined>(['applied', 'unverified']);

/** Returns the combined progress of a plan's runs, given in the order in which they started. */
export function computeProgress(runs: readonly RunFile[]): RunProgress {
  const applied = new Set<string>();
  const sent = new Set<string>();
  const done = new Set<string>();
  const timed = runs.flatMap(({ records }) => records).filter(({ time }) => typeof time === 'string');
  // Two runs may have worked at the same time.
  const inOrder = timed.sort((a, b) => Date.parse(String(a.time)) - Date.parse(String(b.time)));
  for (const { record, task, tasks, outcome, resumes, same, whole } of inOrder) {
    if (record === 'run' && resumes !== true) {
      // Tasks that are requested again are to be done again.
      for (const id of words(tasks)) for (const set of [applied, sent, done]) set.delete(id);
    }
    if (typeof task !== 'string') continue;
    if (record === 'sent') sent.add(task);
    if (record !== 'task') continue;
    const isTaken = SETTLED.has(outcome);
    // Omitted edits are reported again.
    noted(applied, task, isTaken && whole !== false);
    noted(done, task, isTaken || same === true);
  }
  return { applied, sent, done };
}

function noted(set: Set<string>, task: string, isIn: boolean): void {
  if (isIn) set.add(task);
  else set.delete(task);
}
