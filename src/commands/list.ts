/** `sms-wizard list`: every task of the account, page by page, as a table or losslessly as JSON. */
import type { Json } from '../json/json.ts';
import { briefTask, type Cell, cellsOf } from '../task/brief.ts';
import { sanitise } from '../terminal/sanitise.ts';
import { tableLines } from '../terminal/table.ts';
import { text } from '../text/text.ts';
import { type Query, readAll, wanted, wantedText } from './all-tasks.ts';
import type { CommandLine } from './flags.ts';
import { endOnInterrupt } from './interrupt.ts';
import { printJson, printResult, say } from './output.ts';
import { openService, type Service } from './session.ts';

/** How the columns give way to a narrow terminal; the id always stands in full, to be copied. */
const COLUMNS: readonly { readonly cell: Cell; readonly least?: number; readonly rank?: number }[] = [
  { cell: 'id' },
  { cell: 'name', least: 12 },
  { cell: 'state', least: 11, rank: 1 },
  { cell: 'os', rank: 4 },
  { cell: 'servers', least: 17, rank: 5 },
  { cell: 'progress', rank: 2 },
  { cell: 'age', rank: 3 },
];

export async function list(line: CommandLine): Promise<number> {
  endOnInterrupt();
  const query = wanted(line);
  const service = await openService(line);
  try {
    if (line.on.has('json')) {
      const tasks: Json[] = [];
      const count = await readAll(service, query, (page) => void tasks.push(...page));
      printJson({ count: count ?? tasks.length, tasks });
    } else await printTable(service, query);
    return 0;
  } finally {
    await service.close();
  }
}

async function printTable(service: Service, query: Query): Promise<void> {
  const rows: Record<Cell, string>[] = [];
  await readAll(service, query, (page) => {
    const now = Date.now();
    for (const task of page) rows.push(cellsOf(briefTask(task), now));
  });
  const words = text().tasks;
  if (rows.length === 0)
    return say([query.state || query.name ? words.noneLike(wantedText(query)) : words.none]);
  const columns = COLUMNS.map(({ cell, ...fit }) => ({
    ...fit,
    title: words.columns[cell],
    cells: rows.map((row) => sanitise(row[cell])),
  }));
  printResult(tableLines(columns, process.stdout.isTTY ? process.stdout.columns : undefined));
}
