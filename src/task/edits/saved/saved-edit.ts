/** Edits as drafts, plans and the history save them. */
import type { Json, JsonObject } from '../../../json/json.ts';
import { isObject } from '../../../json/json.ts';
import { fieldsOf, type ObjectName, objectAt } from '../../fields/catalogue.ts';
import { memoizeWeak } from '../../memoize-weak.ts';
import { namedPath } from '../../paths/canonical-path.ts';
import { identityValue, placeholderName, positionsWith } from '../../paths/identity.ts';
import { valueAt } from '../../paths/path.ts';
import type { Keys } from '../correspondence.ts';
import { baseWithAdditions, changesOf, currentTask, type Draft } from '../draft.ts';
import { hasIds, identityKeys, identityReader } from '../element-identity.ts';

/** One saved edit: a field and its value, an added element, or a removed one; and the values that it was based on. */
export interface SavedEdit {
  readonly path: string;
  /**
   * The path with names in place of IDs, which another task doesn't share and SMS may assign again. Absent if it is the
   * same; null if an element has no name of its own.
   */
  readonly byName?: string | null;
  /** Values that identify each existing element on the path. Absent if there isn't one. */
  readonly elements?: readonly ElementTrace[];
  /**
   * The names of the other elements in each list on the path whose elements have IDs, by ID, the outermost list first:
   * SMS may assign an ID to another element later.
   */
  readonly siblings?: readonly Readonly<Record<string, string>>[];
  readonly kind: 'set' | 'add' | 'remove';
  /** The value of a set field; of an added element, its known content. */
  readonly value: Json;
  /** Absent if SMS didn't return a value. */
  readonly before?: Json;
  /** True if SMS itself had the value there. */
  readonly restores?: true;
}

/** Evidence of which element a saved path means. */
export interface ElementTrace {
  /** The place in its list, from 0, and the length of the list. */
  readonly place: number;
  readonly of: number;
  /** The element's own values, without lists. */
  readonly values: JsonObject;
  /** Elements of the list that no name tells from this one. */
  readonly twins?: readonly { readonly place: number; readonly values: JsonObject }[];
}

/** Returns the edits of a draft in the form in which files save them. */
export const toSavedEdits = memoizeWeak((draft: Draft): readonly SavedEdit[] => {
  const now = currentTask(draft);
  const outline = baseWithAdditions(draft);
  return changesOf(draft).map(({ kind, path, keys, before, after, restores }) => {
    const named = namedPath(outline, keys);
    return {
      path,
      ...(named === path ? {} : { byName: named ?? null }),
      ...tracesOf(outline, keys),
      ...siblingsOf(draft.base, keys),
      kind,
      value: kind === 'set' ? after : kind === 'add' ? ((valueAt(now, keys) as Json) ?? null) : null,
      ...(before === undefined ? {} : { before }),
      ...(restores ? { restores } : {}),
    };
  });
});

/** Siblings in longer lists aren't saved: real tasks have far fewer disks. */
const MAX_SIBLINGS = 200;

function siblingsOf(base: JsonObject, keys: Keys): { siblings?: Record<string, string>[] } {
  const siblings = keys.flatMap((place, depth): Record<string, string>[] => {
    const object = objectAt(keys.slice(0, depth));
    if (typeof place !== 'number' || !object || !hasIds(object)) return [];
    const list = valueAt(base, keys.slice(0, depth));
    if (!Array.isArray(list) || list.length > MAX_SIBLINGS) return [];
    const others = list.filter((element, at): element is JsonObject => at !== place && isObject(element));
    const named = others.map((other) => [identityValue(other, 'id'), identityValue(other, 'name')] as const);
    return [
      Object.fromEntries(
        named.filter((one): one is [string, string] => one[0] !== undefined && one[1] !== undefined),
      ),
    ];
  });
  return siblings.some((one) => Object.keys(one).length > 0) ? { siblings } : {};
}

function tracesOf(outline: JsonObject, keys: Keys): { elements?: ElementTrace[] } {
  const elements = keys.flatMap((place, depth): ElementTrace[] => {
    if (typeof place !== 'number') return [];
    const element = valueAt(outline, keys.slice(0, depth + 1));
    if (!isObject(element) || placeholderName(element) !== undefined) return [];
    const list = valueAt(outline, keys.slice(0, depth)) as Json[];
    const object = objectAt(keys.slice(0, depth));
    const trace = { place, of: countExisting(list), values: scalarsOf(object, element) };
    const twins = object ? twinsOf(object, list, place) : [];
    if (twins.length === 0) return [trace];
    const values = (at: number) => scalarsOf(object, list[at] as JsonObject);
    return [
      { ...trace, twins: twins.slice(0, MAX_SIBLINGS).map((at) => ({ place: at, values: values(at) })) },
    ];
  });
  return elements.length ? { elements } : {};
}

/** Returns how many elements SMS has; those that a draft adds stand behind them. */
const countExisting = memoizeWeak(
  (list: readonly Json[]) => list.filter((one) => placeholderName(one) === undefined).length,
);

/** Returns the positions of the other elements that SMS has with the same ID and name, or also without. */
function twinsOf(object: ObjectName, list: readonly Json[], place: number): number[] {
  const { id, name } = identityKeys(object, false) ?? {};
  const read = identityReader(object, false);
  const own = read(list[place]);
  let candidates: Iterable<number> = list.keys();
  if (id && own.id !== undefined) candidates = positionsWith(id, list, own.id);
  else if (name && own.name !== undefined) candidates = positionsWith(name, list, own.name);
  return [...candidates].filter((at) => {
    const other = list[at];
    if (at === place || !isObject(other) || placeholderName(other) !== undefined) return false;
    const found = read(other);
    return found.id === own.id && found.name === own.name;
  });
}

function scalarsOf(object: ObjectName | undefined, element: JsonObject): JsonObject {
  const names = object ? fieldsOf(object).filter(({ of }) => !of) : [];
  return Object.fromEntries(
    names.flatMap(({ name }) => (element[name] === undefined ? [] : [[name, element[name]]])),
  ) as JsonObject;
}
