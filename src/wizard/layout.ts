/** Layout of the terminal's rows. Rows that come and go have fixed places, so nothing jumps. */
import type { Size } from './event.ts';

/** Below this the wizard asks for a larger window in one line. */
export const MIN_SIZE: Size = { columns: 60, rows: 16 };

/** Rows of the header: the task, the steps, a rule. */
export const HEADER_HEIGHT = 3;

/** Rows of the footer: the value or editor, two hints, the key bar. */
export const FOOTER_HEIGHT = 4;

export interface Layout {
  /** Room enough for blank rows round the list. */
  readonly roomy: boolean;
  /** Rows for the list in the middle. */
  readonly body: number;
  /** Rows for a page of text over the step. */
  readonly page: number;
}

/** From this height on, blank rows set the list apart. */
const ROOMY_ROWS = 20;

/** Returns how a window's rows are shared out between the header, a title, the list and the footer. */
export function layoutOf({ rows }: Size): Layout {
  const roomy = rows >= ROOMY_ROWS;
  const around = HEADER_HEIGHT + 1 + FOOTER_HEIGHT + (roomy ? 2 : 0);
  return { roomy, body: Math.max(1, rows - around), page: Math.max(1, rows - HEADER_HEIGHT - 3) };
}

/** Returns true where the window has room for the wizard. */
export const fitsMinimum = ({ columns, rows }: Size): boolean =>
  columns >= MIN_SIZE.columns && rows >= MIN_SIZE.rows;
