/** The hint rows under the list of tasks: the focused task in full, and what goes on. */
import { text } from '../src/text/text.ts';
import { focusedTask } from '../src/wizard/picker.ts';
import { listingText, searchHint, stateChoices, taskInFull } from '../src/wizard/picker-text.ts';
import type { State } from '../src/wizard/state.ts';
import { choosing } from './choosing.ts';
import type { Span } from './Line.tsx';

function listingSpans(state: State): Span[] {
  const { words, wrong } = listingText(state);
  return words ? [{ text: ` ${words}`, ...(wrong ? { color: 'yellow' } : { dim: true }) }] : [];
}

/** Below the filter that is being typed. */
export const searchHints = (state: State): Span[][] => [
  [{ text: ` ${searchHint(state)}`, dim: true }],
  listingSpans(state),
];

export function pickerHints(state: State): Span[][] {
  const say = text().tasks;
  const choice = state.picker?.choosing;
  if (choice !== undefined) {
    const hint: Span[] = [{ text: ` ${say.stateHint}`, dim: true }];
    return [choosing(state, say.state, stateChoices(state), choice), hint, []];
  }
  const task = focusedTask(state);
  if (!task) return [[], [], listingSpans(state)];
  const [first, second, id] = taskInFull(task);
  const going = listingSpans(state);
  return [
    [{ text: ` ${first}`, bold: true }],
    [{ text: ` ${second}` }],
    going.length ? going : [{ text: ` ${id}`, dim: true }],
  ];
}
