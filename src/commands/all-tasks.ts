/** All tasks of an account that a state and a name fit, page by page. */
import type { Json } from '../json/json.ts';
import { UsageError } from '../task/errors.ts';
import { LAST_OFFSET, nextOffset, PAGE } from '../task/paging.ts';
import { text } from '../text/text.ts';
import type { CommandLine } from './flags.ts';
import { say } from './output.ts';
import type { Service } from './session.ts';

export interface Query {
  readonly state?: string;
  readonly name?: string;
}

/** What the server is asked for; a state is written in capitals there. Throws UsageError for an empty word. */
export function wanted({ text: given }: CommandLine): Query {
  for (const flag of ['state', 'name'] as const) {
    if (given[flag]?.trim() === '') throw new UsageError(text().cli.errors.needsValue(`--${flag}`));
  }
  return {
    ...(given.state ? { state: given.state.trim().toUpperCase() } : {}),
    ...(given.name ? { name: given.name.trim() } : {}),
  };
}

/** What was asked for, in words. */
export const wantedText = ({ state = '', name = '' }: Query): string => text().tasks.wanted(state, name);

/** Tasks between two words on how far a long list is. */
const TELL_EVERY = 2000;

/** Reads page after page; the answer is how many tasks there are, by the server. Throws ServiceError. */
export async function readAll(
  { client }: Pick<Service, 'client'>,
  query: Query,
  take: (tasks: readonly Json[]) => void,
  signal?: AbortSignal,
): Promise<number | undefined> {
  let [read, end] = [0, 0];
  let count: number | undefined;
  for (let offset: number | undefined = 0; offset !== undefined; ) {
    const page = await client.listTasks({ ...query, limit: PAGE, offset }, signal);
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
