/** Runs the program in a terminal and counts every write to it, in bytes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
  /**
   * Presses a key, waits until the output is quiet, and returns the size of each write, in bytes; without what is drawn
   * in the pause after it or after the key before, to which a busy machine may come before the output is quiet.
   */
  cost(key: string): Promise<number[]>;
}

/** A write to the terminal: its size, and when it was made. */
interface Write {
  readonly bytes: number;
  readonly at: number;
}

/** Time after the first write of a key, in ms, from which writes are those of the pause: timers are never early. */
const PAUSED_MS = 200;
/** Time after a key, in ms, between which its pause may be drawn: a key pressed then would be counted with it. */
const PAUSE_DUE_MS = { from: 150, to: 600 };

/** Launches the program in a terminal with its writes counted. */
export function launchCounted(args: readonly string[], options: LaunchOptions = {}): Counted {
  const file = join(folder, String(++made));
  writeFileSync(file, '');
  const env = { ...options.env, NODE_OPTIONS: `--import ${COUNTER}`, SMS_TEST_WRITES: file };
  const session = launch(args, { ...options, env });
  let reported = 0;
  let pressed = 0;
  const newWrites = (): Write[] => {
    const lines = readFileSync(file, 'utf8').trim().split('\n').filter(Boolean);
    const fresh = lines.slice(reported).map((line) => line.split(' ').map(Number) as [number, number]);
    reported = lines.length;
    return fresh.map(([bytes, at]) => ({ bytes, at }));
  };
  const sizes = (all: readonly Write[]): number[] => all.map(({ bytes }) => bytes);
  return {
    session,
    writes: () => sizes(newWrites()),
    async cost(key) {
      const since = Date.now() - pressed;
      if (since > PAUSE_DUE_MS.from && since < PAUSE_DUE_MS.to) await sleep(PAUSE_DUE_MS.to - since);
      newWrites();
      pressed = Date.now();
      await session.press(key);
      const all = newWrites().filter(({ at }) => at >= pressed);
      return sizes(all.filter(({ at }) => at - (all[0]?.at ?? 0) < PAUSED_MS));
    },
  };
}

/** Adds numbers. */
export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
