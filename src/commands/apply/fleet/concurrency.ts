/** Limits how many tasks run at once. A waiting task lends its slot to another. */
import { setTimeout as pause } from 'node:timers/promises';

export interface Semaphore {
  /** Waits for a free slot, first come, first served. */
  acquire(): Promise<void>;
  release(): void;
  /** Takes a slot away for good: the next release frees none. */
  retire(): void;
  /** Sleeps for `ms` with the slot released, and takes it again. Throws on abort, with the slot taken. */
  sleepReleased(ms: number, signal?: AbortSignal): Promise<void>;
}

export function newSemaphore(count: number): Semaphore {
  let [free, retired] = [count, 0];
  const waiting: (() => void)[] = [];
  const slots: Semaphore = {
    acquire: () =>
      new Promise((resolve) => {
        if (free === 0) waiting.push(resolve);
        else {
          free--;
          resolve();
        }
      }),
    retire() {
      retired++;
    },
    release() {
      if (retired > 0) {
        retired--;
        return;
      }
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
    async sleepReleased(ms, signal) {
      slots.release();
      try {
        await pause(ms, undefined, signal ? { signal } : {});
      } finally {
        await slots.acquire();
      }
    },
  };
  return slots;
}

/** Runs a job for each item in order, as many at once as there are slots. Starts none after the signal or a bug. */
export async function forEachConcurrent<T>(
  items: readonly T[],
  slots: Semaphore,
  stop: AbortSignal,
  job: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let crash: { readonly error: unknown } | undefined;
  for (const item of items) {
    await slots.acquire();
    if (stop.aborted || crash) {
      slots.release();
      break;
    }
    const one = job(item)
      .catch((error: unknown) => {
        crash ??= { error };
      })
      .finally(() => {
        slots.release();
        running.delete(one);
      });
    running.add(one);
  }
  await Promise.all(running);
  if (crash) throw (crash as { readonly error: unknown }).error;
}
