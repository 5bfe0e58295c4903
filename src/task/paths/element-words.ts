/** Continuations of a path by what a task has: its elements, and their fields. Completion offers them. */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { UsageError } from '../errors.ts';
import { fieldsOf, type ObjectName } from '../fields/catalogue.ts';
import { IDENTITY, identityValue } from './identity.ts';
import { resolveField, selectorsFor, tryLocate, valueAt } from './path.ts';

/** A word to offer, and what else is known of it: the other name of an element. */
export interface Word {
  readonly word: string;
  readonly about: string;
}

/** The most words at once. More are found by typing on. */
const MAX_WORDS = 1000;

/** Copies what names the elements of a document, and nothing else of it. */
export function namesIn(element: Json, object: ObjectName = 'PutTaskReq'): JsonObject {
  const names: JsonObject = {};
  if (!isObject(element)) return names;
  for (const key of IDENTITY[object] ?? []) {
    const name = identityValue(element, key);
    if (name !== undefined) names[key] = name;
  }
  for (const { name, of, type } of fieldsOf(object)) {
    const value = element[name];
    if (!of || value === undefined || value === null) continue;
    if (type !== 'array') names[name] = namesIn(value, of);
    else if (Array.isArray(value)) names[name] = value.map((inner) => namesIn(inner, of));
  }
  return names;
}

/** The steps of a path that are complete, each with its dot. */
const STEPS = /^(?:[A-Za-z_]\w*(?:\[(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\]]*)\])?\.)*/;
/** A step that isn't: the beginning of a name, or a name and the beginning of a selector. */
const RESTS = /^([A-Za-z_]\w*)?(\[(?:"(?:[^"\\]|\\.)*(?:"|\\)?|'[^']*'?|[^\]"']*)\]?)?$/s;

interface Typed {
  readonly steps: string;
  /** The beginning of the name of a field; may be empty. */
  readonly name: string;
  readonly isOpen: boolean;
}

function split(typed: string): Typed | undefined {
  const [steps = ''] = STEPS.exec(typed) ?? [];
  const rest = RESTS.exec(typed.slice(steps.length));
  return rest ? { steps, name: rest[1] ?? '', isOpen: rest[2] !== undefined } : undefined;
}

const listsAt = (object: ObjectName, { name, isOpen }: Typed) =>
  fieldsOf(object).filter(
    (field) => field.type === 'array' && (isOpen ? field.name === name : field.name.startsWith(name)),
  );

/**
 * Returns whether a path that is being typed may go on with what the task itself has, and whether with its rate windows;
 * undefined if it can't.
 */
export function elementsWanted(typed: string): { readonly windows: boolean } | undefined {
  const parts = split(typed);
  const object = parts && objectOf(parts.steps);
  if (!object || typed === '') return undefined;
  const lists = listsAt(object, parts);
  if (lists.length === 0 && !parts.steps.includes('[')) return undefined;
  return { windows: parts.steps.startsWith('rate_windows[') || lists.some(({ isApart }) => isApart) };
}

/** Returns the object that complete steps lead to, in any task; undefined if they lead to none. */
function objectOf(steps: string): ObjectName | undefined {
  if (steps === '') return 'PutTaskReq';
  try {
    const { field, element } = resolveField(steps.slice(0, -1));
    return field.type === 'array' && !element ? undefined : field.of;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** The purpose of a path: to set a field, or to unset one or remove an element. */
export type PathUse = 'set' | 'unset';

/**
 * Returns the words that continue a path by one step: elements of the lists that it may mean, and inside of an element
 * the fields. None is what `locate` would refuse.
 */
export function elementWords(document: JsonObject, typed: string, use: PathUse): Word[] {
  const parts = split(typed);
  const place = parts && placeOf(document, parts.steps);
  if (!place) return [];
  const { object, value } = place;
  const words: Word[] = [];
  const offer = (word: string, about = '') => {
    if (word.startsWith(typed) && words.length < MAX_WORDS) words.push({ word, about });
  };
  if (parts.steps.includes('[')) {
    for (const { name, of, required } of fieldsOf(object))
      if (!of && !(required && use === 'unset')) offer(`${parts.steps}${name}${use === 'set' ? '=' : ''}`);
  }
  for (const { name, of } of listsAt(object, parts)) {
    const list = value[name];
    const elements: Json[] = Array.isArray(list) ? list : [];
    for (const at of elements.keys()) {
      const selectors = selectorsFor(of as ObjectName, elements, at);
      selectors.forEach((selector, index) => {
        const path = `${parts.steps}${name}${selector}`;
        const about = selectors[index === 0 ? 1 : 0] ?? '';
        if (use === 'unset') offer(path, about);
        offer(`${path}.`, about);
      });
    }
  }
  return words;
}

/** Returns the object that complete steps lead to, and its value; undefined if the task has none there. */
function placeOf(document: JsonObject, steps: string) {
  const object = objectOf(steps);
  const found = steps === '' ? { keys: [] } : tryLocate(document, steps.slice(0, -1));
  if (!object || !found) return undefined;
  const value = valueAt(document, found.keys);
  return { object, value: isObject(value) ? value : {} };
}
