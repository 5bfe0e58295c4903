/** What is said beside the list of tasks, as sentences without a layout: shared by every front end. */
import type { BriefTask } from '../task/brief.ts';
import { unmistakableId } from '../task/task-id.ts';
import { text } from '../text/text.ts';
import { failureLines } from './failure.ts';
import { placeOf } from './lists.ts';
import { hasMore, statesToPick, taskRows } from './picker.ts';
import type { State } from './state.ts';

/** What the service was asked for, and the filter on what came. */
export function askedText({ picker, filtering }: State): string {
  const say = text().tasks;
  if (!picker) return '';
  const filter = filtering ? '' : picker.filter;
  return [say.asked(picker.ask.state, picker.ask.name), filter && say.filtered(filter)]
    .filter(Boolean)
    .join('   ');
}

/** Where the cursor is, and how much is loaded: `12 · 200 of 450 loaded`. */
export function loadedText(state: State): string {
  const say = text().tasks;
  const { picker } = state;
  const rows = taskRows(state).length;
  if (!picker || (picker.tasks.length === 0 && picker.count === undefined)) return '';
  const { tasks, count } = picker;
  if (rows === 0 && !hasMore(picker)) return '';
  const at = rows ? placeOf(state).cursor + 1 : 0;
  const part = count === undefined ? say.loadedOnly(tasks.length) : say.loaded(tasks.length, count);
  if (rows !== tasks.length) return `${say.at(at, rows)} · ${hasMore(picker) ? part : say.all(tasks.length)}`;
  return hasMore(picker) ? `${at} · ${part}` : say.at(at, rows);
}

/** What the list says of a task only in short, in full. */
export interface InFull {
  readonly name: string;
  readonly os: string;
  /** The sub-task that is under way; empty where there is none. */
  readonly step: string;
  /** With their addresses. */
  readonly servers: string;
  readonly id: string;
}

export function taskInFull({ source, target, sourceIp, targetIp, ...task }: BriefTask): InFull {
  const say = text().tasks;
  const server = (known: string, ip: string) => (ip && ip !== known ? `${known} ${ip}` : known || say.untold);
  return {
    name: task.name || say.untold,
    os: task.os,
    step: task.progress?.name ?? '',
    servers: say.servers(server(source, sourceIp), server(target, targetIp)),
    id: task.id || say.untold,
  };
}

/** What Enter will do with the filter that is being typed. */
export function searchHint({ picker, filtering }: State): string {
  const say = text().tasks;
  if (unmistakableId(filtering?.typed ?? '')) return say.filterId;
  const there = picker && (picker.ask.name !== '' || picker.reading || hasMore(picker));
  return there ? say.filterThere : say.filterHere;
}

/** What stands in the place of the rows where there are none: why, and what can be done. */
export function insteadOfRows(state: State): readonly string[] {
  const say = text().tasks;
  const { picker, host, filtering } = state;
  if (!picker || taskRows(state).length) return [];
  const { reading } = picker;
  if (picker.tasks.length === 0 && reading)
    return [say.reading(host), ...(reading.retry ? [`  ${reading.retry}`] : [])];
  const { failed } = picker;
  if (picker.tasks.length === 0 && failed) {
    return [say.failed, ...failureLines(failed.failure)];
  }
  const filter = filtering?.typed ?? picker.filter;
  if (filter) return [say.noMatch(filter)];
  const { state: inState = '', name = '' } = picker.ask;
  return [inState || name ? say.noneLike(say.wanted(inState, name)) : say.none, say.again];
}

/** What goes on or went wrong while there are rows. */
export function listingText({ picker, message }: State): { readonly words: string; readonly wrong: boolean } {
  const say = text().tasks;
  if (message) return { words: message, wrong: true };
  const { reading } = picker ?? {};
  if (reading && picker?.tasks.length) return { words: reading.retry ?? say.readingMore, wrong: false };
  if (picker?.failed && picker.tasks.length)
    return { words: say.failedMore(picker.failed.failure.message), wrong: true };
  return { words: '', wrong: false };
}

/** What the states to pick from are called. */
export const stateChoices = ({ picker }: State): readonly string[] =>
  picker ? statesToPick(picker).map((state) => state || text().tasks.anyState) : [];
