/** Actions on elements: clear fields, add and remove elements and entries, accept resize offers. */
import { currentTask, locateIn, removeElement, setValue } from '../../task/edits/draft.ts';
import type { Field } from '../../task/fields/catalogue.ts';
import { fieldValue } from '../../task/paths/path.ts';
import { text } from '../../text/text.ts';
import { joinEntries, splitEntries } from '../rows/delimited-list.ts';
import type { State } from '../state.ts';
import { additionsFor, withAddition } from './additions.ts';
import { focusedRow } from './cursor.ts';
import { openEditor } from './field-editor.ts';
import { resizeOffers } from './resize-offers.ts';
import { withMessage } from './transitions.ts';
import { withDraft } from './undo.ts';

const words = () => text().screen.message;

/** Names and IDs tell elements and tasks apart: SMS can't do without them. */
const IDENTIFYING = /(^|_)(name|id|uuid)$/;

/** Returns true for a field that may be sent as null. */
export const isClearable = (field: Field): boolean =>
  !field.required && !field.of && !IDENTIFYING.test(field.name);

/** Removes the focused element or entry from its list. A field stays: it has a key of its own. */
export function removeFocused(state: State): State {
  const row = focusedRow(state);
  if (row?.kind === 'element')
    return withMessage(withDraft(state, removeElement(state.draft, row.path)), words().removed);
  if (row?.kind === 'entry') {
    const { field, keys } = locateIn(state.draft, row.path);
    const entries = splitEntries(field, fieldValue(currentTask(state.draft), field, keys));
    const without = joinEntries(field, entries.toSpliced(row.index, 1));
    return withMessage(withDraft(state, setValue(state.draft, row.path, without)), words().removed);
  }
  return row?.kind === 'field' ? withMessage(state, words().noElement) : state;
}

/** Clears the focused field: null is sent. */
export function clearFocused(state: State): State {
  const row = focusedRow(state);
  if (row?.kind !== 'field') return row ? withMessage(state, words().noField) : state;
  if (!isClearable(row.field)) return withMessage(state, words().required);
  return withMessage(withDraft(state, setValue(state.draft, row.path, null)), words().unset);
}

export function beginAddition(state: State): State {
  if (state.openPath !== undefined) {
    const { field, keys } = locateIn(state.draft, state.openPath);
    if (field.separator === undefined) return state;
    const entries = splitEntries(field, fieldValue(currentTask(state.draft), field, keys));
    return { ...state, editor: openEditor(state.draft, state.openPath, entries.length), message: undefined };
  }
  const nothing = additionsFor(state, focusedRow(state)).length === 0;
  return nothing
    ? withMessage(state, text().screen.addition.nothing)
    : { ...state, additionIndex: 0, message: undefined };
}

export function confirmAddition(state: State): State {
  const chosen = additionsFor(state, focusedRow(state))[state.additionIndex ?? 0];
  return chosen ? withAddition(state, chosen) : { ...state, additionIndex: undefined };
}

export function acceptResizeOffer(state: State): State {
  const [offer] = resizeOffers(state.draft);
  return offer
    ? withDraft(state, setValue(state.draft, offer.path, offer.value))
    : withMessage(state, words().noOffer);
}
