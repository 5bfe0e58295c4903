/** `sms-wizard list`: every task of the account, page by page, as a table or losslessly as JSON. */
import type { Json } from '../json/json.ts';
import { briefTask, type Cell, cellsOf } from '../task/brief.ts';
import { LAST_OFFSET, nextOffset, PAGE } from '../task/paging.ts';
import { sanitise } from '../terminal/sanitise.ts';
import { tableLines } from '../terminal/table.ts';
import { text } from '../text/text.ts';
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

/** What the server is asked for; a state is written in capitals there. */
function wanted({ text: given }: CommandLine): { state?: string; name?: string } {
  return {
    ...(given.state ? { state: given.state.trim().toUpperCase() } : {}),
    ...(given.name ? { name: given.name.trim() } : {}),
  };
}

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

async function printTable(service: Service, query: ReturnType<typeof wanted>): Promise<void> {
  const rows: Record<Cell, string>[] = [];
  await readAll(service, query, (page) => {
    const now = Date.now();
    for (const task of page) rows.push(cellsOf(briefTask(task), now));
  });
  const words = text().tasks;
  if (rows.length === 0) return say([query.state || query.name ? words.noneLike : words.none]);
  const columns = COLUMNS.map(({ cell, ...fit }) => ({
    ...fit,
    title: words.columns[cell],
    cells: rows.map((row) => sanitise(row[cell])),
  }));
  printResult(tableLines(columns, process.stdout.isTTY ? process.stdout.columns : undefined));
}

/** Tasks between two words on how far a long list is. */
const TELL_EVERY = 2000;

/** Reads page after page; the answer is how many tasks there are, by the server. Throws ServiceError. */
async function readAll(
  { client }: Service,
  query: { state?: string; name?: string },
  take: (tasks: readonly Json[]) => void,
): Promise<number | undefined> {
  let [read, end] = [0, 0];
  let count: number | undefined;
  for (let offset: number | undefined = 0; offset !== undefined; ) {
    const page = await client.listTasks({ ...query, limit: PAGE, offset });
    take(page.tasks);
    count = page.count;
    read += page.tasks.length;
    end = offset + page.tasks.length;
    offset = nextOffset({ offset, got: page.tasks.length, count });
    const due = Math.floor(read / TELL_EVERY) > Math.floor((read - page.tasks.length) / TELL_EVERY);
    if (offset !== undefined && due && process.stderr.isTTY) say([text().tasks.read(read, count)]);
  }
  const words = text().tasks;
  if (count !== undefined && count > read)
    say([(end > LAST_OFFSET ? words.beyond : words.short)(read, count)]);
  return count;
}
