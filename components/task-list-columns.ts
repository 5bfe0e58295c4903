/** Columns of the task list, by window width. */
import type { TaskColumn } from '../src/task/task-summary.ts';
import { textWidth } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';

/** Width of the cursor mark, in columns. */
export const CURSOR_MARGIN = 3;

/** Returns the width of each column in a window; details omitted in a small one are shown under the list. */
export function columnWidths(columns: number): readonly (readonly [TaskColumn, number])[] {
  const state = columns >= 100 ? 23 : 15;
  const texts = text().tasks;
  const age = Math.max(textWidth(texts.age.minutes(59)), textWidth(texts.columns.age));
  const progress = Math.max(textWidth(texts.progress(10, 12, 99)), textWidth(texts.columns.progress));
  const fixed = { state, os: columns >= 76 ? 7 : 0, progress, age };
  const gaps = columns >= 76 ? 5 : 3;
  const room = columns - CURSOR_MARGIN - 1 - gaps - state - fixed.os - fixed.progress - fixed.age;
  // Where little of the target would be seen, the source has the column alone.
  const both = columns >= 100;
  const servers = columns >= 76 ? Math.floor(room * (both ? 0.46 : 0.4)) : 0;
  const all: [TaskColumn, number][] = [
    ['name', room - servers],
    ['state', state],
    ['os', fixed.os],
    [both ? 'servers' : 'source', servers],
    ['progress', fixed.progress],
    ['age', fixed.age],
  ];
  return all.filter(([, width]) => width > 0);
}
