/** ^C and SIGTERM in a run over many tasks: the first one stops it in good order, the next one at once. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type Name = keyof typeof CODES;

export interface Leaving {
  readonly signal: AbortSignal;
  /** The exit code that the first signal asks for; undefined where none came. */
  code(): number | undefined;
  /** Leaves signals to others again. */
  release(): void;
}

/** `first` hears of the first signal; `again` of the next one, and then the process ends. */
export function watchSignals(first: () => void, again: () => void): Leaving {
  const leaving = new AbortController();
  let code: number | undefined;
  const hear = (name: Name) => {
    if (code !== undefined) {
      again();
      process.exit(CODES[name]);
    }
    code = CODES[name];
    leaving.abort();
    first();
  };
  const names = Object.keys(CODES) as Name[];
  for (const name of names) process.on(name, hear);
  return {
    signal: leaving.signal,
    code: () => code,
    release: () => {
      for (const name of names) process.removeListener(name, hear);
    },
  };
}
