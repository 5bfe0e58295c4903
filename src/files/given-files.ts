/** Files that the user names: links are followed, a pipe is read to its end, and anything else is an error. */
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { FileProblem } from './file-problem.ts';

const { O_NONBLOCK = 0, O_NOCTTY = 0 } = constants as Partial<typeof constants>;

/** More than any file that this program reads: a plan of 65,535 volumes has 30 MB. */
const MAX_BYTES = 256_000_000;
/** Time that a pipe may have no writer, in ms. */
const WRITER_MS = 5000;
const POLL_MS = 20;

interface GivenOptions {
  /** True to read a pipe, too; it is waited for. */
  readonly pipes?: boolean;
}

/** Reads a file. Never waits for a device, or for a pipe without a writer. Throws FileProblem or the system's error. */
export function readGivenFile(path: string, { pipes = false }: GivenOptions = {}): Buffer {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | O_NONBLOCK | O_NOCTTY);
  } catch (error) {
    // A socket.
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') throw new FileProblem('NO_FILE', path);
    throw error;
  }
  try {
    const found = fstatSync(file);
    if (found.isFIFO() && pipes) return readPipe(file, path);
    if (!found.isFile()) throw new FileProblem('NO_FILE', path);
    if (found.size > MAX_BYTES) throw new FileProblem('TOO_LARGE', path);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Pipes that were open before this program was started, as of `<(…)`: their end is the end. */
const OPENED = /^\/(dev\/(fd\/|stdin)|proc\/)/;

/** Blocks this thread without using the processor; a signal still ends the process. */
const sleep = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Reads a pipe until its writers have closed it. */
function readPipe(file: number, path: string): Buffer {
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
    sleep(POLL_MS);
  }
}
