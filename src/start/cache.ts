/**
 * Code that V8 compiled before, kept for the next start: half of a start is compiling. It is carried out as it stands,
 * so it is taken only from a place that nobody else can write to.
 */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Compiled code, by the name of the file that it is of. */
export type Compiled = ReadonlyMap<string, Buffer>;

/** `$XDG_CACHE_HOME/sms-wizard`; undefined where it is not wanted, where there is no home, and on Windows. */
export function cacheFolder(env: NodeJS.ProcessEnv): string | undefined {
  const { XDG_CACHE_HOME, HOME, NODE_DISABLE_COMPILE_CACHE } = env;
  const base = XDG_CACHE_HOME?.startsWith('/') ? XDG_CACHE_HOME : HOME && join(HOME, '.cache');
  return base && process.getuid && !NODE_DISABLE_COMPILE_CACHE ? join(base, 'sms-wizard') : undefined;
}

/** True for what is ours, and what nobody else may write to. */
const isOurs = ({ uid, mode }: Stats): boolean => uid === process.getuid?.() && (mode & 0o022) === 0;

/** V8 would copy what begins elsewhere. */
const BOUNDARY = 8;
const padded = (length: number): number => Math.ceil(length / BOUNDARY) * BOUNDARY;

/** Loaded when it is needed: --version needs no zlib. */
const crc32 = (bytes: Buffer): number => process.getBuiltinModule('node:zlib').crc32(bytes);

/** Two numbers: the length of the list, and the checksum of all that follows. */
const HEAD = 8;

/** The head, a list of names and lengths as JSON, and the parts themselves, each on a boundary. */
function packed(compiled: Compiled): Buffer {
  const list = Buffer.from(JSON.stringify([...compiled].map(([part, { length }]) => [part, length])));
  const pieces = [Buffer.alloc(HEAD), list, ...compiled.values()];
  const all = Buffer.concat(
    pieces.flatMap((bytes) => [bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]),
  );
  all.writeUInt32LE(list.length);
  all.writeUInt32LE(crc32(all.subarray(HEAD)), 4);
  return all;
}

/** Throws where it is no such file: V8 carries out whatever it is given, so one that was damaged is none. */
function unpacked(bytes: Buffer): Compiled {
  const length = bytes.readUInt32LE();
  if (bytes.readUInt32LE(4) !== crc32(bytes.subarray(HEAD))) throw new RangeError('damaged');
  const list: [string, number][] = JSON.parse(bytes.toString('utf8', HEAD, HEAD + length));
  let at = HEAD + padded(length);
  const parts = list.map(([part, size]): [string, Buffer] => {
    const from = at;
    at += padded(size);
    return [part, bytes.subarray(from, from + size)];
  });
  if (at !== bytes.length) throw new RangeError(`${at} bytes wanted`);
  return new Map(parts);
}

/** What a file of the folder holds; nothing where it cannot be read, or where somebody else could have written it. */
export function readCompiled(folder: string, name: string): Compiled {
  let file: number | undefined;
  try {
    if (!isOurs(lstatSync(folder))) return new Map();
    file = openSync(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW);
    return isOurs(fstatSync(file)) ? unpacked(readFileSync(file)) : new Map();
  } catch {
    return new Map();
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Keeps code in a file of the folder, in one step, in place of all that earlier builds left there. Never throws. */
export function writeCompiled(folder: string, name: string, build: string, compiled: Compiled): void {
  const beside = join(folder, `${name}.${process.pid}`);
  try {
    for (const path of [dirname(folder), folder]) makeOurs(path);
    if (!isOurs(lstatSync(folder))) return;
    const file = openSync(beside, 'wx', 0o600);
    try {
      writeFileSync(file, packed(compiled));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, join(folder, name));
    const stale = readdirSync(folder).filter((other) => !other.startsWith(build));
    for (const other of stale) rmSync(join(folder, other), { force: true });
  } catch {
    // The next start compiles again; nothing else is lost.
    discard(beside);
  }
}

/** Makes a folder in one that is ours: root with the home of somebody else leaves nothing there. Throws where it cannot. */
function makeOurs(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) return;
  if (statSync(dirname(path)).uid !== process.getuid?.())
    throw new Error(`${path} is in the home of another`);
  mkdirSync(path, { mode: 0o700 });
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where it cannot be it is not.
  }
}
