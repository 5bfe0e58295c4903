/** Files that survive a crash at any moment: written whole beside the old one, forced to disk, then put in its place. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where drafts and history live: `$XDG_STATE_HOME/sms-wizard`, else `~/.local/state/sms-wizard`. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME, HOME } = env;
  const base = XDG_STATE_HOME?.startsWith('/') ? XDG_STATE_HOME : join(HOME || homedir(), '.local', 'state');
  return join(base, 'sms-wizard');
}

let written = 0;

/** Replaces a file in one step, readable by its owner only. Throws the system's error; the old file stays then. */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}-${++written}.tmp`;
  try {
    write(temporary, 'wx', text);
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** For opening a file to add to it, and only one that is there. */
export const EXISTING = constants.O_WRONLY | constants.O_APPEND;

/** Adds a line to a file, by default a new one, and forces it to disk. Throws the system's error. */
export function appendLine(path: string, line: string, how: 'a' | typeof EXISTING = 'a'): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  write(path, how, `${endsCleanly(path) ? '' : '\n'}${line}\n`);
}

/** False where a crash cut the last line off: what follows must not become part of it. */
function endsCleanly(path: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return true;
  }
  try {
    const { size } = fstatSync(file);
    const last = Buffer.alloc(1);
    return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 10);
  } finally {
    closeSync(file);
  }
}

function write(path: string, how: 'wx' | 'a' | number, text: string): void {
  const file = openSync(path, how, 0o600);
  try {
    // Writes all of it or throws; a single writeSync may stop half way on a disk that fills up.
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A rename is on disk only when its folder is. Not every system can do that for folders. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows has no such thing; the rename itself is atomic there too.
  }
}

/** A running process: numbers are used again, so its start counts too, where the system tells it (Linux). */
export interface ProcessMark {
  readonly pid: number;
  /** Clock ticks since boot; empty where it is not known. */
  readonly started: string;
}

/** State and start of a process; undefined where there is no /proc, or no such process. */
function stat(pid: number): { state: string; started: string } | undefined {
  try {
    // The name in brackets may hold blanks, so fields are counted from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { state: fields[0] ?? '', started: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

export const ownMark = (): ProcessMark => ({ pid: process.pid, started: stat(process.pid)?.started ?? '' });

/** True while that very process runs; one that is dead and only waits to be buried does not. */
export function isRunning({ pid, started }: ProcessMark): boolean {
  if (process.platform === 'linux') {
    const found = stat(pid);
    return found !== undefined && !/[ZX]/.test(found.state) && (started === '' || found.started === started);
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
