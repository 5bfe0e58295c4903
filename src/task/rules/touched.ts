/** The parts of a task that a draft touches, each before and after. */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import type { Keys } from '../edits/correspondence.ts';
import { changesOf, currentTask, type Draft, isRemoved } from '../edits/draft.ts';
import { type ObjectName, objectAt } from '../fields/catalogue.ts';
import { memoizeWeak } from '../memoize-weak.ts';
import { findByName } from '../paths/identity.ts';
import { elementPrefixes, valueAt } from '../paths/path.ts';
import { windowName } from '../rate-windows.ts';

/**
 * A touched part: an element of a list in which something changes, or the task, its target server or its clone server.
 */
export interface Touched {
  readonly object: ObjectName;
  readonly keys: Keys;
  /** The canonical path; empty for the task itself. */
  readonly path: string;
  /** A name for messages. */
  readonly name: string;
  /** Undefined for an added element. */
  readonly before: JsonObject | undefined;
  /** Undefined for a removed element. */
  readonly now: JsonObject | undefined;
  /** The element that contains it. */
  readonly outer: Touched | undefined;
  /** The counterpart of a disk, group or volume on the source server. */
  readonly source: JsonObject | undefined;
  /** True for an element restored as SMS once had it. */
  readonly isRestored: boolean;
}

const objectOrNone = (value: Json | undefined): JsonObject | undefined =>
  isObject(value) && !isRemoved(value) ? value : undefined;

const NAMES = ['name', 'mac', 'subvol_name'] as const;

/** Returns a name of an element for messages: `/dev/xvda`, or `#2` for the second one without a name. */
export function nameOf(element: JsonObject | undefined, keys: Keys): string {
  const window = element && windowName(element, keys);
  if (window !== undefined) return window;
  const name = NAMES.map((key) => element?.[key]).find((value) => typeof value === 'string' && value !== '');
  return typeof name === 'string' ? name : `#${Number(keys.at(-1)) + 1}`;
}

/** Returns the elements of a list; empty if the object doesn't have it. */
export function elementsIn(container: Json | undefined, list: string): readonly Json[] {
  const elements = isObject(container) ? container[list] : undefined;
  return Array.isArray(elements) ? elements : [];
}

/** Returns the parts of a task that a draft touches, outer parts first. Empty for a draft without changes. */
export const touchedBy = memoizeWeak((draft: Draft): readonly Touched[] => {
  const found = new Map<string, Touched>();
  const current = currentTask(draft);

  function touch(keys: Keys, path: string, outer: Touched | undefined, isRestored: boolean): Touched {
    const id = keys.join('.');
    const known = found.get(id);
    if (known) return known;
    const before = objectOrNone(valueAt(draft.base, keys));
    const now = objectOrNone(valueAt(current, keys));
    const touched: Touched = {
      object: objectAt(keys) as ObjectName,
      keys,
      path,
      name: nameOf(now ?? before, keys),
      before,
      now,
      outer,
      source: sourceOf(draft, before ?? now, keys, outer),
      isRestored,
    };
    found.set(id, touched);
    return touched;
  }

  for (const { keys, path, kind, restores } of changesOf(draft)) {
    touch([], '', undefined, false);
    const [top = ''] = keys;
    if (keys.length > 1) touch([top], String(top), undefined, false);
    let outer: Touched | undefined;
    const prefixes = elementPrefixes(path);
    for (const [index, key] of keys.entries()) {
      if (typeof key !== 'number') continue;
      const isRestored = kind === 'add' && restores === true && index === keys.length - 1;
      outer = touch(keys.slice(0, index + 1), prefixes.shift() ?? '', outer, isRestored);
    }
  }
  return [...found.values()];
});

/** Finds an element on the source server, by the name that it had before the edits. */
function sourceOf(
  draft: Draft,
  element: JsonObject | undefined,
  keys: Keys,
  outer: Touched | undefined,
): JsonObject | undefined {
  const list = keys.at(-2);
  if (typeof list !== 'string' || typeof element?.name !== 'string') return undefined;
  return findByName(elementsIn(outer ? outer.source : draft.source, list), element.name);
}

/** Returns the touched parts of some kinds. */
export const touchedOf = (draft: Draft, ...objects: readonly ObjectName[]): Touched[] =>
  touchedBy(draft).filter(({ object }) => objects.includes(object));

/** Returns the element at keys with the edits; undefined if it, or the one that contains it, is removed. */
export function standingAt(draft: Draft, keys: Keys): JsonObject | undefined {
  const current = currentTask(draft);
  for (const [index, key] of keys.entries()) {
    if (typeof key === 'number' && isRemoved(valueAt(current, keys.slice(0, index + 1)))) return undefined;
  }
  return objectOrNone(valueAt(current, keys));
}
