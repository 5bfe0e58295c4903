/** Prompts of the task list: wait for pages, load more, search. */
import { text } from '../text/text.ts';
import { focusedTask } from '../wizard/actions/task-list/task-list-loading.ts';
import { rowsOf } from '../wizard/rows/rows.ts';
import type { State } from '../wizard/state.ts';
import { emptyListText, loadingText, taskDetails } from '../wizard/text/task-list-text.ts';
import type { LineConsole } from './line-console.ts';

/** Waits while `isPending` holds; prints the reason once, and each retry. */
async function waitWhile(
  console: LineConsole,
  isPending: (state: State) => boolean,
  why: string,
): Promise<boolean> {
  if (!isPending(console.state())) return false;
  let retry: string | undefined;
  console.print(why);
  await console.waitFor((state) => {
    const now = state.picker?.reading?.retry;
    if (now && now !== retry) console.print(now);
    retry = now;
    return !isPending(state);
  });
  return true;
}

/** Returns true while the list is read from its start or up to its former length. */
const isReading = ({ phase, picker }: State): boolean => {
  const reading = phase.kind === 'picking' ? picker?.reading : undefined;
  return reading !== undefined && (reading.offset === 0 || reading.base.length < reading.want);
};

/** Waits until there is a list. */
export async function waitForTaskList(console: LineConsole): Promise<void> {
  const waited = await waitWhile(console, isReading, text().tasks.reading(console.state().host));
  if (waited) console.printed = undefined;
}

/** Moves the cursor to the last printed task, so that the next page is requested if it is near the end. */
export async function loadMoreTasks(console: LineConsole): Promise<void> {
  const known = rowsOf(console.state()).length;
  const until = console.printed?.endRow ?? 0;
  console.store.dispatch({ type: 'indexChosen', index: Math.max(0, Math.min(until, known) - 1) });
  if (until < known) return;
  await waitWhile(
    console,
    ({ phase, picker }) => phase.kind === 'picking' && picker?.reading !== undefined,
    text().tasks.readingMore,
  );
  const { words } = loadingText(console.state());
  if (words) console.print(words);
}

/** Searches for a name, among the loaded tasks if they are all, else on SMS; an ID opens its task. */
export function searchFor(console: LineConsole, wanted: string): void {
  console.press('/');
  console.typeLine(wanted);
  const state = console.state();
  if (state.phase.kind !== 'picking' || state.picker?.reading || !state.picker?.filter) return;
  if (rowsOf(state).length) return;
  console.print(...emptyListText(state));
  console.press('escape');
}

/** Returns the details of the focused task. */
export function taskHelp(state: State): string[] {
  const task = focusedTask(state);
  if (!task) return [];
  const { name, os, step, servers, id, failure } = taskDetails(task);
  return [text().plain.joined([name, os, step].filter(Boolean)), servers, id, failure].filter(Boolean);
}

/** Prompts for a search when the list itself couldn't be read. */
export async function searchPrompt(console: LineConsole): Promise<void> {
  const answer = await console.ask(text().plain.searchPrompt);
  if (answer.trim() === '') return console.press('escape');
  console.typeLine(answer.trim());
}
