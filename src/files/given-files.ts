/** Files that the user names: links are followed, a pipe is read to its end, and anything else is an error. */
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileProblem } from './file-problem.ts';

const { O_NONBLOCK = 0, O_NOCTTY = 0 } = constants as Partial<typeof constants>;

/** More than any file that this program reads: a plan of 65,535 volumes has 30 MB. */
const MAX_BYTES = 256_000_000;
/** Time that a pipe may have no writer, in ms. */
const WRITER_MS = 5000;
const POLL_MS = 20;

/** Reads a file. Never waits for a pipe or a device. Throws FileProblem or the system's error. */
export function readGivenFile(path: string): Buffer {
  const file = openGiven(path);
  try {
    return readOpened(file, path);
  } finally {
    closeSync(file);
  }
}

/**
 * Reads a file, or a pipe until it is closed; a pipe that no one writes to, for some seconds. Signals are handled
 * meanwhile. Throws FileProblem or the system's error.
 */
export async function readGivenFileOrPipe(path: string): Promise<Buffer> {
  const file = openGiven(path);
  try {
    return fstatSync(file).isFIFO() ? await readPipe(file, path) : readOpened(file, path);
  } finally {
    closeSync(file);
  }
}

function openGiven(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | O_NONBLOCK | O_NOCTTY);
  } catch (error) {
    // A socket.
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') throw new FileProblem('NO_FILE', path);
    throw error;
  }
}

function readOpened(file: number, path: string): Buffer {
  const found = fstatSync(file);
  if (!found.isFile()) throw new FileProblem('NO_FILE', path);
  if (found.size > MAX_BYTES) throw new FileProblem('TOO_LARGE', path);
  return readFileSync(file);
}

/** Pipes that were open before this program was started, as of `<(…)`: their end is the end. */
const OPENED = /^\/(dev\/(fd\/|stdin)|proc\/)/;

/** Reads a pipe until its writers have closed it. */
async function readPipe(file: number, path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let [length, hasWriter] = [0, OPENED.test(path)];
  const chunk = Buffer.alloc(65_536);
  for (const until = Date.now() + WRITER_MS; ; ) {
    try {
      const count = readSync(file, chunk, 0, chunk.length, null);
      if (count > 0) {
        length += count;
        if (length > MAX_BYTES) throw new FileProblem('TOO_LARGE', path);
        chunks.push(Buffer.from(chunk.subarray(0, count)));
        hasWriter = true;
        continue;
      }
      // The end of what a writer wrote, or no one has opened it yet.
      if (hasWriter) return Buffer.concat(chunks);
      if (Date.now() > until) throw new FileProblem('NO_WRITER', path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      hasWriter = true;
    }
    // Not a blocking wait: the handler of ^C would never run.
    await sleep(POLL_MS);
  }
}
