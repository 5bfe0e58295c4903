// Programs in a PTY of 80×24: when something shows, how many bytes a key costs and in how many writes.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The time-out of an answer to a key, in ms: at the end of a list there is no answer. */
const KEY_TIMEOUT_MS = 3000;

/** Returns the environment: a home of its own, for the compile cache. */
export function envIn(folder, more = {}) {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const { PATH } = process.env;
  return { PATH, HOME: home, TERM: 'xterm-256color', LANG: 'C.UTF-8', SMS_ECS_METADATA: '0', ...more };
}

/** Milliseconds until a program without a terminal has ended. */
export function untilExit(args, env) {
  const from = performance.now();
  const { status } = spawnSync(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return performance.now() - from;
}

/** Returns a program in a terminal. */
export function open(args, env) {
  const from = performance.now();
  const pty = spawn(process.execPath, args, { cols: 80, rows: 24, env });
  const session = { from, pid: pty.pid, seen: '', bytes: 0, at: 0, first: undefined };
  const listeners = new Set();
  pty.onData((data) => {
    session.at = performance.now();
    session.first ??= session.at - from;
    session.seen += data;
    session.bytes += Buffer.byteLength(data);
    for (const listener of listeners) listener();
  });
  const exit = new Promise((resolve) => pty.onExit(resolve));
  return Object.assign(session, {
    write: (keys) => pty.write(keys),
    /** Milliseconds from launch until something has been written. */
    shown(wanted, ms = 60_000) {
      return new Promise((resolve, reject) => {
        const failed = setTimeout(
          () => reject(new Error(`never saw ${wanted} in ${session.seen.slice(-300)}`)),
          ms,
        );
        const look = () => {
          if (!session.seen.includes(wanted)) return;
          clearTimeout(failed);
          listeners.delete(look);
          resolve(session.at - from);
        };
        listeners.add(look);
        look();
      });
    },
    /** Sends a key and waits for what comes of it: ms to the first bytes (undefined if none came) and how many. */
    async key(keys, quiet = 90) {
      const before = session.bytes;
      const sent = performance.now();
      pty.write(keys);
      while (session.bytes === before && performance.now() - sent < KEY_TIMEOUT_MS) await sleep(1);
      const ms = session.bytes === before ? undefined : session.at - sent;
      await sleep(quiet);
      return { ms, bytes: session.bytes - before };
    },
    async kill() {
      pty.kill('SIGKILL');
      await exit;
    },
    exit,
  });
}

/** Runs something until it is shown, and no longer. The answer is when the first bytes came, and when that did. */
export async function untilShown(args, env, wanted) {
  const session = open(args, env);
  const ms = await session.shown(wanted);
  await session.kill();
  return { ms, first: session.first };
}

/** Returns the most memory that a process has had so far, in MB; undefined if the system doesn't tell. */
export function peakMemory(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

/**
 * Options for Node that count what a program writes to its terminal, on `stdout` or `stderr`; `writes()` is how often it
 * has.
 */
export function counter(folder, name, stream) {
  const file = join(folder, `${name}.writes`);
  writeFileSync(file, '');
  const script = new URL('../support/count-writes.mjs', import.meta.url).href;
  return {
    args: ['--import', script],
    env: { SMS_TEST_WRITES: file, SMS_TEST_STREAM: stream },
    writes: () => readFileSync(file, 'utf8').split('\n').length - 1,
  };
}
