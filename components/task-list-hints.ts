/** Hint rows under the task list: the focused task in full, and the loading status. */
import type { TaskSummary } from '../src/task/task-summary.ts';
import { sanitize } from '../src/terminal/text/sanitize.ts';
import { textWidth, truncate } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import { chooserOf } from '../src/wizard/actions/choosing/chooser.ts';
import { focusedTask } from '../src/wizard/actions/task-list/task-list-loading.ts';
import type { State } from '../src/wizard/state.ts';
import { loadingText, searchHint, taskDetails } from '../src/wizard/text/task-list-text.ts';
import { chooserLine } from './chooser-rows.ts';
import type { Span } from './spans.ts';
import { columnWidths } from './task-list-columns.ts';

function listingSpans(state: State): Span[] {
  const { words, wrong } = loadingText(state);
  return words ? [{ text: ` ${words}`, ...(wrong ? { color: 'yellow' } : { dim: true }) }] : [];
}

/** Returns the hints below the filter that is being typed. */
export const searchHints = (state: State): Span[][] => [
  [{ text: ` ${searchHint(state)}`, dim: true }],
  listingSpans(state),
];

/** Maximum bytes of a task's hints in a window of the usual width: they are written on every key. */
const MAX_HINT_BYTES = 105;

/** Bytes that a colored row takes besides its words. */
const COLOR = 14;

/** Returns details of the focused task that its row omits; the ID if the rest is short. */
function taskLines({ size }: State, task: TaskSummary): Span[][] {
  const { name, os, step, servers, id, failure } = taskDetails(task);
  const columns = new Map(columnWidths(size.columns));
  const isCut = textWidth(sanitize(name)) > (columns.get('name') ?? 0);
  const first = [columns.has('os') ? '' : os, isCut ? name : step].filter(Boolean).join('   ');
  const room = (size.columns < 100 ? MAX_HINT_BYTES : Number.POSITIVE_INFINITY) - Buffer.byteLength(first);
  if (failure) {
    const shown = truncate(failure, size.columns - 2);
    const left = room + Buffer.byteLength(first) - Buffer.byteLength(shown) - COLOR;
    return [[{ text: ` ${shown}`, color: 'red' }], [{ text: ` ${truncate(servers, Math.max(0, left))}` }]];
  }
  return [
    [{ text: ` ${first}` }],
    [{ text: ` ${truncate(servers, room)}` }],
    Buffer.byteLength(servers) + Buffer.byteLength(id) > room ? [] : [{ text: ` ${id}`, dim: true }],
  ];
}

export function pickerHints(state: State): Span[][] {
  const texts = text().tasks;
  const chooser = chooserOf(state);
  if (chooser) return [chooserLine(state, chooser), [{ text: ` ${texts.stateHint}`, dim: true }], []];
  const task = focusedTask(state);
  if (!task) return [[], [], listingSpans(state)];
  const going = listingSpans(state);
  const lines = taskLines(state, task);
  return going.length ? [...lines.slice(0, 2), going] : lines;
}
