import type { RetryNotice } from '../../api/retry.ts';

/** Reports retry waits to the screen, including one that started before the screen existed. */
export function newRetries() {
  let last: RetryNotice | undefined;
  let show: ((retry: RetryNotice) => void) | undefined;
  return {
    note(retry: RetryNotice) {
      last = retry;
      show?.(retry);
    },
    showWith(shown: (retry: RetryNotice) => void) {
      show = shown;
      if (last) shown(last);
    },
  };
}

export type RetryNotices = ReturnType<typeof newRetries>;
