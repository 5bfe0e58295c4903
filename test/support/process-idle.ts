/** Tells whether a program waits for something, so that tests need not guess how long it takes on a busy machine. */
import { readdirSync, readFileSync } from 'node:fs';

/** The states of a thread that waits or has ended; `R` (running) and `D` (in the kernel) are work. */
const WAITING = new Set(['S', 'I', 'Z', 'X', 'T', 't']);

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended meanwhile.
    return '';
  }
}

function names(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/**
 * Returns true if every thread of a process and of its children waits.
 *
 * Where there is no `/proc`, it returns true: there only the pause in the output counts.
 */
export function isIdle(pid: number): boolean {
  for (const thread of names(`/proc/${pid}/task`)) {
    const stat = read(`/proc/${pid}/task/${thread}/stat`);
    // The name in parentheses may hold spaces.
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    if (state !== '' && !WAITING.has(state)) return false;
    const children = read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean);
    if (!children.every((child) => isIdle(Number(child)))) return false;
  }
  return true;
}
