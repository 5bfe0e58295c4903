/** Reads a watched task again and again, less often while nothing changes. */
import type { SmsClient } from '../../api/client.ts';
import { ServiceError } from '../../api/service-error.ts';
import type { JsonObject } from '../../json/json.ts';
import { endOfWatch, isSameMotion, nextPauseMs } from '../../task/task-motion.ts';
import type { Event } from '../../wizard/event.ts';
import { failureOf } from './task-effects.ts';

/** Failed readings in a row after which the watch ends. */
const MAX_FAILED = 10;

/** Returns a function that watches a task in place of the one before; without an ID it watches none. */
export function newWatcher(client: SmsClient, quitting: AbortSignal, dispatch: (event: Event) => void) {
  let last = new AbortController();

  async function follow(taskId: string, signal: AbortSignal): Promise<void> {
    let before: JsonObject | undefined;
    for (let [failed, pause] = [0, 0]; !signal.aborted; await sleep(pause, signal)) {
      try {
        const task = await client.getTask(taskId, signal);
        if (signal.aborted) return;
        const isChanged = failed > 0 || !before || !isSameMotion(before, task);
        if (isChanged) dispatch({ type: 'watched', taskId, task });
        [before, failed] = [task, 0];
        if (endOfWatch(task, undefined)) return;
        pause = nextPauseMs(pause, isChanged);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof ServiceError)) throw error;
        const isOver = error.kind === 'auth' || ++failed >= MAX_FAILED;
        // The same failure again changes nothing on the screen.
        if (failed <= 1 || isOver)
          dispatch({ type: 'watchFailed', taskId, details: failureOf(error), isOver });
        if (isOver) return;
        pause = Math.max(nextPauseMs(pause, false), error.retryAfterMs ?? 0);
      }
    }
  }

  return (taskId: string | undefined): void => {
    last.abort();
    last = new AbortController();
    if (taskId !== undefined) void follow(taskId, AbortSignal.any([last.signal, quitting]));
  };
}

/** Waits, or until the signal. */
const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
