/** Columns of text fitted to a width: the widest are cut first, and what has no room left goes, last things first. */
import { padTo, widthOf } from './columns.ts';

export interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  /** It may be cut down to so many columns; undefined for what must stand in full. */
  readonly least?: number;
  /** What goes first where there is no room: the highest. Columns without a rank always stay. */
  readonly rank?: number;
}

const GAP = 2;

const natural = ({ title, cells }: Column): number =>
  cells.reduce((width, cell) => Math.max(width, widthOf(cell)), widthOf(title));

/** Takes the excess off the columns that may be cut, always from the widest; undefined where they cannot give enough. */
function cutDown(
  columns: readonly Column[],
  widths: readonly number[],
  excess: number,
): number[] | undefined {
  const cut = [...widths];
  for (let left = excess; left > 0; left--) {
    let widest = -1;
    for (const [index, { least }] of columns.entries()) {
      const width = cut[index] ?? 0;
      if (least !== undefined && width > least && width > (cut[widest] ?? 0)) widest = index;
    }
    if (widest < 0) return undefined;
    cut[widest] = (cut[widest] ?? 0) - 1;
  }
  return cut;
}

/** The lines of a table with its titles; without a width every cell stands in full. */
export function tableLines(columns: readonly Column[], width = Number.POSITIVE_INFINITY): string[] {
  const widths = columns.map(natural);
  const excess = widths.reduce((sum, one) => sum + one + GAP, -GAP) - width;
  const fitted = excess > 0 ? cutDown(columns, widths, excess) : widths;
  if (!fitted) {
    const most = Math.max(...columns.map(({ rank }) => rank ?? -1));
    if (most >= 0)
      return tableLines(
        columns.filter(({ rank }) => rank !== most),
        width,
      );
  }
  const last = columns.length - 1;
  const line = (cellOf: (column: Column) => string) =>
    columns
      .map((column, index) => padTo(cellOf(column), (fitted ?? widths)[index] ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd();
  const count = columns[last]?.cells.length ?? 0;
  return [
    line(({ title }) => title),
    ...Array.from({ length: count }, (_, row) => line(({ cells }) => cells[row] ?? '')),
  ];
}
