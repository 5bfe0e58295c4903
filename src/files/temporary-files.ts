/** Temporary files, named after the run that writes them, so that those of killed runs are found and removed. */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ownUid } from './own-folders.ts';
import { currentProcess, isRunning } from './process-identity.ts';

const machine = (): string => createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Returns the mark of this run in names of its temporary files. */
export function runMark(): string {
  const { pid, started } = currentProcess();
  return `${pid}-${started || 0}-${machine()}`;
}

let written = 0;

/** Returns a new name beside a file. */
export const temporaryPath = (path: string): string => `${path}.${runMark()}-${++written}.tmp`;

const MARK = /(\d+)-(\d+)-([0-9a-f]{8})-\w+(?:\.tmp)?$/;
const TEMPORARY = new RegExp(`\\.${MARK.source}`);
/** The names of version 0.2 and before. */
const OLD = /\.\d+(-\d+)?\.tmp$/;
const DAY = 86_400_000;

/** Returns true if the run that a name is marked with has ended; undefined if that can't be known, as of another machine's. */
export function isDeadRun(name: string): boolean | undefined {
  const [, pid, started = '', where] = MARK.exec(name) ?? [];
  if (pid === undefined || where !== machine()) return undefined;
  return !isRunning({ pid: Number(pid), started: started === '0' ? '' : started });
}

/**
 * Removes what killed runs left in a folder, of files whose names begin with `start`. Files of runs that may still write
 * are left for a day. Never throws.
 */
export function removeTemporaryFiles(folder: string, start = ''): void {
  for (const name of namesIn(folder)) {
    if (!name.startsWith(start) || !(TEMPORARY.test(name) || OLD.test(name))) continue;
    const path = join(folder, name);
    try {
      const found = lstatSync(path);
      if (!found.isFile() || (ownUid() ?? found.uid) !== found.uid) continue;
      if (isDeadRun(name) ?? found.mtimeMs < Date.now() - DAY) rmSync(path, { force: true });
    } catch {
      // Another program removed it first, or it can't be removed: it does no harm.
    }
  }
}

/** Beginning of the names of folders for files to edit. */
export const EDIT_FOLDER = 'sms-wizard-edit-';
/** Time for which edits of a killed run are kept. */
const EDITS_MS = 7 * DAY;

/** Removes folders that killed runs left in `place`: at once if the user changed nothing, else after a week. Never throws. */
export function removeEditFolders(place: string): void {
  for (const name of namesIn(place)) {
    if (!name.startsWith(EDIT_FOLDER)) continue;
    const folder = join(place, name);
    try {
      const found = lstatSync(folder);
      if (!found.isDirectory() || (ownUid() ?? found.uid) !== found.uid) continue;
      const isOld = found.mtimeMs < Date.now() - EDITS_MS;
      const isUnedited = namesIn(folder).every((file) => lstatSync(join(folder, file)).mtimeMs === 0);
      const isDead = isDeadRun(name);
      if (isDead === false || !(isOld || (isDead && isUnedited))) continue;
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // As above.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
