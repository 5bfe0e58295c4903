/** Doing something with the wizard, and saying what came of it. */
import { changesOf } from '../task/draft.ts';
import { text } from '../text/text.ts';
import { focusedRow } from '../wizard/lists.ts';
import { rowsOf } from '../wizard/rows.ts';
import type { State } from '../wizard/state.ts';
import { differenceText } from './difference.ts';
import { rowText } from './rowText.ts';
import { shortRow, type Talk } from './talk.ts';

const paths = (state: State): string =>
  rowsOf(state)
    .map((row) => ('path' in row ? row.path : ''))
    .join('\0');

/** The word to the user; where it names keys of the screen, with the commands that stand for them here. */
function messageOf({ message, draft }: State): string[] {
  if (!message) return [];
  const unsent = changesOf(draft).length;
  return [message === text().tasks.unsent(unsent) ? text().plain.unsent(unsent) : message];
}

/**
 * Does something, to the row or choice of a number from 0 where one is given, and says what came of it: the
 * message, what is different in the draft, or how the row reads now. A list whose rows have changed is told
 * anew, as its numbers have changed too.
 */
export function tellOf(talk: Talk, act: () => void, index?: number): void {
  talk.store.dispatch(index === undefined ? { type: 'chosen' } : { type: 'chosen', index });
  const before = talk.state();
  act();
  const after = talk.state();
  const lines = [...messageOf(after), ...differenceText(before, after)];
  const row = focusedRow(after);
  if (after.decided.length > before.decided.length && row) lines.push(shortRow(rowText(after, row)));
  const sameList = before.step === after.step && before.open === after.open && before.phase === after.phase;
  if (sameList && paths(before) !== paths(after)) talk.told = undefined;
  talk.say(...(after === before && lines.length === 0 ? [text().plain.nothingDone] : lines));
}
