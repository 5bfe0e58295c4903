/** Fits columns of text to a width: the widest are cut first, then columns are dropped by rank. */
import { pad, textWidth } from './text-width.ts';

export interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  /** Width in columns that it may be cut down to; undefined if it must be shown in full. */
  readonly minWidth?: number;
  /** Rank for dropping: without room, the highest goes first. Columns without a rank always stay. */
  readonly dropPriority?: number;
}

const GAP = 2;

const natural = ({ title, cells }: Column): number =>
  cells.reduce((width, cell) => Math.max(width, textWidth(cell)), textWidth(title));

/** Cuts columns, always the widest first, until the excess is gone; undefined if they can't give enough. */
function cutDown(
  columns: readonly Column[],
  widths: readonly number[],
  excess: number,
): number[] | undefined {
  const cut = [...widths];
  for (let left = excess; left > 0; left--) {
    let widest = -1;
    for (const [index, { minWidth }] of columns.entries()) {
      const width = cut[index] ?? 0;
      if (minWidth !== undefined && width > minWidth && width > (cut[widest] ?? 0)) widest = index;
    }
    if (widest < 0) return undefined;
    cut[widest] = (cut[widest] ?? 0) - 1;
  }
  return cut;
}

/** Returns the lines of a table with its titles; without a width every cell is shown in full. `mark` ends a cut cell. */
export function renderTable(
  columns: readonly Column[],
  width = Number.POSITIVE_INFINITY,
  mark?: string,
): string[] {
  const widths = columns.map(natural);
  const excess = widths.reduce((sum, one) => sum + one + GAP, -GAP) - width;
  const fitted = excess > 0 ? cutDown(columns, widths, excess) : widths;
  if (!fitted) {
    const most = Math.max(...columns.map(({ dropPriority }) => dropPriority ?? -1));
    if (most >= 0)
      return renderTable(
        columns.filter(({ dropPriority }) => dropPriority !== most),
        width,
        mark,
      );
  }
  const last = columns.length - 1;
  const line = (cellOf: (column: Column) => string) =>
    columns
      .map((column, index) => pad(cellOf(column), (fitted ?? widths)[index] ?? 0, mark))
      .join(' '.repeat(GAP))
      .trimEnd();
  const count = columns[last]?.cells.length ?? 0;
  return [
    line(({ title }) => title),
    ...Array.from({ length: count }, (_, row) => line(({ cells }) => cells[row] ?? '')),
  ];
}
