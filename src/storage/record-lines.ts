/** Reads files of JSON lines to which several programs append records. */
import { hostname } from 'node:os';
import { isRunning } from '../files/process-identity.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../json/json.ts';
import { readStateFile } from './files.ts';

/** Returns the lines of a file; none if it can't be read. */
export function readLines(path: string): string[] {
  try {
    return (readStateFile(path) ?? '').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** Counts the lines of files that aren't records of this version. */
export const countUnread = (paths: readonly string[]): number =>
  paths.flatMap(readLines).filter((line) => parseRecord(line) === undefined).length;

/** Parses a line; undefined if a crash truncated it, or if it isn't a record. */
export function parseRecord(line: string): JsonObject | undefined {
  try {
    const record = parseJson(line);
    return isObject(record) && record.format === 1 ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the text of a value; empty for anything else. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Returns true while the process that wrote a record may still be running. */
export function isWriterAlive({ machine, pid, started }: JsonObject): boolean {
  if (machine !== hostname() || pid === process.pid) return false;
  return isRunning({ pid: Number(pid), started: textOf(started) });
}
