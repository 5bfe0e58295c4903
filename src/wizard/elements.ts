/** Taking out and putting in: fields unset, elements and entries removed and added, sizes resized along. */
import { currentTask, locateIn, removeElement, setValue } from '../task/draft.ts';
import { fieldValue } from '../task/path.ts';
import { text } from '../text/text.ts';
import { added, additionsFor } from './additions.ts';
import { changed, openEditor } from './editing.ts';
import { focusedRow } from './lists.ts';
import { entriesOf, joined } from './lists-in-text.ts';
import { said } from './moves.ts';
import { offersFor } from './offers.ts';
import type { State } from './state.ts';

const words = () => text().screen.message;

/** Unsets a field, takes an element out of its list, or an entry out of a list in a string. */
export function drop(state: State): State {
  const row = focusedRow(state);
  if (row?.kind === 'element')
    return said(changed(state, removeElement(state.draft, row.path)), words().removed);
  if (row?.kind === 'entry') {
    const { field, keys } = locateIn(state.draft, row.path);
    const entries = entriesOf(field, fieldValue(currentTask(state.draft), field, keys));
    return changed(state, setValue(state.draft, row.path, joined(field, entries.toSpliced(row.index, 1))));
  }
  if (row?.kind !== 'field') return state;
  if (row.field.required) return said(state, words().required);
  return said(changed(state, setValue(state.draft, row.path, null)), words().unset);
}

export function add(state: State): State {
  if (state.open !== undefined) {
    const { field, keys } = locateIn(state.draft, state.open);
    if (field.separator === undefined) return state;
    const entries = entriesOf(field, fieldValue(currentTask(state.draft), field, keys));
    return { ...state, editor: openEditor(state.draft, state.open, entries.length), message: undefined };
  }
  const nothing = additionsFor(state, focusedRow(state)).length === 0;
  return nothing ? said(state, text().screen.addition.nothing) : { ...state, adding: 0, message: undefined };
}

export function addChosen(state: State): State {
  const chosen = additionsFor(state, focusedRow(state))[state.adding ?? 0];
  return chosen ? added(state, chosen) : { ...state, adding: undefined };
}

export function takeOffer(state: State): State {
  const [offer] = offersFor(state.draft);
  return offer
    ? changed(state, setValue(state.draft, offer.path, offer.value))
    : said(state, words().noOffer);
}
