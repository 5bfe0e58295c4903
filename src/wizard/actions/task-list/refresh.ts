/** Keeps the rows of the task list fresh: reads the loaded part again and again, less often while nothing changes. */
import { nextPauseMs } from '../../../task/task-motion.ts';
import type { State } from '../../state.ts';
import { FROM_THE_START } from '../../task-list.ts';
import type { Transition } from '../transitions.ts';
import { loadPage, withPicker } from './task-list-loading.ts';

/** Starts or ends to keep the rows fresh. */
export function keepFresh(state: State): State | Transition {
  const { picker } = state;
  if (!picker) return state;
  if (picker.freshMs !== undefined)
    return { state: withPicker(state, { freshMs: undefined }), effects: [{ kind: 'refreshLater' }] };
  const ms = nextPauseMs(0, true);
  return { state: withPicker(state, { freshMs: ms }), effects: [{ kind: 'refreshLater', ms }] };
}

/** Reads the loaded tasks again, unless something else goes on: then later. */
export function onRefreshDue(state: State): Transition {
  const { picker, phase, filtering, overlay } = state;
  if (!picker || picker.freshMs === undefined) return { state, effects: [] };
  const isBusy = picker.reading !== undefined || picker.choosing !== undefined || filtering || overlay;
  if (phase.kind !== 'picking' || isBusy)
    return { state, effects: [{ kind: 'refreshLater', ms: picker.freshMs }] };
  return loadPage(state, { ...FROM_THE_START, want: picker.tasks.length, isQuiet: true });
}
