/** The hint rows under the list of tasks: the focused task in full, and what goes on. */
import type { BriefTask } from '../src/task/brief.ts';
import { widthOf } from '../src/terminal/columns.ts';
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

/** What the row of a task has no room for: a name that was cut, the system; and what it is at. Each word is a byte a key. */
function besidesRow({ size }: State, task: BriefTask): string {
  const { name, os, step } = taskInFull(task);
  const columns = new Map(widthsIn(size.columns));
  const cut = widthOf(sanitise(name)) > (columns.get('name') ?? 0);
  return [cut ? name : '', columns.has('os') ? '' : os, step].filter(Boolean).join('   ');
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
  const { id, servers } = taskInFull(task);
  const going = listingSpans(state);
  return [
    [{ text: ` ${besidesRow(state, task)}` }],
    [{ text: ` ${servers}` }],
    going.length ? going : [{ text: ` ${id}`, dim: true }],
  ];
}
