/**
 * The history: submitted updates as JSON lines, an intent before each PUT and its outcome after it. An intent without
 * an outcome was interrupted; reading the task tells its outcome.
 */
import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { checkOwnFolders, readOwnHead } from '../files/own-files.ts';
import { stateDir } from '../files/places.ts';
import { currentProcess } from '../files/process-identity.ts';
import { isObject, type Json, type JsonObject, stringifyJson } from '../json/json.ts';
import type { Draft } from '../task/edits/draft.ts';
import { type SavedEdit, toSavedEdits } from '../task/edits/saved/saved-edit.ts';
import { reasonOf } from '../task/errors.ts';
import { buildRequest } from '../task/sending/request.ts';
import { appendStateLine, type FileFault, makeFoldersOf, stateFile } from './files.ts';
import { countUnread, isWriterAlive, parseRecord, readLines, textOf } from './record-lines.ts';

/** Limits of age and total size: older records aren't shown, and are deleted with their file. */
const MAX_AGE_DAYS = 365;
const MAX_TOTAL_BYTES = 16_000_000;
/** A file that is longer than this is rotated: about 1,500 updates of disks. */
const ROTATE_AT_BYTES = 8_000_000;
const DAY = 86_400_000;

/** One submitted update. */
export interface HistoryEntry {
  readonly id: string;
  readonly time: string;
  readonly taskId: string;
  readonly taskName: string;
  readonly endpoint: string;
  readonly edits: readonly SavedEdit[];
  readonly request: JsonObject;
  /** The body of the request of the rate windows, which follows; absent if they weren't edited. */
  readonly rateRequest?: JsonObject;
  /** IDs of the updates that this one undid; empty for an update of its own. */
  readonly undoes: readonly string[];
  /** True while the program that sent it may still be running. */
  readonly running: boolean;
  /** Undefined while nothing is known: the program was interrupted, or is still running. */
  readonly outcome?: HistoryOutcome;
}

/** The result of a submitted update. */
export interface HistoryOutcome {
  readonly time: string;
  readonly result: string;
  /** The outcome of each field, by path. */
  readonly outcomes: Readonly<Record<string, string>>;
}

const file = (): string => stateFile('history.jsonl');

/**
 * Records that a draft is about to be sent. Returns the record's ID. Throws the system's error if it can't be written.
 */
export function recordIntent(
  taskId: string,
  endpoint: string,
  draft: Draft,
  undoes: readonly string[] = [],
): string {
  const id = randomBytes(8).toString('hex');
  const record = {
    format: 1,
    record: 'intent',
    id,
    time: new Date().toISOString(),
    task_id: taskId,
    task_name: String(draft.base.name ?? ''),
    endpoint,
    ...(undoes.length ? { undoes: [...undoes] } : {}),
    ...currentProcess(),
    machine: hostname(),
    edits: toSavedEdits(draft).map((edit) => ({ ...edit })),
    request: buildRequest(draft).body,
    ...windowsRequest(draft),
  };
  makeFoldersOf(file());
  const mode = rotate();
  appendStateLine(file(), stringifyJson(record as unknown as JsonObject), mode === undefined ? {} : { mode });
  return id;
}

/** Returns the request that follows the one of the task, for a draft that edits rate windows. */
function windowsRequest(draft: Draft): { rate_request?: JsonObject } {
  const { windows } = buildRequest(draft);
  return windows ? { rate_request: { speed_limit: [...windows] } } : {};
}

/** Records the outcome of an update. Throws the system's error if it can't be written. */
export function recordOutcome(id: string, result: string, outcomes: Readonly<Record<string, string>>): void {
  const record = { format: 1, record: 'outcome', id, time: new Date().toISOString(), result, outcomes };
  appendStateLine(file(), stringifyJson(record as unknown as JsonObject));
}

/** Returns the rotated files, the oldest first. */
function rotatedFiles(): string[] {
  try {
    const names = readdirSync(stateDir()).filter((name) => ROTATED.test(name));
    return names.sort().map((name) => stateFile(name));
  } catch {
    return [];
  }
}

const ROTATED = /^history\.\d{15}-\d+\.jsonl$/;

/** Returns the files of the history, the oldest first; none if there is no place for them. */
function historyFiles(): string[] {
  try {
    return [...rotatedFiles(), file()];
  } catch {
    return [];
  }
}

