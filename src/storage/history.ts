/**
 * What was submitted, as JSON lines: an intent before the PUT goes out, and its outcome after. An intent without an
 * outcome was cut off in between; reading the task settles it.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject, readJson, writeJson } from '../json/json.ts';
import type { Draft } from '../task/draft.ts';
import { keptEdits, type Replayable } from '../task/replay.ts';
import { updateRequest } from '../task/request.ts';
import { appendLine, isRunning, ownMark, stateFolder } from './files.ts';

/** Older records than this are not shown, and go with their file; so do the oldest beyond this size in all. */
const MOST_DAYS = 365;
const MOST_BYTES = 16_000_000;
/** A file that is longer than this is put aside: some 1,500 updates of disks. */
const FULL_BYTES = 8_000_000;
const DAY = 86_400_000;

export interface HistoryEntry {
  readonly id: string;
  readonly time: string;
  readonly taskId: string;
  readonly taskName: string;
  readonly endpoint: string;
  readonly edits: readonly Replayable[];
  readonly request: JsonObject;
  /** True while the program that sent it may still be at it. */
  readonly running: boolean;
  /** Undefined while nothing is known: the program was cut off, or is still at it. */
  readonly outcome?: HistoryOutcome;
}

export interface HistoryOutcome {
  readonly time: string;
  readonly result: string;
  /** What became of each field, by path. */
  readonly outcomes: Readonly<Record<string, string>>;
}

const file = (): string => join(stateFolder(), 'history.jsonl');

/** Notes that a draft is about to be sent. Answers the record's id; throws where it cannot be written. */
export function recordIntent(taskId: string, endpoint: string, draft: Draft): string {
  const id = randomBytes(8).toString('hex');
  const record = {
    format: 1,
    record: 'intent',
    id,
    time: new Date().toISOString(),
    task_id: taskId,
    task_name: String(draft.base.name ?? ''),
    endpoint,
    ...ownMark(),
    machine: hostname(),
    edits: keptEdits(draft).map((edit) => ({ ...edit })),
    request: updateRequest(draft).body,
  };
  trim();
  appendLine(file(), writeJson(record as unknown as JsonObject));
  return id;
}

/** Notes what became of an update. */
export function recordOutcome(id: string, result: string, outcomes: Readonly<Record<string, string>>): void {
  const record = { format: 1, record: 'outcome', id, time: new Date().toISOString(), result, outcomes };
  appendLine(file(), writeJson(record as unknown as JsonObject));
}

/** Files that were put aside when they were full, the oldest first. */
function asideFiles(): string[] {
  try {
    const names = readdirSync(stateFolder()).filter((name) => ASIDE.test(name));
    return names.sort().map((name) => join(stateFolder(), name));
  } catch {
    return [];
  }
}

const ASIDE = /^history\.\d{15}-\d+\.jsonl$/;

function lines(): string[] {
  return [...asideFiles(), file()].flatMap((path) => {
    try {
      return readFileSync(path, 'utf8').split('\n').filter(Boolean);
    } catch {
      return [];
    }
  });
}

/** A line that was cut off by a crash, or is none of ours, is passed over. */
function parsed(line: string): JsonObject | undefined {
  try {
    const record = readJson(line);
    return isObject(record) && record.format === 1 ? record : undefined;
  } catch {
    return undefined;
  }
}

const string = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** The edits of a record; what is none is passed over. */
function keptIn(edits: Json | undefined): Replayable[] {
  const list = Array.isArray(edits) ? edits.filter(isObject) : [];
  const known = list.filter(
    ({ path, kind }) => typeof path === 'string' && ['set', 'add', 'remove'].includes(String(kind)),
  );
  return known as unknown as Replayable[];
}

/** True while the process that wrote a record may still be at it. */
function isElsewhere({ machine, pid, started }: JsonObject): boolean {
  if (machine !== hostname() || pid === process.pid) return false;
  return isRunning({ pid: Number(pid), started: string(started) });
}

const isLong = (line: string): boolean => line.startsWith('{"format":1,"record":"intent"');

/** All that was submitted, the latest first; of one task where it is named. */
export function readHistory(taskId?: string): HistoryEntry[] {
  const entries = new Map<string, HistoryEntry>();
  for (const line of lines()) {
    // What cannot be about the task is not worth parsing: an intent is long, and names it.
    if (taskId !== undefined && isLong(line) && !line.includes(taskId)) continue;
    const record = parsed(line);
    if (!record) continue;
    const id = string(record.id);
    if (record.record === 'intent') {
      entries.set(id, {
        id,
        time: string(record.time),
        taskId: string(record.task_id),
        taskName: string(record.task_name),
        endpoint: string(record.endpoint),
        running: isElsewhere(record),
        edits: keptIn(record.edits),
        request: isObject(record.request) ? record.request : {},
      });
    }
    const entry = entries.get(id);
    if (record.record !== 'outcome' || !entry) continue;
    const outcomes = (isObject(record.outcomes) ? record.outcomes : {}) as Record<string, string>;
    entries.set(id, {
      ...entry,
      outcome: { time: string(record.time), result: string(record.result), outcomes },
    });
  }
  const since = Date.now() - MOST_DAYS * DAY;
  return [...entries.values()]
    .reverse()
    .filter((entry) => !(Date.parse(entry.time) < since) && (taskId ?? entry.taskId) === entry.taskId);
}

/** Each record says when it was, early on. */
const HEAD = 400;

/** How long the file is, in bytes, and when its first record was written; undefined where there is none. */
function beginning(): { readonly size: number; readonly oldest: number } | undefined {
  let opened: number;
  try {
    opened = openSync(file(), 'r');
  } catch {
    return undefined;
  }
  try {
    const head = Buffer.alloc(HEAD);
    readSync(opened, head, 0, HEAD, 0);
    const [, time = ''] = /"time":"([^"]*)"/.exec(head.toString('utf8')) ?? [];
    return { size: fstatSync(opened).size, oldest: Date.parse(time) };
  } finally {
    closeSync(opened);
  }
}

/**
 * Puts a full file aside, and forgets what is beyond age and size. Others may be adding to it at that moment: nothing is
 * rewritten, so nothing of theirs is lost.
 */
function trim(now = Date.now()): void {
  const { size = 0, oldest = now } = beginning() ?? {};
  if (size < FULL_BYTES && !(now - oldest > MOST_DAYS * DAY)) return;
  const aside = `history.${String(now).padStart(15, '0')}-${process.pid}.jsonl`;
  try {
    renameSync(file(), join(stateFolder(), aside));
  } catch (error) {
    // Another program was first.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  let total = 0;
  for (const path of asideFiles().reverse()) {
    const { size: length = 0, mtimeMs = now } = statSync(path, { throwIfNoEntry: false }) ?? {};
    total += length;
    if (total > MOST_BYTES || now - mtimeMs > MOST_DAYS * DAY) rmSync(path, { force: true });
  }
}
