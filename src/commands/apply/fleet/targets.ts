/** The tasks of a run: by id, from standard input, or as the service's list has them. */
import { addAbortSignal } from 'node:stream';
import { briefTask } from '../../task/brief.ts';
import { UsageError } from '../../task/errors.ts';
import { taskIdIn } from '../../task/task-id.ts';
import { text } from '../../text/text.ts';
import { readAll, wantedText } from '../all-tasks.ts';
import { checkedTaskId } from '../flags.ts';
import { say } from '../output.ts';
import type { Service } from '../session.ts';
import type { Wish } from './wish.ts';

export interface Target {
  readonly id: string;
  /** Empty until it is known. */
  readonly name: string;
}

/** The ids in a text: separated by blanks or lines; what follows a `#` is a comment. Throws UsageError for what is none. */
export function idsIn(given: string): string[] {
  return given.split(/\r\n|\n|\r/).flatMap((line, index) =>
    line
      .replace(/(^|\s)#.*/, '')
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => {
        const id = taskIdIn(word);
        if (id === undefined) throw new UsageError(text().fleet.badId(index + 1, word));
        return id;
      }),
  );
}

/** The tasks that were asked for, each once, in the order of asking; empty where none was named. Throws UsageError. */
export async function targetsFrom(
  { ids, query }: Wish,
  service: Service,
  signal: AbortSignal,
): Promise<readonly Target[]> {
  const found = query ? await listed(query, service, signal) : await named(ids, signal);
  return [...new Map(found.map((target) => [target.id, target])).values()];
}

async function named(ids: readonly string[], signal: AbortSignal): Promise<Target[]> {
  const found: string[] = [];
  for (const id of ids) found.push(...(id === '-' ? await typedIds(signal) : [checkedTaskId(id)]));
  return found.map((id) => ({ id, name: '' }));
}

let typed: Promise<string[]> | undefined;

/** The ids on standard input, which can be read once only. */
function typedIds(signal: AbortSignal): Promise<string[]> {
  typed ??= readIds(signal);
  return typed;
}

async function readIds(signal: AbortSignal): Promise<string[]> {
  if (process.stdin.isTTY) say([text().fleet.typeIds]);
  let all = '';
  for await (const chunk of addAbortSignal(signal, process.stdin.setEncoding('utf8'))) all += chunk;
  const ids = idsIn(all.replace(/^\ufeff/, ''));
  if (ids.length === 0) throw new UsageError(text().fleet.noIds);
  return ids;
}

async function listed(query: Wish['query'], service: Service, signal: AbortSignal): Promise<Target[]> {
  const found: Target[] = [];
  const take = (tasks: Parameters<typeof briefTask>[0][]) => {
    for (const { id, name } of tasks.map(briefTask)) found.push({ id: taskIdIn(id) ?? '', name });
  };
  await readAll(service, query ?? {}, (page) => take([...page]), signal);
  const known = found.filter(({ id }) => id !== '');
  if (found.length === 0) throw new UsageError(text().fleet.noneLike(wantedText(query ?? {})));
  if (known.length < found.length) say([text().fleet.withoutId(found.length - known.length)]);
  return known;
}
