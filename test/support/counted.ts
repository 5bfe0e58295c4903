/** Runs the program in a terminal and counts every write to it, in bytes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LaunchOptions, launch, type Session } from './terminal.ts';

const COUNTER = new URL('count-writes.mjs', import.meta.url).href;

const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-writes-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let made = 0;

/** A session whose writes are counted. */
export interface Counted {
  readonly session: Session;
  /** Returns the size of each write since the last call, in bytes. */
  writes(): number[];
  /** Presses a key, waits until the output is quiet, and returns the size of each write, in bytes. */
  cost(key: string): Promise<number[]>;
}

/** Launches the program in a terminal with its writes counted. */
export function launchCounted(args: readonly string[], options: LaunchOptions = {}): Counted {
  const file = join(folder, String(++made));
  writeFileSync(file, '');
  const env = { ...options.env, NODE_OPTIONS: `--import ${COUNTER}`, SMS_TEST_WRITES: file };
  const session = launch(args, { ...options, env });
  let reported = 0;
  const writes = () => {
    const all = readFileSync(file, 'utf8').trim().split('\n').filter(Boolean).map(Number);
    const fresh = all.slice(reported);
    reported = all.length;
    return fresh;
  };
  return {
    session,
    writes,
    async cost(key) {
      writes();
      await session.press(key);
      return writes();
    },
  };
}

/** Adds numbers. */
export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
