/** Finds the task that a word means: an ID, a unique part of one from its beginning, or the name of one task only. */
import { printNote } from '../cli/output.ts';
import { withSuggestion } from '../cli/suggestion.ts';
import { UsageError } from '../task/errors.ts';
import { parseTaskId, parseUuidTaskId } from '../task/task-id.ts';
import { summarizeTask } from '../task/task-summary.ts';
import { closest } from '../text/suggest.ts';
import { text } from '../text/text.ts';
import { type ListingService, listAllTasks } from './list-all-tasks.ts';

/** Fewer characters of an ID fit too many tasks by chance. */
const MIN_PREFIX_LENGTH = 4;
/** Candidates that an error lists. */
const MAX_CANDIDATES = 12;

export interface NamedTask {
  readonly id: string;
  readonly name: string;
}

/**
 * Returns the tasks that a word may mean: the one with that ID, else all with that name or beginning of the ID. An accent may
 * be part of its letter or follow it, as keyboards differ.
 */
export function matchTasks(word: string, tasks: readonly NamedTask[]): readonly NamedTask[] {
  const name = word.trim().normalize();
  const id = parseTaskId(word);
  const exact = tasks.filter((task) => task.id.toLowerCase() === id);
  if (exact.length) return exact.slice(0, 1);
  const isPrefix = id !== undefined && id.length >= MIN_PREFIX_LENGTH;
  return tasks.filter(
    (task) => task.name.normalize() === name || (isPrefix && task.id.toLowerCase().startsWith(id)),
  );
}

/**
 * Returns a function from words to the IDs of tasks, which says what it found on standard error. A whole ID isn't looked
 * up, and the list is read only once. A word that no task in the list has stays an ID if it may be one: SMS knows better.
 * It may not if it is nearly the name of a task. `mayBeId` tells which other words that look like an ID are taken for one.
 * The function throws UsageError, with the candidates if there are several.
 */
export function newTaskResolver(
  service: ListingService,
  signal?: AbortSignal,
  mayBeId: (id: string) => boolean = () => true,
) {
  let listed: Promise<readonly NamedTask[]> | undefined;
  return async (word: string): Promise<string> => {
    const id = parseUuidTaskId(word);
    if (id !== undefined) return id;
    listed ??= listNames(service, signal);
    const tasks = await listed;
    const found = matchTasks(word, tasks);
    const given = parseTaskId(word);
    const isId = given !== undefined && mayBeId(given) && closest(given, namesOf(tasks)) === undefined;
    if (found.length === 0 && !isId) throw noSuchTask(word.trim(), tasks);
    return chosen(word, found);
  };
}

async function listNames(service: ListingService, signal?: AbortSignal): Promise<NamedTask[]> {
  const { tasks } = await listAllTasks(service, {}, signal);
  return tasks.map(summarizeTask).filter(({ id }) => id !== '');
}

const namesOf = (tasks: readonly NamedTask[]): string[] => tasks.map(({ name }) => name).filter(Boolean);

/** Names the task that a misspelt name may stand for. */
function noSuchTask(word: string, tasks: readonly NamedTask[]): UsageError {
  return new UsageError(withSuggestion(text().tasks.noSuchTask(word), word, namesOf(tasks)));
}

function chosen(word: string, found: readonly NamedTask[]): string {
  const messages = text().tasks;
  const [task, ...others] = found;
  if (task === undefined) {
    return parseTaskId(word) ?? word;
  }
  if (others.length) {
    const shown = found.slice(0, MAX_CANDIDATES).map(({ id, name }) => `${id} (${name})`);
    throw new UsageError(messages.severalTasks(word.trim(), found.length, shown.join(', ')));
  }
  if (parseTaskId(word) !== task.id) printNote([messages.resolved(word.trim(), task.name, task.id)]);
  return task.id;
}
