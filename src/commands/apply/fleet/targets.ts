/** Finds the tasks of a run: by ID, from standard input, or by filter. */
import { addAbortSignal } from 'node:stream';
import { printStatus } from '../../../cli/output.ts';
import { filterText, listAllTasks } from '../../../session/list-all-tasks.ts';
import { newTaskResolver } from '../../../session/resolve-task.ts';
import type { Service } from '../../../session/session.ts';
import { UsageError } from '../../../task/errors.ts';
import { parseTaskId } from '../../../task/task-id.ts';
import { summarizeTask } from '../../../task/task-summary.ts';
import { text } from '../../../text/text.ts';
import type { FleetOptions } from './options.ts';

export interface Target {
  readonly id: string;
  /** Empty until the task is read. */
  readonly name: string;
}

/** Parses IDs separated by spaces or lines, with comments after `#`. Throws UsageError for a word that is no ID. */
export function parseIds(given: string): string[] {
  return given.split(/\r\n|\n|\r/).flatMap((line, index) =>
    line
      .replace(/(^|\s)#.*/, '')
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => {
        const id = parseTaskId(word);
        if (id === undefined) throw new UsageError(text().fleet.badId(index + 1, word));
        return id;
      }),
  );
}

/** Returns the requested tasks without duplicates, in the order of the options. Throws UsageError. */
export async function resolveTargets(
  { ids, query }: FleetOptions,
  service: Service,
  signal: AbortSignal,
): Promise<readonly Target[]> {
  const resolve = newTaskResolver(service, signal);
  const found = query ? await listed(query, service, signal) : await named(ids, resolve, signal);
  return [...new Map(found.map((target) => [target.id, target])).values()];
}

async function named(
  words: readonly string[],
  resolve: (word: string) => Promise<string>,
  signal: AbortSignal,
): Promise<Target[]> {
  const found: string[] = [];
  for (const word of words) found.push(...(word === '-' ? await typedIds(signal) : [await resolve(word)]));
  return found.map((id) => ({ id, name: '' }));
}

let typed: Promise<string[]> | undefined;

/** Reads IDs from standard input, once. */
function typedIds(signal: AbortSignal): Promise<string[]> {
  typed ??= readIds(signal);
  return typed;
}

async function readIds(signal: AbortSignal): Promise<string[]> {
  if (process.stdin.isTTY) printStatus([text().fleet.typeIds]);
  let all = '';
  for await (const chunk of addAbortSignal(signal, process.stdin.setEncoding('utf8'))) all += chunk;
  const ids = parseIds(all.replace(/^\ufeff/, ''));
  if (ids.length === 0) throw new UsageError(text().fleet.noIds);
  return ids;
}

async function listed(
  query: FleetOptions['query'],
  service: Service,
  signal: AbortSignal,
): Promise<Target[]> {
  const { tasks } = await listAllTasks(service, query ?? {}, signal);
  const found = tasks.map(summarizeTask).map(({ id, name }): Target => ({ id: parseTaskId(id) ?? '', name }));
  const known = found.filter(({ id }) => id !== '');
  if (found.length === 0) throw new UsageError(text().fleet.noneLike(filterText(query ?? {})));
  if (known.length < found.length) printStatus([text().fleet.withoutId(found.length - known.length)]);
  return known;
}
