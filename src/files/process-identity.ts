/** Tells whether a process that left its number in a file still runs. */
import { readFileSync } from 'node:fs';

/**
 * The identity of a running process. Numbers are reused, so its start time counts too, if the system tells it (Linux).
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot; empty if not known. */
  readonly started: string;
}

/** Returns state and start time of a process; undefined without /proc or such a process. */
function stat(pid: number): { state: string; started: string } | undefined {
  try {
    // The name in brackets may contain spaces, so count fields after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { state: fields[0] ?? '', started: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/** Returns the identity of this process. */
export const currentProcess = (): ProcessIdentity => ({
  pid: process.pid,
  started: stat(process.pid)?.started ?? '',
});

/** Returns true while that very process runs; false for another process of that number, and for a zombie. */
export function isRunning({ pid, started }: ProcessIdentity): boolean {
  if (process.platform === 'linux') {
    const found = stat(pid);
    return found !== undefined && !/[ZX]/.test(found.state) && (started === '' || found.started === started);
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
