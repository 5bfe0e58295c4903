/** `sms-wizard completion tasks|set|unset`: tasks, and the elements of one, for the shells, a line each. */
import type { ServiceOptions } from '../../cli/service-options.ts';
import { isObject } from '../../json/json.ts';
import { matchTasks, type NamedTask } from '../../session/resolve-task.ts';
import { PAGE_SIZE } from '../../task/paging.ts';
import { elementsWanted, elementWords, namesIn, type PathUse } from '../../task/paths/element-words.ts';
import { parseUuidTaskId } from '../../task/task-id.ts';
import { summarizeTask } from '../../task/task-summary.ts';
import { readTask } from '../../update/read-task.ts';
import { answerOf, printWords, readLine, wordsIn } from './typed-line.ts';

const areTasks = (answer: unknown): answer is NamedTask[] =>
  Array.isArray(answer) &&
  answer.every((task) => isObject(task) && typeof task.id === 'string' && typeof task.name === 'string');

const tasksOf = (connection: ServiceOptions): Promise<NamedTask[]> =>
  answerOf(connection, ['tasks'], areTasks, async ({ client }, signal) => {
    const { tasks } = await client.listTasks({ limit: PAGE_SIZE, offset: 0 }, signal);
    return tasks.map((task) => summarizeTask(task)).map(({ id, name }) => ({ id, name }));
  });

/** Prints each ID with its name and each name with its ID. Throws if the tasks can't be read. */
export async function printTaskWords(line: string): Promise<void> {
  const tasks = await tasksOf(readLine(line).connection);
  printWords(
    tasks
      .filter(({ id, name }) => id !== '' && name !== '')
      .flatMap(({ id, name }) => [
        { word: id, about: name },
        { word: name, about: id },
      ]),
  );
}

/**
 * Prints the paths of elements of the task on a line that continue what is typed, as it is typed, with its quotes. Throws
 * if the task can't be read.
 */
export async function printElementWords(line: string, typed: string, use: PathUse): Promise<void> {
  const path = (wordsIn(typed)[0] ?? '').replace(/^--(?:un)?set=/, '');
  const wanted = elementsWanted(path);
  if (!wanted) return;
  const { connection, task } = readLine(line);
  const id = task === undefined ? undefined : await idOf(task, connection);
  if (id === undefined && (task !== undefined || !connection.demo)) return;
  const question = [wanted.windows ? 'windows' : 'elements', id ?? ''];
  const names = await answerOf(connection, question, isObject, async ({ client, demoTasks }, signal) => {
    const wantedId = id ?? demoTasks?.[0] ?? '';
    return namesIn(await readTask(client, wantedId, wanted.windows ? 'helpful' : 'never', signal));
  });
  printWords(elementWords(names, path, use));
}

/** Returns the ID of the task that a word means, by the tasks that completion offers; undefined if it means none or several. */
async function idOf(word: string, connection: ServiceOptions): Promise<string | undefined> {
  const id = parseUuidTaskId(word);
  if (id !== undefined) return id;
  const found = matchTasks(word, await tasksOf(connection));
  return found.length === 1 ? found[0]?.id : undefined;
}
