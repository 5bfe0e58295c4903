/** Decides when the task list is read again, and if a reading changed it. */
import { nextPauseMs } from '../../../task/task-motion.ts';
import type { TaskSummary } from '../../../task/task-summary.ts';
import type { State } from '../../state.ts';
import type { Transition } from '../transitions.ts';

/** Plans the next reading after one that ended; `isChanged`: some row changed. */
export function planRefresh(state: State, isChanged: boolean): Transition {
  const { picker } = state;
  if (!picker || picker.freshMs === undefined) return { state, effects: [] };
  const freshMs = nextPauseMs(picker.freshMs, isChanged);
  return {
    state: { ...state, picker: { ...picker, freshMs } },
    effects: [{ kind: 'refreshLater', ms: freshMs }],
  };
}

/** Returns true if two lists of tasks show the same. */
export const isSameList = (a: readonly TaskSummary[], b: readonly TaskSummary[]): boolean =>
  a.length === b.length && a.every((task, at) => isSameTask(task, b[at] as TaskSummary));

const isSameTask = (a: TaskSummary, b: TaskSummary): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
