/** Names and IDs that an undo would give back although another element has them by now. */
import { isObject, type Json, type JsonObject } from '../../../json/json.ts';
import { fieldsOf, type ObjectName } from '../../fields/catalogue.ts';
import { identityValue } from '../../paths/identity.ts';
import { resolveField, valueAt } from '../../paths/path.ts';
import { changesOf, currentTask, type Draft, type Edit, isRemoved } from '../draft.ts';
import { hasIds, identityKeys, identityReader } from '../element-identity.ts';
import { likeness } from '../likeness.ts';

/** Yields the lists and objects in a document, each with its kind and its elements; without what a draft removes. */
function* listsIn(
  document: JsonObject,
  object: ObjectName = 'PutTaskReq',
): Generator<[ObjectName, JsonObject[]]> {
  for (const { name, of } of fieldsOf(object)) {
    const value = document[name];
    if (!of) continue;
    const elements = (Array.isArray(value) ? value : [value])
      .filter(isObject)
      .filter((one) => !isRemoved(one));
    yield [of, elements];
    for (const element of elements) yield* listsIn(element, of);
  }
}

/** Returns the names that several elements of one list have, each with its kind. */
export function sharedNames(document: JsonObject): ReadonlySet<string> {
  const shared = new Set<string>();
  for (const [object, elements] of listsIn(document)) {
    const identityOf = identityReader(object, false);
    const seen = new Set<string>();
    for (const element of elements) {
      const { name } = identityOf(element);
      if (name !== undefined && seen.has(name)) shared.add(`${object} ${name}`);
      if (name !== undefined) seen.add(name);
    }
  }
  return shared;
}

/** Returns the paths of edits that give an element a name which another one of its list has; `allowed` ones aside. */
export function takenNames(draft: Draft, allowed: ReadonlySet<string>): ReadonlySet<string> {
  const current = currentTask(draft);
  const paths = changesOf(draft).flatMap(({ kind, path, keys, field }): string[] => {
    const object = kind === 'set' ? field.object : field.of;
    const own = kind === 'set' ? keys.slice(0, -1) : keys;
    const isNaming = kind === 'add' || (object && field.name === identityKeys(object, false)?.name);
    const list = valueAt(current, own.slice(0, -1));
    if (kind === 'remove' || !object || !isNaming || !Array.isArray(list)) return [];
    const identityOf = identityReader(object, false);
    const { name } = identityOf(valueAt(current, own));
    if (name === undefined || allowed.has(`${object} ${name}`)) return [];
    const isTaken = list.some(
      (other, at) => at !== own.at(-1) && !isRemoved(other) && identityOf(other).name === name,
    );
    return isTaken ? [path] : [];
  });
  return new Set(paths);
}

/** Returns true if an element has all that another one had, IDs and figures aside, and as many elements inside. */
export function hasContent(object: ObjectName, element: JsonObject, wanted: JsonObject): boolean {
  const { different } = likeness(
    object,
    { before: wanted, after: undefined, position: undefined, listLength: undefined },
    element,
    new Set(['id']),
  );
  return different === 0;
}

/** Returns edits whose restored elements lack the IDs that SMS has given to other elements meanwhile. */
export function withoutTakenIds(draft: Draft): Edit[] {
  const others = draft.edits.filter((edit) => !('add' in edit));
  const taken = new Set<string>();
  for (const [object, elements] of listsIn(currentTask({ ...draft, edits: others }))) {
    if (!hasIds(object)) continue;
    for (const element of elements) taken.add(`${object} ${identityValue(element, 'id')}`);
  }
  return draft.edits.map((edit) => {
    if (!('add' in edit) || !edit.content) return edit;
    const object = resolveField(edit.path).field.of as ObjectName;
    return { ...edit, content: stripped(object, edit.content, taken) };
  });
}

function stripped(object: ObjectName, element: JsonObject, taken: ReadonlySet<string>): JsonObject {
  const copy: JsonObject = { ...element };
  if (taken.has(`${object} ${identityValue(element, 'id')}`)) delete copy.id;
  for (const { name, of } of fieldsOf(object)) {
    const inner = copy[name];
    if (of && Array.isArray(inner))
      copy[name] = inner.map((one): Json => (isObject(one) ? stripped(of, one, taken) : one));
  }
  return copy;
}
