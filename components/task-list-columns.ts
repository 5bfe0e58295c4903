/** The columns of the list of tasks, by the width of the window. */
import type { Cell } from '../src/task/brief.ts';
import { widthOf } from '../src/terminal/columns.ts';
import { text } from '../src/text/text.ts';

/** The column of the cursor's mark. */
export const MARGIN = 3;

/** How wide each column is in a window; what is left out in a small one stands under the list. */
export function widthsIn(columns: number): readonly (readonly [Cell, number])[] {
  const state = columns >= 100 ? 23 : 15;
  const say = text().tasks;
  const age = Math.max(widthOf(say.age.minutes(59)), widthOf(say.columns.age));
  const progress = Math.max(widthOf(say.progress(10, 12, 99)), widthOf(say.columns.progress));
  const fixed = { state, os: columns >= 76 ? 7 : 0, progress, age };
  const gaps = columns >= 76 ? 5 : 3;
  const room = columns - MARGIN - 1 - gaps - state - fixed.os - fixed.progress - fixed.age;
  // Where little of the target would be seen, the source has the column alone.
  const both = columns >= 100;
  const servers = columns >= 76 ? Math.floor(room * (both ? 0.46 : 0.4)) : 0;
  const all: [Cell, number][] = [
    ['name', room - servers],
    ['state', state],
    ['os', fixed.os],
    [both ? 'servers' : 'source', servers],
    ['progress', fixed.progress],
    ['age', fixed.age],
  ];
  return all.filter(([, width]) => width > 0);
}
