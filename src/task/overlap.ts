/**
 * Names that a plan gives to one element and knows another one by, as where two are swapped. Carried out twice by name,
 * it would touch others than the first time.
 */
import { isObject } from '../json/json.ts';
import { elementsOn, writeSelector } from './path.ts';
import { splitElement } from './renamed.ts';
import type { Replayable } from './replay.ts';

const NAME = /\.(name|subvol_name)$/;

export interface Naming {
  /** The path of the element that gets a name. */
  readonly element: string;
  /** Its path under that name. */
  readonly now: string;
}

/** The new name that an edit gives to an element, of those that other tasks know it by. */
export function namingOf({ path, kind, value }: Replayable): Naming | undefined {
  const element = kind === 'set' && NAME.test(path) ? path.replace(NAME, '') : path;
  const known = kind === 'add' && isObject(value) ? (value.name ?? value.subvol_name) : value;
  const isNaming = kind === 'add' || (element !== path && element.endsWith(']'));
  if (!isNaming || typeof known !== 'string' || known === '') return undefined;
  return { element, now: splitElement(element).list + writeSelector(known) };
}

/**
 * The elements, by path, whose names overlap: in the plan itself, or because both the one that is renamed and another
 * one of its new name are on the task.
 */
export function overlapping(
  edits: readonly Replayable[],
  isThere: (element: string) => boolean,
): ReadonlySet<string> {
  const known = new Set(edits.flatMap(({ path }) => elementsOn(path)));
  const found = new Set<string>();
  for (const edit of edits) {
    const naming = namingOf(edit);
    if (!naming || naming.now === naming.element) continue;
    const { element, now } = naming;
    if (known.has(now)) found.add(element).add(now);
    else if (edit.kind === 'set' && isThere(element) && isThere(now)) found.add(element);
  }
  return found;
}
