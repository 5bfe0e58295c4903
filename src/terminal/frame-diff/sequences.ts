/** Sequences that move the cursor, and those that only some terminals know. */
import { MODE } from './screen-buffer.ts';

/** Returns a sequence with one number, which is left out if it is 1. */
export const csi = (n: number, end: string): string => (n === 1 ? `\x1b[${end}` : `\x1b[${n}${end}`);
/** Moves to a cell. Both numbers are given: some terminals don't understand `ESC [ ; 5 H`. */
export const place = (x: number, y: number): string => (x > 0 ? `\x1b[${y + 1};${x + 1}H` : csi(y + 1, 'H'));

/** Features of a terminal beyond text, CR, LF, BS, `ESC [ … A B C D H J K` and SGR. */
export interface Features {
  /** `ESC [ n G` moves to a column. */
  readonly absolute: boolean;
  /** `ESC [ n L` and `ESC [ n M` insert and delete lines. */
  readonly lines: boolean;
  /** Private modes: the cursor (25), the alternate screen (1049), bracketed paste (2004), synchronized output (2026). */
  readonly cursor: boolean;
  readonly alternate: boolean;
  readonly paste: boolean;
  readonly synchronized: boolean;
}

const FEATURE_OF_MODE: Readonly<Record<number, keyof Features>> = {
  [MODE.cursor]: 'cursor',
  [MODE.alternate]: 'alternate',
  [MODE.paste]: 'paste',
  [MODE.synchronized]: 'synchronized',
};

/** Returns the sequence that sets or resets a private mode; empty if the terminal doesn't know it. */
export function privateMode(mode: number, on: boolean, features: Features): string {
  const feature = FEATURE_OF_MODE[mode];
  return feature && !features[feature] ? '' : `\x1b[?${mode}${on ? 'h' : 'l'}`;
}
