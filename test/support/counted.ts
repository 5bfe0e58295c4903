/** The program in a terminal, with every write to it counted: how many, and how many bytes each. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LaunchOptions, launch, type Session } from './terminal.ts';

const COUNTER = new URL('count-writes.mjs', import.meta.url).href;

const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-writes-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let made = 0;

export interface Counted {
  readonly session: Session;
  /** The bytes of each write since the last call. */
  writes(): number[];
  /** Presses a key and waits until all is quiet: the bytes of each write that came of it. */
  cost(key: string): Promise<number[]>;
}

export function launchCounted(args: readonly string[], options: LaunchOptions = {}): Counted {
  const file = join(folder, String(++made));
  writeFileSync(file, '');
  const env = { ...options.env, NODE_OPTIONS: `--import ${COUNTER}`, SMS_TEST_WRITES: file };
  const session = launch(args, { ...options, env });
  let told = 0;
  const writes = () => {
    const all = readFileSync(file, 'utf8').trim().split('\n').filter(Boolean).map(Number);
    const fresh = all.slice(told);
    told = all.length;
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

export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
