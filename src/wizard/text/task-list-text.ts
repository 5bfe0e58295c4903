/** Sentences about the list of tasks, without a layout, for every front end. */

import { parseUuidTaskId } from '../../task/task-id.ts';
import type { TaskSummary } from '../../task/task-summary.ts';
import { failureLines } from '../../text/failure-text.ts';
import { text } from '../../text/text.ts';
import { cursorOf } from '../actions/cursor.ts';
import { taskRows } from '../rows/task-rows.ts';
import type { State } from '../state.ts';
import { hasMore, stateChoices } from '../task-list.ts';

/** Returns the query sent to SMS and the filter on its answer: `state RUNNING   name "web"   filter "x"`. */
export function queryText({ picker, filtering }: State): string {
  const texts = text().tasks;
  if (!picker) return '';
  const filter = filtering ? '' : picker.filter;
  return [texts.asked(picker.ask.state, picker.ask.name), filter && texts.filtered(filter)]
    .filter(Boolean)
    .join('   ');
}

/** Returns the cursor position and the loaded part: `12 · 200 of 450 loaded`. */
export function loadedText(state: State): string {
  const where = loadedPart(state);
  return where && state.picker?.freshMs !== undefined ? text().tasks.fresh(where) : where;
}

function loadedPart(state: State): string {
  const texts = text().tasks;
  const { picker } = state;
  const rows = taskRows(state).length;
  if (!picker || (picker.tasks.length === 0 && picker.count === undefined)) return '';
  const { tasks, count } = picker;
  if (rows === 0 && !hasMore(picker)) return '';
  const at = rows ? cursorOf(state).cursor + 1 : 0;
  const part = count === undefined ? texts.loadedOnly(tasks.length) : texts.loaded(tasks.length, count);
  if (rows !== tasks.length)
    return `${texts.at(at, rows)} · ${hasMore(picker) ? part : texts.all(tasks.length)}`;
  return hasMore(picker) ? `${at} · ${part}` : texts.at(at, rows);
}

/** Untruncated details of a task, shown below the list. */
export interface TaskDetails {
  readonly name: string;
  readonly os: string;
  /** The sub-task in progress; empty if there is none. */
  readonly step: string;
  /** Source and target server with their addresses. */
  readonly servers: string;
  readonly id: string;
  /** Why it failed; empty where it didn't. */
  readonly failure: string;
}

export function taskDetails({ source, target, sourceIp, targetIp, ...task }: TaskSummary): TaskDetails {
  const texts = text().tasks;
  const server = (known: string, ip: string) =>
    ip && ip !== known ? `${known} ${ip}` : known || texts.unknown;
  return {
    name: task.name || texts.unknown,
    os: task.os,
    step: task.progress?.name ?? '',
    servers: texts.servers(server(source, sourceIp), server(target, targetIp)),
    id: task.id || texts.unknown,
    failure: task.failure ?? '',
  };
}

/** Returns the effect of Enter on the filter that is being typed. */
export function searchHint({ picker, filtering }: State): string {
  const texts = text().tasks;
  if (parseUuidTaskId(filtering?.typed ?? '')) return texts.filterId;
  const there = picker && (picker.ask.name !== '' || picker.reading || hasMore(picker));
  return there ? texts.filterThere : texts.filterHere;
}

/** Returns the lines shown instead of rows in an empty list: the reason, and the next step. */
export function emptyListText(state: State): readonly string[] {
  const texts = text().tasks;
  const { picker, host, filtering } = state;
  if (!picker || taskRows(state).length) return [];
  const { reading } = picker;
  if (picker.tasks.length === 0 && reading)
    return [texts.reading(host), ...(reading.retry ? [`  ${reading.retry}`] : [])];
  const { failed } = picker;
  if (picker.tasks.length === 0 && failed) {
    return [texts.failed, ...failureLines(failed.failure)];
  }
  const filter = filtering?.typed ?? picker.filter;
  if (filter) return [texts.noMatch(filter)];
  const { state: inState = '', name = '' } = picker.ask;
  return [inState || name ? texts.noneLike(texts.wanted(inState, name)) : texts.none, texts.again];
}

/** Returns the status line below a non-empty list: loading, retrying, or the reason why the next page failed. */
export function loadingText({ picker, message }: State): { readonly words: string; readonly wrong: boolean } {
  const texts = text().tasks;
  if (message) return { words: message, wrong: true };
  const { reading } = picker ?? {};
  if (reading && !reading.isQuiet && picker?.tasks.length)
    return { words: reading.retry ?? texts.readingMore, wrong: false };
  if (picker?.failed && picker.tasks.length)
    return { words: texts.failedMore(picker.failed.failure.message), wrong: true };
  return { words: '', wrong: false };
}

/** Returns the labels of the states to pick from. */
export const stateChoiceLabels = ({ picker }: State): readonly string[] =>
  picker ? stateChoices(picker).map((state) => state || text().tasks.anyState) : [];
