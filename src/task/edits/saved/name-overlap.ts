/**
 * Names that a plan gives to one element and uses for another, as when two are swapped. Applied twice by name, such a
 * plan would change other elements the second time.
 */
import { isObject } from '../../../json/json.ts';
import { elementPrefixes, splitSelector, writeSelector } from '../../paths/path.ts';
import type { SavedEdit } from './saved-edit.ts';

const NAME = /\.(name|subvol_name|start)$/;

/** An element that an edit renames, as other tasks know it. */
export interface Rename {
  /** The path of the element that gets a name. */
  readonly element: string;
  /** Its path under that name. */
  readonly now: string;
}

/** Returns the rename that an edit makes, if it changes the name by which other tasks know the element. */
export function renameIn({ path, kind, value }: SavedEdit): Rename | undefined {
  const element = kind === 'set' && NAME.test(path) ? path.replace(NAME, '') : path;
  const known = kind === 'add' && isObject(value) ? (value.name ?? value.subvol_name ?? value.start) : value;
  const isNaming = kind === 'add' || (element !== path && element.endsWith(']'));
  if (!isNaming || typeof known !== 'string' || known === '') return undefined;
  return { element, now: splitSelector(element).list + writeSelector(known) };
}

/** Returns the paths of elements whose names overlap in the plan itself: one is given a name that another one has. */
export function overlappingNames(edits: readonly SavedEdit[]): ReadonlySet<string> {
  const known = new Set(edits.flatMap(({ path }) => elementPrefixes(path)));
  const found = new Set<string>();
  for (const edit of edits) {
    const naming = renameIn(edit);
    if (!naming || naming.now === naming.element) continue;
    if (known.has(naming.now)) found.add(naming.element).add(naming.now);
  }
  return found;
}
