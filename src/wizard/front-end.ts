/** The port between the wizard and its front end. */
import type { Size } from './event.ts';
import type { Store } from './store.ts';

/** The controls of a front end that effects use. */
export interface FrontEndControls {
  /** Ends the front end; the lines of `summary` stay in the scrollback. */
  leave(code: number, summary: readonly string[]): void;
  /** Stops the program until `fg`, with the terminal as the shell expects it. */
  suspend(): void;
  /** Draws the screen again, whatever something else wrote on it. */
  repaint(): void;
}

export interface FrontEndOptions {
  /** The terminal that keys come from. */
  readonly keys: NodeJS.ReadStream;
  /** True if only ASCII may be shown. */
  readonly ascii: boolean;
  /** Makes the store once the size is known. */
  readonly start: (size: Size, controls: FrontEndControls) => Store;
}

/** Shows a wizard until the user leaves. Resolves with the exit code. */
export type FrontEnd = (opening: FrontEndOptions) => Promise<number>;
