/** The list of tasks to pick from: waiting for its pages, more of them, looking for a name. */
import { text } from '../text/text.ts';
import { focusedTask } from '../wizard/picker.ts';
import { insteadOfRows, listingText, taskInFull } from '../wizard/picker-text.ts';
import { rowsOf } from '../wizard/rows.ts';
import type { State } from '../wizard/state.ts';
import type { Talk } from './talk.ts';

/** Waits for as long as something is so; says once why, and each time that it takes longer. */
async function waitWhile(talk: Talk, so: (state: State) => boolean, why: string): Promise<boolean> {
  if (!so(talk.state())) return false;
  let retry: string | undefined;
  talk.say(why);
  await talk.until((state) => {
    const now = state.picker?.reading?.retry;
    if (now && now !== retry) talk.say(now);
    retry = now;
    return !so(state);
  });
  return true;
}

/** True while the list that is wanted is still being read, from its start or up to where it was before. */
const isReading = ({ phase, picker }: State): boolean => {
  const reading = phase.kind === 'picking' ? picker?.reading : undefined;
  return reading !== undefined && (reading.offset === 0 || reading.base.length < reading.want);
};

/** Waits until there is a list. */
export async function tasksListed(talk: Talk): Promise<void> {
  const waited = await waitWhile(talk, isReading, text().tasks.reading(talk.state().host));
  if (waited) talk.told = undefined;
}

/** The cursor on the last task that was told: the next page is asked for where that is near the end. */
export async function moreTasks(talk: Talk): Promise<void> {
  const known = rowsOf(talk.state()).length;
  const until = talk.told?.until ?? 0;
  talk.store.dispatch({ type: 'chosen', index: Math.max(0, Math.min(until, known) - 1) });
  if (until < known) return;
  await waitWhile(
    talk,
    ({ phase, picker }) => phase.kind === 'picking' && picker?.reading !== undefined,
    text().tasks.readingMore,
  );
  const { words } = listingText(talk.state());
  if (words) talk.say(words);
}

/** Looks for a name: here where all tasks are loaded, else by asking the service; an id opens its task. */
export function searchFor(talk: Talk, wanted: string): void {
  talk.press('/');
  talk.enter(wanted);
  const state = talk.state();
  if (state.phase.kind !== 'picking' || state.picker?.reading || !state.picker?.filter) return;
  if (rowsOf(state).length) return;
  talk.say(...insteadOfRows(state));
  talk.press('escape');
}

/** The task of a row in full. */
export function taskHelp(state: State): string[] {
  const task = focusedTask(state);
  if (!task) return [];
  const { name, os, step, servers, id } = taskInFull(task);
  return [text().plain.joined([name, os, step].filter(Boolean)), servers, id];
}

/** What to look for, where the list itself could not be had. */
export async function searchTurn(talk: Talk): Promise<void> {
  const answer = await talk.ask(text().plain.searchPrompt);
  if (answer.trim() === '') return talk.press('escape');
  talk.enter(answer.trim());
}
