/** Between the wizard and the front end that shows it: what each asks of the other. */
import type { Size } from './state.ts';
import type { Store } from './store.ts';

/** What effects can do to a front end. */
export interface Ways {
  /** Ends it; `summary` is what stays in the scrollback, line by line. */
  leave(code: number, summary: readonly string[]): void;
  /** Stops the program until `fg`, with the terminal as the shell expects it. */
  suspend(): void;
}

export interface Opening {
  /** The terminal that keys come from. */
  readonly keys: NodeJS.ReadStream;
  /** Nothing but ASCII may be shown. */
  readonly ascii: boolean;
  /** Makes the store once the size is known. */
  readonly start: (size: Size, ways: Ways) => Store;
}

/** Shows a wizard until it is left. The answer is the exit code. */
export type FrontEnd = (opening: Opening) => Promise<number>;
