/**
 * Finds the cheapest pairing of rows and columns, each used at most once: which element of one list is which of
 * another. Rows and columns may also stay without a partner, at a cost of their own.
 */

/** Pairings of more rows and columns than this are searched greedily: the exact search takes their number cubed. */
const MAX_EXACT = 160;

/** A pairing of rows and columns. */
export interface Pairing {
  /** For each row its column; −1 without a partner. */
  readonly columns: readonly number[];
}

/** The costs that a pairing minimizes: ranks, not measures (see evidence.ts). */
export interface PairingCosts {
  readonly rows: number;
  readonly columns: number;
  /** Returns the cost of a pair; undefined if the two can't be partners. */
  pair(row: number, column: number): number | undefined;
  rowAlone(row: number): number;
  columnAlone(column: number): number;
}

/** Returns the pairing with the lowest sum of costs. Of equal ones it returns the first. */
export function cheapestPairing(costs: PairingCosts): Pairing {
  return costs.rows + costs.columns <= MAX_EXACT ? exactPairing(costs) : greedyPairing(costs);
}

const IMPOSSIBLE = 1e6;

/**
 * Finds the pairing by the Hungarian method, on a square of rows and columns, each with a stand-in for staying alone.
 */
function exactPairing({ rows, columns, pair, rowAlone, columnAlone }: PairingCosts): Pairing {
  const size = rows + columns;
  const cost = (row: number, column: number): number => {
    if (row < rows && column < columns) return pair(row, column) ?? IMPOSSIBLE;
    if (row < rows) return column - columns === row ? rowAlone(row) : IMPOSSIBLE;
    if (column < columns) return row - rows === column ? columnAlone(column) : IMPOSSIBLE;
    return 0;
  };
  // Numbered from 1; 0 means none. Potentials keep reduced costs at 0 or above.
  const rowPotential = new Float64Array(size + 1);
  const columnPotential = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    rowOf[0] = row;
    let at = 0;
    const slack = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const from = new Int32Array(size + 1);
    const seen = new Uint8Array(size + 1);
    do {
      seen[at] = 1;
      const current = rowOf[at] as number;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let column = 1; column <= size; column++) {
        if (seen[column]) continue;
        const reduced =
          cost(current - 1, column - 1) -
          (rowPotential[current] as number) -
          (columnPotential[column] as number);
        if (reduced < (slack[column] as number)) {
          slack[column] = reduced;
          from[column] = at;
        }
        if ((slack[column] as number) < delta) {
          delta = slack[column] as number;
          next = column;
        }
      }
      for (let column = 0; column <= size; column++) {
        if (seen[column]) {
          const owner = rowOf[column] as number;
          rowPotential[owner] = (rowPotential[owner] as number) + delta;
          columnPotential[column] = (columnPotential[column] as number) - delta;
        } else slack[column] = (slack[column] as number) - delta;
      }
      at = next;
    } while (rowOf[at] !== 0);
    do {
      const before = from[at] as number;
      rowOf[at] = rowOf[before] as number;
      at = before;
    } while (at !== 0);
  }
  const result = new Array<number>(rows).fill(-1);
  for (let column = 1; column <= columns; column++) {
    const row = (rowOf[column] as number) - 1;
    if (row < rows) result[row] = column - 1;
  }
  return { columns: result };
}

/** Takes the cheapest pair that is left, again and again, while it beats staying alone. */
function greedyPairing({ rows, columns, pair, rowAlone, columnAlone }: PairingCosts): Pairing {
  const pairs: { row: number; column: number; cost: number }[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cost = pair(row, column);
      if (cost !== undefined && cost < rowAlone(row) + columnAlone(column)) pairs.push({ row, column, cost });
    }
  }
  pairs.sort((a, b) => a.cost - b.cost);
  const result = new Array<number>(rows).fill(-1);
  const taken = new Set<number>();
  for (const { row, column } of pairs) {
    if (result[row] !== -1 || taken.has(column)) continue;
    result[row] = column;
    taken.add(column);
  }
  return { columns: result };
}
