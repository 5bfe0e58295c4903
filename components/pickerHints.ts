/** The hint rows under the list of tasks: the focused task in full, and what goes on. */
import type { BriefTask } from '../src/task/brief.ts';
import { cutTo, widthOf } from '../src/terminal/columns.ts';
import { sanitise } from '../src/terminal/sanitise.ts';
import { text } from '../src/text/text.ts';
import { focusedTask } from '../src/wizard/picker.ts';
import { listingText, searchHint, stateChoices, taskInFull } from '../src/wizard/picker-text.ts';
import type { State } from '../src/wizard/state.ts';
import { choosing } from './choosing.ts';
import type { Span } from './line.ts';
import { widthsIn } from './taskColumns.ts';

function listingSpans(state: State): Span[] {
  const { words, wrong } = listingText(state);
  return words ? [{ text: ` ${words}`, ...(wrong ? { color: 'yellow' } : { dim: true }) }] : [];
}

/** Below the filter that is being typed. */
export const searchHints = (state: State): Span[][] => [
  [{ text: ` ${searchHint(state)}`, dim: true }],
  listingSpans(state),
];

/** What the hints of a task take at most in a window of the usual width: each word is a byte for every key. */
const MOST = 105;

/** Of the focused task what its row has no room for; the id where the rest is short. */
function taskLines({ size }: State, task: BriefTask): Span[][] {
  const { name, os, step, servers, id } = taskInFull(task);
  const columns = new Map(widthsIn(size.columns));
  const isCut = widthOf(sanitise(name)) > (columns.get('name') ?? 0);
  const first = [columns.has('os') ? '' : os, isCut ? name : step].filter(Boolean).join('   ');
  const room = (size.columns < 100 ? MOST : Number.POSITIVE_INFINITY) - Buffer.byteLength(first);
  return [
    [{ text: ` ${first}` }],
    [{ text: ` ${cutTo(servers, room)}` }],
    Buffer.byteLength(servers) + Buffer.byteLength(id) > room ? [] : [{ text: ` ${id}`, dim: true }],
  ];
}

export function pickerHints(state: State): Span[][] {
  const say = text().tasks;
  const choice = state.picker?.choosing;
  if (choice !== undefined) {
    const hint: Span[] = [{ text: ` ${say.stateHint}`, dim: true }];
    return [choosing(state, say.state, stateChoices(state), choice), hint, []];
  }
  const task = focusedTask(state);
  if (!task) return [[], [], listingSpans(state)];
  const going = listingSpans(state);
  const lines = taskLines(state, task);
  return going.length ? [...lines.slice(0, 2), going] : lines;
}
