/** Files of the state directory. All of storage reads and writes through these. */
import { dirname, join } from 'node:path';
import { appendOwnLine, checkOwnFolders, readOwnFile, replaceOwnFile } from '../files/own-files.ts';
import { makeOwnFolder } from '../files/own-folders.ts';
import { stateDir } from '../files/places.ts';

/** A file that can't be read, and why. */
export interface FileFault {
  readonly path: string;
  readonly why: string;
}

/** Returns a path in the state directory. Throws FileProblem if there is no place for it. */
export const stateFile = (...names: readonly string[]): string => join(stateDir(), ...names);

/** Returns the folders of ours that lead to a file, from the top. */
const foldersOf = (path: string): string[] =>
  dirname(path) === stateDir() ? [stateDir()] : [stateDir(), dirname(path)];

/** Makes the folders of a file in the state directory. Throws FileProblem or the system's error. */
export function makeFoldersOf(path: string): void {
  for (const folder of foldersOf(path)) makeOwnFolder(folder);
}

/** Reads a file; undefined if there is none. Throws FileProblem or the system's error. */
export function readStateFile(path: string): string | undefined {
  checkOwnFolders(...foldersOf(path));
  return readOwnFile(path);
}

/** Replaces a file in one step. Throws FileProblem or the system's error; the old file stays then. */
export function replaceStateFile(path: string, content: string): void {
  makeFoldersOf(path);
  replaceOwnFile(path, content);
}

/** Appends a line and flushes it to disk. Throws FileProblem or the system's error. */
export function appendStateLine(
  path: string,
  line: string,
  options: Parameters<typeof appendOwnLine>[2] = {},
): void {
  if (options.create !== false) makeFoldersOf(path);
  appendOwnLine(path, line, options);
}
