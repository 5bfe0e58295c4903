/** Runs an action and announces its result. */
import { text } from '../text/text.ts';
import { focusedRow } from '../wizard/actions/cursor.ts';
import { asksQuestion } from '../wizard/questions.ts';
import { changeCount } from '../wizard/rows/change-count.ts';
import { rowsOf } from '../wizard/rows/rows.ts';
import type { State } from '../wizard/state.ts';
import { changeAnnouncement } from './announce-changes.ts';
import { type LineConsole, truncateRow } from './line-console.ts';
import { rowText } from './row-text.ts';

const paths = (state: State): string =>
  rowsOf(state)
    .map((row) => ('path' in row ? row.path : ''))
    .join('\0');

/** Returns the message; keys of the screen become commands of plain mode. */
function messageOf({ message, draft }: State): string[] {
  if (!message) return [];
  const unsent = changeCount(draft);
  return [message === text().tasks.unsent(unsent) ? text().plain.unsent(unsent) : message];
}

/**
 * Runs an action, on the row or choice with an index from 0 if given, and prints its result: the
 * message, the changes of the draft, or the row as it is now. A list whose rows have changed is printed
 * again, as its numbers have changed too.
 */
export function actAndAnnounce(console: LineConsole, act: () => void, index?: number): void {
  console.store.dispatch(index === undefined ? { type: 'indexChosen' } : { type: 'indexChosen', index });
  const before = console.state();
  act();
  const after = console.state();
  const lines = [...messageOf(after), ...changeAnnouncement(before, after)];
  const row = focusedRow(after);
  if (after.resolvedConflicts.length > before.resolvedConflicts.length && row)
    lines.push(truncateRow(rowText(after, row)));
  const sameList =
    before.step === after.step && before.openPath === after.openPath && before.phase === after.phase;
  if (sameList && paths(before) !== paths(after)) console.printed = undefined;
  const { nothingDone, tooEarly } = text().plain;
  // A question takes each of its answers, but not at once.
  const ignored = asksQuestion(after) ? tooEarly : nothingDone;
  console.print(...(after === before && lines.length === 0 ? [ignored] : lines));
}
