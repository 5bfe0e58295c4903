/** The keys that do something now, as many as fit. */

import { isLost } from '../src/task/edits/carry-over.ts';
import { locateIn } from '../src/task/edits/draft.ts';
import { isPauseOffered } from '../src/task/pausing.ts';
import { textWidth } from '../src/terminal/text/text-width.ts';
import { lookup, text } from '../src/text/text.ts';
import { additionsFor } from '../src/wizard/actions/additions.ts';
import { focusedRow } from '../src/wizard/actions/cursor.ts';
import { isClearable } from '../src/wizard/actions/elements.ts';
import { mendPlaceOf } from '../src/wizard/actions/mend.ts';
import { resizeOffers } from '../src/wizard/actions/resize-offers.ts';
import { submitBlocker } from '../src/wizard/actions/submission.ts';
import { contextOf } from '../src/wizard/context.ts';
import { type ActionName, helpBarBindings } from '../src/wizard/keymap.ts';
import { layoutOf } from '../src/wizard/layout.ts';
import { changeCount } from '../src/wizard/rows/change-count.ts';
import type { Row } from '../src/wizard/rows/row.ts';
import { editablePath, rowsOf } from '../src/wizard/rows/rows.ts';
import { STEPS, type State } from '../src/wizard/state.ts';
import type { Span } from './spans.ts';

function canAdd(state: State, row: Row | undefined): boolean {
  if (state.openPath === undefined) return additionsFor(state, row).length > 0;
  return locateIn(state.draft, state.openPath).field.separator !== undefined;
}

const isNarrowed = ({ picker }: State): boolean =>
  Boolean(picker && (picker.filter || picker.ask.name || picker.ask.state));

function canReset({ draft }: State, row: Row | undefined): boolean {
  if (!row || !('path' in row)) return false;
  const path = row.kind === 'element' ? row.path : (editablePath(row) ?? row.path);
  return draft.edits.some((edit) => edit.path === path || edit.path === editablePath(row));
}

/** Returns true unless the first step of a task is shown that wasn't opened from the list. */
const canGoBack = ({ picker, step }: State): boolean => picker !== undefined || step !== STEPS[0];

const hasChanges = ({ draft }: State): boolean => changeCount(draft) > 0;
const isElement = (_state: State, row: Row | undefined): boolean => row?.kind === 'element';

/** Conditions of actions that don't always do something. */
const APPLIES: Readonly<Partial<Record<ActionName, (state: State, row: Row | undefined) => boolean>>> = {
  nextTask: ({ picker, saveError }) => picker !== undefined && !saveError,
  // While the list is read the bar is as it will be, so that it is written once.
  openTask: ({ picker }, row) => row !== undefined || picker?.reading !== undefined,
  showAll: isNarrowed,
  mend: (state) => mendPlaceOf(state) !== undefined,
  open: isElement,
  remove: (_state, row) => row?.kind === 'element' || row?.kind === 'entry',
  clear: (_state, row) => row?.kind === 'field' && isClearable(row.field),
  keepOurs: (_state, row) => row?.kind === 'conflict' && !isLost(row.conflict),
  takeTheirs: (_state, row) => row?.kind === 'conflict',
  offer: ({ draft }) => resizeOffers(draft).length > 0,
  undo: ({ undo }) => undo.length > 0,
  redo: ({ redo }) => redo.length > 0,
  reset: canReset,
  filter: ({ openPath }) => openPath === undefined,
  add: canAdd,
  back: (state) => state.openPath !== undefined || Boolean(state.filters[state.step]) || canGoBack(state),
  previousStep: canGoBack,
  edit: (_state, row) => row !== undefined,
  confirmPause: ({ draft }) => isPauseOffered(draft),
  askStart: ({ isLeftPaused }) => isLeftPaused === true,
  watch: ({ phase }, row) => phase.kind === 'result' || row !== undefined,
  submit: (state) => submitBlocker(state) === undefined,
  plan: (state) => submitBlocker(state) === undefined,
  request: hasChanges,
  nextDraft: ({ phase }) => phase.kind === 'resuming' && phase.leftovers.length > 1,
  // A call that failed has a page without values.
  exact: ({ phase }, row) => (phase.kind === 'result' ? phase.result.kind === 'verified' : row !== undefined),
};

/** Returns true for an action that does something in a state. */
export const applies = (state: State, action: ActionName, row: Row | undefined): boolean =>
  APPLIES[action]?.(state, row) ?? true;

/** Returns true for a key that stays in the bar, however narrow it is. */
function isKept(state: State, action: ActionName): boolean {
  if (action === 'help' || action === 'interrupt') return true;
  // A list that doesn't fit is what a filter is for.
  return action === 'filter' && rowsOf(state).length > layoutOf(state.size).body;
}

/**
 * Keys that come and go with the row or the step, in the order of the bar. They stand behind the others, which so keep
 * their places, and aren't written again.
 */
const VARYING: readonly ActionName[] = [
  'add',
  'open',
  'back',
  'previousStep',
  'exact',
  'remove',
  'clear',
  'reset',
];

/** Returns the keys of the current context, as many as fit: the keymap says which go first. Help and ^C always do. */
export function keyBar(state: State): Span[] {
  const names = text().screen.bar;
  const row = focusedRow(state);
  const keys = helpBarBindings(contextOf(state))
    .filter(({ action }) => applies(state, action, row))
    .map(({ action, label = '' }) => {
      const name = lookup(names, action) ?? '';
      const kept = isKept(state, action);
      return { label, name, width: textWidth(`${label} ${name}  `), kept, order: VARYING.indexOf(action) };
    });
  let left = state.size.columns - 2 - keys.reduce((sum, { kept, width }) => sum + (kept ? width : 0), 0);
  const shown = keys.filter(({ kept, width }) => {
    if (kept) return true;
    if (width > left) return false;
    left -= width;
    return true;
  });
  return shown
    .toSorted((a, b) => a.order - b.order)
    .flatMap(({ label, name }) => [{ text: ` ${label}` }, { text: ` ${name} `, dim: true }]);
}
