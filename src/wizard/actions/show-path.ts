/** Goes to the row of a path, in whichever step lists it. */
import { baseWithAdditions } from '../../task/edits/draft.ts';
import { mainFieldOf, type ObjectName } from '../../task/fields/catalogue.ts';
import { tryLocate } from '../../task/paths/path.ts';
import type { Row } from '../rows/row.ts';
import { rowsOfStep } from '../rows/step-rows.ts';
import { STEPS, type State, type StepName } from '../state.ts';
import { focusIndex, focusPath } from './cursor.ts';
import { goToStep } from './transitions.ts';

const isEditStep = (step: StepName): step is Exclude<StepName, 'review'> => step !== 'review';

/** Returns the state with the cursor on the row of a path; the same state if no step lists it. */
export function showPath(state: State, path: string): State {
  const place = tryLocate(baseWithAdditions(state.draft), path);
  if (!place) return state;
  const own = place.keys.join();
  const owner = place.keys.slice(0, -1).join();
  const isRow = (row: Row): boolean => {
    if (row.kind === 'field') return row.path === place.path;
    return row.kind === 'element' && (row.keys.join() === own || row.keys.join() === owner);
  };
  for (const step of [state.step, ...STEPS].filter(isEditStep)) {
    const rows = rowsOfStep(baseWithAdditions(state.draft), step);
    const index = rows.findIndex(isRow);
    const row = rows[index];
    if (!row) continue;
    const filters = { ...state.filters, [step]: '' };
    const there = focusIndex({ ...goToStep(state, step), filters }, index);
    const isShown =
      row.kind !== 'element' || row.keys.join() === own || isMainField(row.object, place.keys.at(-1));
    return isShown || row.kind !== 'element'
      ? there
      : focusPath({ ...there, openPath: row.path }, place.path);
  }
  return state;
}

/** Returns true for the field that an element's own row shows and edits. */
const isMainField = (object: ObjectName, name: string | number | undefined): boolean =>
  name === mainFieldOf(object)?.name;
