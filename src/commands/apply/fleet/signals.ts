/** Handles ^C and SIGTERM in a run: the first one stops it after the updates under way, the next one at once. */
import { EXIT } from '../../../cli/exit-codes.ts';

const CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;
type Name = keyof typeof CODES;

export interface SignalWatch {
  readonly signal: AbortSignal;
  /** Returns the exit code for the first signal; undefined if none came. */
  code(): number | undefined;
  /** Removes the signal handlers. */
  release(): void;
}

/** Calls `first` on the first signal, and `again` on the next one before the process ends. */
export function watchSignals(first: () => void, again: () => void): SignalWatch {
  const stopping = new AbortController();
  let code: number | undefined;
  const hear = (name: Name) => {
    if (code !== undefined) {
      again();
      process.exit(CODES[name]);
    }
    code = CODES[name];
    stopping.abort();
    first();
  };
  const names = Object.keys(CODES) as Name[];
  for (const name of names) process.on(name, hear);
  return {
    signal: stopping.signal,
    code: () => code,
    release: () => {
      for (const name of names) process.removeListener(name, hear);
    },
  };
}
