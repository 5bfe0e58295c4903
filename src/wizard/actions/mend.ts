/** Goes from the reason of a failed task to the field that fixes it. */
import { currentTask } from '../../task/edits/draft.ts';
import { valueAt } from '../../task/paths/path.ts';
import { failureOf, type TaskFailure } from '../../task/task-failure.ts';
import type { MendPlace } from '../../text/service-codes.ts';
import { text } from '../../text/text.ts';
import type { ElementRow } from '../rows/row.ts';
import { rowsOf } from '../rows/rows.ts';
import type { State, StepName } from '../state.ts';
import { nameOf } from '../text/labels.ts';
import { focusIndex, focusPath } from './cursor.ts';
import { goToStep, withMessage } from './transitions.ts';

/** Returns the place that fixes the failure of the open task; undefined without a failure, or if the wizard can't fix it. */
export const mendPlaceOf = ({ draft }: State): MendPlace | undefined =>
  failureOf(draft.base)?.explained?.place;

/** Names a place as the rail and the API do: `Volumes`, `Network, migration_ip`. */
export function mendTarget({ step, path }: MendPlace): string {
  const name = text().screen.steps[step as StepName] ?? step;
  return path === undefined ? name : `${name}, ${path}`;
}

/** True for a name that a text contains as a whole word, so that /dev/vda isn't found in /dev/vda1. */
function isNamedIn(name: string, words: string): boolean {
  const at = name === '' ? -1 : words.indexOf(name);
  const beside = [words[at - 1] ?? ' ', words[at + name.length] ?? ' '];
  return at >= 0 && beside.every((letter) => !/[\w/-]/.test(letter));
}

/** Returns the index of the row that a failure names: the element itself, else one of the disk that it names. */
function namedRow(state: State, { message, parameters }: TaskFailure): number {
  const words = [...parameters, message].join('\n');
  const task = currentTask(state.draft);
  const rows = rowsOf(state);
  const isNamed = (keys: ElementRow['keys']) =>
    valueAt(task, keys) !== undefined && isNamedIn(nameOf(task, keys), words);
  const own = rows.findIndex((row) => row.kind === 'element' && isNamed(row.keys));
  if (own >= 0) return own;
  return rows.findIndex(
    (row) => row.kind === 'element' && row.keys.length > 3 && isNamed(row.keys.slice(0, -2)),
  );
}

/** Opens the step that fixes the failure, with the cursor on the field or element that it names. */
export function goToMend(state: State): State {
  const failure = failureOf(state.draft.base);
  const place = mendPlaceOf(state);
  if (!failure || !place) return withMessage(state, text().screen.failure.notHere);
  const there = goToStep(state, place.step as StepName);
  const focused =
    place.path === undefined ? focusIndex(there, namedRow(there, failure)) : focusPath(there, place.path);
  return withMessage(focused, failure.explained?.next ?? '');
}
