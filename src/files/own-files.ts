/**
 * Files of this program: opened without following links, and only if the user who runs it owns them. A pipe or a device in
 * their place is an error and is never waited for.
 */
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { FileProblem } from './file-problem.ts';
import { assertOwned, checkOwnFolder } from './own-folders.ts';
import { removeTemporaryFiles, temporaryPath } from './temporary-files.ts';

// Windows has none of them.
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants as Partial<typeof constants>;
const CAREFULLY = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

/** Meanings of the codes that the system gives for a link, and for a pipe that no one reads, a socket, or a device without a driver. */
const MEANINGS: Readonly<Record<string, 'IS_LINK' | 'NO_FILE'>> = {
  ELOOP: 'IS_LINK',
  EMLINK: 'IS_LINK',
  ENXIO: 'NO_FILE',
  ENODEV: 'NO_FILE',
  EISDIR: 'NO_FILE',
};

/** Opens a regular file of this user. Throws FileProblem or the system's error. */
export function openOwnFile(path: string, flags: number, mode = 0o600): number {
  let file: number;
  try {
    file = openSync(path, flags | CAREFULLY, mode);
  } catch (error) {
    const meaning = MEANINGS[(error as NodeJS.ErrnoException).code ?? ''];
    throw meaning ? new FileProblem(meaning, path) : error;
  }
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new FileProblem('NO_FILE', path);
    assertOwned(found, path);
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function withFile<T>(path: string, flags: number, work: (file: number) => T): T {
  const file = openOwnFile(path, flags);
  try {
    return work(file);
  } finally {
    closeSync(file);
  }
}

/** Reads a file of ours; undefined if there is none. Throws FileProblem or the system's error. */
export function readOwnFile(path: string): string | undefined {
  return ifThere(() => withFile(path, constants.O_RDONLY, (file) => readFileSync(file, 'utf8')));
}

/** Returns the length of a file of ours and its first bytes; undefined if there is none. Throws as `readOwnFile`. */
export function readOwnHead(
  path: string,
  bytes: number,
): { readonly size: number; readonly head: string } | undefined {
  return ifThere(() =>
    withFile(path, constants.O_RDONLY, (file) => {
      const head = Buffer.alloc(bytes);
      const count = readSync(file, head, 0, bytes, 0);
      return { size: fstatSync(file).size, head: head.toString('utf8', 0, count) };
    }),
  );
}

function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

interface AppendOptions {
  /** False to fail if the file isn't there. */
  readonly create?: boolean;
  /** False not to wait until it is on disk. */
  readonly flush?: boolean;
  /** The mode of a new file. */
  readonly mode?: number;
}

/** Appends a line to a file of ours, on a line of its own. Throws FileProblem or the system's error. */
export function appendOwnLine(
  path: string,
  line: string,
  { create = true, flush = true, mode = 0o600 }: AppendOptions = {},
): void {
  const { O_RDWR, O_APPEND, O_CREAT } = constants;
  const file = openOwnFile(path, O_RDWR | O_APPEND | (create ? O_CREAT : 0), mode);
  try {
    // Writes all of it or throws; a single writeSync may stop half way on a disk that fills up.
    writeFileSync(file, `${endsCleanly(file) ? '' : '\n'}${line}\n`);
    if (flush) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Returns false if a crash truncated the last line: the next line must not become part of it. */
function endsCleanly(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 10);
}

/**
 * Replaces a file of ours in one step: written beside the old one, flushed, and renamed. It keeps its mode; a new one is
 * for its owner only. Throws FileProblem or the system's error; the old file stays then.
 */
export function replaceOwnFile(path: string, content: string): void {
  const old = lstatSync(path, { throwIfNoEntry: false });
  if (old?.isSymbolicLink()) throw new FileProblem('IS_LINK', path);
  if (old && !old.isFile()) throw new FileProblem('NO_FILE', path);
  if (old) assertOwned(old, path);
  removeTemporaryFiles(dirname(path));
  replaceFile(path, content, old ? old.mode & 0o777 : 0o600);
}

/** Writes a file beside `path`, flushes it, and puts it in its place. Throws the system's error. */
export function replaceFile(path: string, content: string, mode: number): void {
  const temporary = temporaryPath(path);
  try {
    // A new file, so it is nothing that another user put there.
    const file = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(file, content);
      fchmodSync(file, mode);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    flushFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Flushes a directory: a rename is on disk only when its directory is. Not every system can do that. */
function flushFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows can't flush directories; a rename is atomic there, too.
  }
}

/** Throws FileProblem or the system's error if one of these folders is there, and isn't ours. */
export function checkOwnFolders(...folders: readonly string[]): void {
  for (const folder of folders) if (!checkOwnFolder(folder)) return;
}
