/** Faults of a migration itself: a sub-task that fails, a state that never ends. */

import type { OpenSubTask } from '../tasks/sub-tasks.ts';
import type { Fault } from './fault.ts';

export interface TaskFaults {
  /** Returns the error code with which a sub-task fails at its percentage; undefined if it goes on. */
  codeOfStep(step: OpenSubTask): string | undefined;
  /** Returns true if a task never leaves a state. */
  isStuck(state: string): boolean;
}

/** The names of these faults. They answer no request, so the requests that faults apply to mean nothing to them. */
export const TASK_FAULTS: readonly string[] = ['step', 'stuck'];

const FIRST_PERCENT = 0;

/** Returns the faults of migrations among all faults, as they are at each question. */
export function taskFaults(all: () => readonly Fault[]): TaskFaults {
  const named = (name: string) => all().filter(({ way }) => way === name);
  return {
    codeOfStep: ({ name, percent }) =>
      named('step')
        .filter(({ step, percent: from = FIRST_PERCENT }) => (step ?? name) === name && percent >= from)
        .map(({ code }) => code ?? 'SMS.0806')[0],
    isStuck: (state) => named('stuck').some(({ state: wanted = 'ABORTING' }) => wanted === state),
  };
}
