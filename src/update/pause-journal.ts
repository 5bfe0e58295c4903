/** Records pauses on disk, and finds those that were interrupted. Explained in docs/pause-change-start.md#journal. */

import type { JsonObject } from '../json/json.ts';
import {
  type Pause,
  type PauseEnd,
  type PausePurpose,
  type PauseStep,
  readPauses,
  recordPause,
  recordPauseEnd,
  recordPauseStep,
} from '../storage/pauses.ts';
import { systemReason } from '../task/errors.ts';
import { isPausing } from '../task/pausing.ts';
import type { UpdateTarget } from './update-journal.ts';

export interface PauseJournal {
  /** Opens a pause. Throws the system's error: nothing may be paused then. */
  open(task: JsonObject): void;
  /** Records a step. A failure is passed on to `onProblem`: the pause stays open as it was. */
  step(step: PauseStep): void;
  end(end: PauseEnd): void;
}

/** Opens the journal of a pause; a demo has none. */
export function pauseJournalFor(
  { taskId, endpoint, demo }: UpdateTarget,
  purpose: PausePurpose,
  onProblem: (why: string) => void,
): PauseJournal {
  let id: string | undefined;
  const guarded = (write: (id: string) => void) => {
    if (id === undefined) return;
    try {
      write(id);
    } catch (error) {
      onProblem(systemReason(error));
    }
  };
  return {
    open(task) {
      if (!demo) id = recordPause({ taskId, taskName: String(task.name ?? ''), endpoint, purpose });
    },
    step: (step) => guarded((id) => recordPauseStep(id, step)),
    end: (end) => guarded((id) => recordPauseEnd(id, end)),
  };
}

/** Returns the interrupted pauses at a service, the latest first, one for each task. */
export function openPauses({ endpoint, demo }: Pick<UpdateTarget, 'endpoint' | 'demo'>): Pause[] {
  if (demo) return [];
  const open = readPauses().filter((pause) => pause.endpoint === endpoint && !pause.end && !pause.running);
  return open.filter(({ taskId }, at) => open.findIndex((one) => one.taskId === taskId) === at);
}

/** Time in which a `stop` that was sent may still arrive, in ms. An assumption: no document limits it. */
const MAY_ARRIVE_MS = 10 * 60_000;

/**
 * Ends the interrupted pauses of a task that a reading shows not to be paused. Returns true if one stays open: the task
 * is paused and was not started. A history that can't be written changes nothing.
 */
export function settlePauses(target: UpdateTarget, task: JsonObject, now = Date.now()): boolean {
  if (target.demo) return false;
  const { taskId, endpoint } = target;
  const open = readPauses().filter(
    (pause) => pause.taskId === taskId && pause.endpoint === endpoint && !pause.end && !pause.running,
  );
  if (isPausing(task)) return open.length > 0;
  for (const { id, step, time } of open)
    if (step !== 'stop' || now - Date.parse(time) > MAY_ARRIVE_MS) endQuietly(id, 'not_paused');
  return false;
}

/** Ends all pauses of a task after it was started by this program. */
export function endPauses({ taskId, endpoint, demo }: UpdateTarget, end: PauseEnd): void {
  if (demo) return;
  for (const pause of readPauses())
    if (pause.taskId === taskId && pause.endpoint === endpoint && !pause.end && !pause.running)
      endQuietly(pause.id, end);
}

function endQuietly(id: string, end: PauseEnd): void {
  try {
    recordPauseEnd(id, end);
  } catch (error) {
    // It is reported again at the next start.
    systemReason(error);
  }
}
