/**
 * The journal of pauses, as JSON lines beside the history: a record before each action, and one at the end. A pause
 * without an end was interrupted. Explained in docs/pause-change-start.md#journal.
 */
import { randomBytes } from 'node:crypto';
import { lstatSync, renameSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { checkOwnFolders, readOwnHead } from '../files/own-files.ts';
import { currentProcess } from '../files/process-identity.ts';
import { type JsonObject, stringifyJson } from '../json/json.ts';
import { reasonOf } from '../task/errors.ts';
import { appendStateLine, type FileFault, makeFoldersOf, stateFile } from './files.ts';
import { countUnread, isWriterAlive, parseRecord, readLines, textOf } from './record-lines.ts';

/** update: to be started again by the same run · pause: to stay paused. */
export type PausePurpose = 'update' | 'pause';
/** stop: SMS may have got the stop · paused: SMS said so · start: it may have got the start. */
export type PauseStep = 'stop' | 'paused' | 'start';
/**
 * started: by this program · kept: to stay paused, as asked for · not_paused: nothing was paused here, or the task isn't
 * paused any more.
 */
export type PauseEnd = 'started' | 'kept' | 'not_paused';

export interface Pause {
  readonly id: string;
  readonly time: string;
  readonly taskId: string;
  readonly taskName: string;
  readonly endpoint: string;
  readonly purpose: PausePurpose;
  /** The last step that was recorded. */
  readonly step: PauseStep;
  /** True while the program that paused the task may still be running. */
  readonly running: boolean;
  /** Undefined while the pause is open. */
  readonly end?: PauseEnd;
}

/** A longer file is rotated, after about 1,000 pauses; the one rotated before is deleted then. */
const ROTATE_AT_BYTES = 1_000_000;

const file = (): string => stateFile('pauses.jsonl');
const rotated = (): string => stateFile('pauses.old.jsonl');

const append = (record: object): void =>
  appendStateLine(file(), stringifyJson({ format: 1, ...record } as unknown as JsonObject));

/** Records that `stop` is about to be sent. Returns the record's ID. Throws the system's error. */
export function recordPause(
  task: Pick<Pause, 'taskId' | 'taskName' | 'endpoint' | 'purpose'>,
  now = new Date(),
): string {
  makeFoldersOf(file());
  const { open, mode } = rotate();
  const id = randomBytes(8).toString('hex');
  for (const record of open) appendStateLine(file(), stringifyJson(record), { mode });
  append({
    ...{ record: 'pause', id, time: now.toISOString(), step: 'stop', purpose: task.purpose },
    ...{ task_id: task.taskId, task_name: task.taskName, endpoint: task.endpoint },
    ...currentProcess(),
    machine: hostname(),
  });
  return id;
}

/** Records the next step of a pause, before it happens. Throws the system's error. */
export const recordPauseStep = (id: string, step: PauseStep): void => append({ record: 'step', id, step });

/** Records the end of a pause. Throws the system's error. */
export const recordPauseEnd = (id: string, end: PauseEnd): void => append({ record: 'end', id, end });

/** Returns the pauses of this user on this machine, the latest first. */
export const readPauses = (): Pause[] => [...merged().values()].map(pauseOf).reverse();

/** Returns the files of pauses, the older first; none if there is no place for them. */
function pauseFiles(): string[] {
  try {
    return [rotated(), file()];
  } catch {
    return [];
  }
}

/** Returns the file of pauses that can't be read, or its folder, and the reason; undefined if both can, or aren't there. */
export function findPausesProblem(): FileFault | undefined {
  const files = pauseFiles();
  let path = '';
  try {
    for (path of files.map(dirname)) checkOwnFolders(path);
    for (path of files) readOwnHead(path, 1);
    return undefined;
  } catch (error) {
    return { path, why: reasonOf(error) };
  }
}

/** Counts the lines that can't be read: damaged ones, and those of a later version. */
export const countUnreadPauses = (): number => countUnread(pauseFiles());

/** Merges the records of each pause into one. */
function merged(): Map<string, JsonObject> {
  const pauses = new Map<string, JsonObject>();
  for (const line of pauseFiles().flatMap(readLines)) {
    const record = parseRecord(line);
    const id = textOf(record?.id);
    const known = pauses.get(id);
    if (record && (known || record.record === 'pause'))
      pauses.set(id, { ...known, ...record, record: 'pause' });
  }
  return pauses;
}

function pauseOf(record: JsonObject): Pause {
  const { id, time, task_id, task_name, endpoint, purpose, step, end } = record;
  return {
    ...{ id: textOf(id), time: textOf(time), taskId: textOf(task_id), taskName: textOf(task_name) },
    ...{ endpoint: textOf(endpoint), purpose: textOf(purpose) as PausePurpose },
    step: textOf(step) as PauseStep,
    running: isWriterAlive(record),
    ...(end === undefined ? {} : { end: textOf(end) as PauseEnd }),
  };
}

/** Rotates a full file. Returns its open pauses and its mode, for the new file. Throws FileProblem or the system's error. */
function rotate(): { readonly open: readonly JsonObject[]; readonly mode: number } {
  const { size = 0 } = readOwnHead(file(), 1) ?? {};
  const mode = (lstatSync(file(), { throwIfNoEntry: false })?.mode ?? 0o600) & 0o777;
  if (size < ROTATE_AT_BYTES) return { open: [], mode };
  const open = [...merged().values()].filter(({ end }) => end === undefined);
  renameSync(file(), rotated());
  return { open, mode };
}