/** Returns the file of the history that can't be read and the reason; undefined if all can, or there is none. */
export function findHistoryProblem(): FileFault | undefined {
  let path = '~/.local/state/sms-wizard';
  try {
    path = stateDir();
    checkOwnFolders(path);
    readdirIfThere(path);
    for (path of [...rotatedFiles(), file()]) readOwnHead(path, 1);
    return undefined;
  } catch (error) {
    return { path, why: reasonOf(error) };
  }
}

/** Throws the system's error if a folder is there and can't be listed. */
function readdirIfThere(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false })) readdirSync(folder);
}

/** Parses the edits of a record; skips invalid ones. */
function parseEdits(edits: Json | undefined): SavedEdit[] {
  const list = Array.isArray(edits) ? edits.filter(isObject) : [];
  const isListOfObjects = (value: Json | undefined): boolean =>
    value === undefined || (Array.isArray(value) && value.every(isObject));
  const known = list.filter(
    ({ path, kind, byName, elements, siblings }) =>
      typeof path === 'string' &&
      ['set', 'add', 'remove'].includes(String(kind)) &&
      (byName === undefined || byName === null || typeof byName === 'string') &&
      isListOfObjects(elements) &&
      isListOfObjects(siblings),
  );
  return known as unknown as SavedEdit[];
}

const isLong = (line: string): boolean => line.startsWith('{"format":1,"record":"intent"');

/** Counts the lines that can't be read: damaged ones, and those of a later version. */
export const countUnreadUpdates = (): number => countUnread(historyFiles());

/** Returns the submitted updates, the latest first; with an ID, those of one task. */
export function readHistory(taskId?: string): HistoryEntry[] {
  const entries = new Map<string, HistoryEntry>();
  for (const line of historyFiles().flatMap(readLines)) {
    // Skip lines without the task's ID before parsing: intents are long, and contain it.
    if (taskId !== undefined && isLong(line) && !line.includes(taskId)) continue;
    const record = parseRecord(line);
    if (!record) continue;
    const id = textOf(record.id);
    if (record.record === 'intent') {
      entries.set(id, {
        id,
        time: textOf(record.time),
        taskId: textOf(record.task_id),
        taskName: textOf(record.task_name),
        endpoint: textOf(record.endpoint),
        running: isWriterAlive(record),
        edits: parseEdits(record.edits),
        request: isObject(record.request) ? record.request : {},
        ...(isObject(record.rate_request) && { rateRequest: record.rate_request }),
        undoes: Array.isArray(record.undoes) ? record.undoes.map(textOf) : [],
      });
    }
    const entry = entries.get(id);
    if (record.record !== 'outcome' || !entry) continue;
    const outcomes = (isObject(record.outcomes) ? record.outcomes : {}) as Record<string, string>;
    entries.set(id, {
      ...entry,
      outcome: { time: textOf(record.time), result: textOf(record.result), outcomes },
    });
  }
  const since = Date.now() - MAX_AGE_DAYS * DAY;
  return [...entries.values()]
    .reverse()
    .filter((entry) => !(Date.parse(entry.time) < since) && (taskId ?? entry.taskId) === entry.taskId);
}

/** Bytes from the start of a record in which its time is found. */
const HEAD = 400;

/**
 * Rotates a full file, and deletes files beyond the limits of age and size. Other processes may be appending at that
 * moment, so nothing is rewritten. Returns the mode of a rotated file, for the next one. Throws FileProblem or the
 * system's error.
 */
function rotate(now = Date.now()): number | undefined {
  const { size = 0, head = '' } = readOwnHead(file(), HEAD) ?? {};
  const [, time = ''] = /"time":"([^"]*)"/.exec(head) ?? [];
  if (size < ROTATE_AT_BYTES && !(now - Date.parse(time) > MAX_AGE_DAYS * DAY)) return undefined;
  const mode = (lstatSync(file(), { throwIfNoEntry: false })?.mode ?? 0o600) & 0o777;
  const rotated = `history.${String(now).padStart(15, '0')}-${process.pid}.jsonl`;
  try {
    renameSync(file(), stateFile(rotated));
  } catch (error) {
    // Another program rotated it first.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  let total = 0;
  for (const path of rotatedFiles().reverse()) {
    const { size: length = 0, mtimeMs = now } = lstatSync(path, { throwIfNoEntry: false }) ?? {};
    total += length;
    if (total > MAX_TOTAL_BYTES || now - mtimeMs > MAX_AGE_DAYS * DAY) rmSync(path, { force: true });
  }
  return mode;
}
