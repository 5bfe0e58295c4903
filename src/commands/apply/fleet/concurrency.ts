/** So many places to work at; who only waits lends its own to another. */
import { setTimeout as pause } from 'node:timers/promises';

export interface Slots {
  /** Waits for a free place; first come, first served. */
  take(): Promise<void>;
  give(): void;
  /** Waits so many ms while another may use the place. Throws where the signal ends it, with a place all the same. */
  lend(ms: number, signal?: AbortSignal): Promise<void>;
}

export function newSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const slots: Slots = {
    take: () =>
      new Promise((resolve) => {
        if (free === 0) waiting.push(resolve);
        else {
          free--;
          resolve();
        }
      }),
    give() {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
    async lend(ms, signal) {
      slots.give();
      try {
        await pause(ms, undefined, signal ? { signal } : {});
      } finally {
        await slots.take();
      }
    },
  };
  return slots;
}

/** Does a job for each item in order, as many at a time as there are places; none is begun any more after the signal. */
export async function forEach<T>(
  items: readonly T[],
  slots: Slots,
  stop: AbortSignal,
  job: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let crash: { readonly error: unknown } | undefined;
  for (const item of items) {
    await slots.take();
    if (stop.aborted || crash) {
      slots.give();
      break;
    }
    const one = job(item)
      .catch((error: unknown) => {
        crash ??= { error };
      })
      .finally(() => {
        slots.give();
        running.delete(one);
      });
    running.add(one);
  }
  await Promise.all(running);
  if (crash) throw (crash as { readonly error: unknown }).error;
}
