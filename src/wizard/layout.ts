/** How the rows of the terminal are shared out. Rows that come and go have fixed places, so nothing jumps. */
import type { Size } from './state.ts';

/** Below this the wizard asks for a larger window in one line. */
export const LEAST: Size = { columns: 60, rows: 16 };

export interface Layout {
  /** Room enough for blank rows round the list. */
  readonly roomy: boolean;
  /** Rows for the list in the middle. */
  readonly body: number;
  /** Rows for a page of text over the step. */
  readonly page: number;
}

/** Header, rail, rule, title above; value, hint, problem, key bar below; blanks where there is room. */
export function layoutOf({ rows }: Size): Layout {
  const roomy = rows >= 20;
  return { roomy, body: Math.max(1, rows - (roomy ? 10 : 8)), page: Math.max(1, rows - 6) };
}

export const fits = ({ columns, rows }: Size): boolean => columns >= LEAST.columns && rows >= LEAST.rows;
