/** Compares edits by content. */
import { jsonEquals } from '../../json/json.ts';
import type { Edit } from './draft.ts';

/** Returns true if two edits do the same at the same path. */
export function sameEdit(one: Edit, other: Edit): boolean {
  if (one === other) return true;
  if (one.path !== other.path) return false;
  if ('value' in one) return 'value' in other && jsonEquals(one.value, other.value);
  return 'add' in one ? 'add' in other && one.content === other.content : 'remove' in other;
}

/** Returns true if two lists of edits have the same content, in any order. */
export const sameEdits = (one: readonly Edit[], other: readonly Edit[]): boolean =>
  one === other ||
  (one.length === other.length && one.every((edit) => other.some((to) => sameEdit(edit, to))));
