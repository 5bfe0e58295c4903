// Numbers and columns.

const sorted = (values) => values.toSorted((a, b) => a - b);

/** The value that so much of all is no greater than: 0.5 is the median. */
export const quantile = (values, part) =>
  sorted(values)[Math.max(0, Math.ceil(values.length * part) - 1)] ?? Number.NaN;
export const median = (values) => quantile(values, 0.5);

export const met = (value, goal) => `${value <= goal ? 'ok' : 'MISSED'} (goal ≤ ${goal})`;

/** Rows as lines: the first column to the left, the others to the right. */
export function lined(rows) {
  const widths = rows.reduce(
    (most, row) => row.map((cell, column) => Math.max(most[column] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]))).join('  ')}`.trimEnd(),
  );
}
