/**
 * Builds a draft of saved edits alone, over the part of the task that they describe: the elements on their paths with
 * their names, and the values that the edits were based on. So the functions for drafts also work for saved edits.
 */
import { isObject, type Json, type JsonObject } from '../../../json/json.ts';
import { UsageError } from '../../errors.ts';
import { fieldOf, fieldsOf, type ObjectName } from '../../fields/catalogue.ts';
import { canonicalPath } from '../../paths/canonical-path.ts';
import { IDENTITY, PLACE } from '../../paths/identity.ts';
import {
  isNewSelector,
  newElementPrefixes,
  parsePath,
  resolveField,
  type Segment,
} from '../../paths/path.ts';
import type { Draft, Edit } from '../draft.ts';
import { hasIds, nameKeyOf, plainNameKey } from '../element-identity.ts';
import type { ElementTrace, SavedEdit } from './saved-edit.ts';

/** A draft made of saved edits. */
export interface Sketch {
  readonly draft: Draft;
  /** The saved edit of each path of the draft. */
  readonly sources: ReadonlyMap<string, SavedEdit>;
  /** Edits that name no field of the API, or no element. */
  readonly invalid: readonly SavedEdit[];
}

/** The circumstances of building a sketch. */
export interface SketchOptions {
  /** For another task: elements by name alone, without the values that the edits were based on. */
  readonly betweenTasks?: boolean;
}

/** Builds the draft of saved edits. Edits must stand in the order in which they were saved. */
export function sketch(edits: readonly SavedEdit[], { betweenTasks = false }: SketchOptions = {}): Sketch {
  const base: JsonObject = {};
  const elements = new Map<string, KnownElement>();
  const sources = new Map<string, SavedEdit>();
  const invalid: SavedEdit[] = [];
  const placed: { readonly edit: SavedEdit; readonly place: Place }[] = [];
  for (const edit of edits) {
    try {
      if (!isEdit(edit)) throw new UsageError(edit.path);
      const place = placeOf(edit, base, elements, betweenTasks);
      if (!betweenTasks) fillIn(edit, place);
      placed.push({ edit, place });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      invalid.push(edit);
    }
  }
  const paths = placed.map(({ place }) => canonicalPath(base, place.keys) + place.rest);
  const own = new Set(paths);
  const all = placed.flatMap(({ edit }, index): Edit[] => {
    const path = paths[index] as string;
    sources.set(path, edit);
    return editsOf(edit, path, own);
  });
  return { draft: { base, edits: all, partial: true }, sources, invalid };
}

/** Returns true if a draft can hold a saved edit: a value of a field, a removed element, or a new one. */
function isEdit({ path, kind }: SavedEdit): boolean {
  const { field, element } = resolveField(path);
  if (kind === 'set') return !field.of && !element;
  return element && (kind === 'remove' || newElementPrefixes(path).includes(path));
}

/** Returns the draft edits of a saved edit; for an added element, also its content that no edit of its own sets. */
function editsOf({ kind, value, restores }: SavedEdit, path: string, own: ReadonlySet<string>): Edit[] {
  if (kind === 'remove') return [{ path, remove: true }];
  if (kind === 'set') return [restores ? { path, value, restores } : { path, value }];
  if (!isObject(value)) return [{ path, add: true }];
  if (restores) return [{ path, add: true, content: value }];
  const { element, field } = resolveField(path);
  return element && field.of ? [{ path, add: true }, ...contentEdits(field.of, path, value, own)] : [];
}

function contentEdits(
  object: ObjectName,
  path: string,
  content: JsonObject,
  own: ReadonlySet<string>,
): Edit[] {
  return fieldsOf(object).flatMap((field): Edit[] => {
    const inner = `${path}.${field.name}`;
    const value = content[field.name];
    if (value === undefined || value === null || own.has(inner)) return [];
    if (!field.of) return [{ path: inner, value }];
    if (!Array.isArray(value) || own.has(`${inner}[+1]`)) return [];
    const of = field.of;
    return value.filter(isObject).flatMap((element, index) => {
      const added = `${inner}[+${index + 1}]`;
      return [{ path: added, add: true } as const, ...contentEdits(of, added, element, own)];
    });
  });
}

interface KnownElement {
  readonly element: JsonObject;
  readonly index: number;
  /** True while only its ID and its name are known. */
  isSibling: boolean;
}

interface Place {
  /** Keys of the existing part. */
  readonly keys: readonly (string | number)[];
  /** The rest of the path from the first new element: `[+1].size`. */
  readonly rest: string;
  /** The object that holds the field in the sketch; undefined inside a new element. */
  readonly holder: JsonObject | undefined;
  readonly key: string;
  /** The element at the end of the path. */
  readonly element: JsonObject | undefined;
}

/** Follows the path of an edit through the sketch and creates missing parts. */
function placeOf(
  edit: SavedEdit,
  base: JsonObject,
  elements: Map<string, KnownElement>,
  betweenTasks: boolean,
): Place {
  const steps = parsePath(edit.path);
  const named = edit.byName ? parsePath(edit.byName) : edit.byName === undefined ? steps : undefined;
  const traces = [...(edit.elements ?? [])];
  const siblings = betweenTasks ? [] : [...(edit.siblings ?? [])];
  const keys: (string | number)[] = [];
  let object: ObjectName = 'PutTaskReq';
  let holder: JsonObject = base;
  let at = '';
  for (const [depth, step] of steps.entries()) {
    const last = depth === steps.length - 1;
    const key = step.key;
    keys.push(key);
    at += `.${key}`;
    const field = fieldOf(object, key);
    object = field?.of ?? object;
    if (!step.selector) {
      if (last) return { keys, rest: '', holder, key, element: undefined };
      if (!isObject(holder[key])) holder[key] = {};
      holder = holder[key] as JsonObject;
      continue;
    }
    if (!Array.isArray(holder[key])) holder[key] = [];
    if (isNewSelector(step)) {
      const rest = steps
        .slice(depth + 1)
        .map(({ key: inner, selector }) => `.${inner}${selector ? `[${selector.text}]` : ''}`);
      return {
        keys,
        rest: `[${step.selector.text}]${rest.join('')}`,
        holder: undefined,
        key,
        element: undefined,
      };
    }
    const list = holder[key] as Json[];
    const name = named?.[depth];
    const listAt = at;
    at += `[${step.selector.text}]`;
    let known = elements.get(at);
    if (known?.isSibling) {
      Object.assign(known.element, elementOf(object, step, name, traces[0], betweenTasks));
      known.isSibling = false;
    }
    if (!known) {
      const element = elementOf(object, step, name, traces[0], betweenTasks);
      known = { element, index: list.push(element) - 1, isSibling: false };
      elements.set(at, known);
    }
    addTwins(traces.shift(), list, listAt, elements);
    if (hasIds(object)) addSiblings(siblings.shift(), list, listAt, elements);
    keys.push(known.index);
    if (last) return { keys, rest: '', holder: undefined, key, element: known.element };
    holder = known.element;
  }
  throw new UsageError(edit.path);
}

/** Adds elements to the sketch that no name tells from an edit's element, so that they compete with it. */
function addTwins(
  trace: ElementTrace | undefined,
  list: Json[],
  at: string,
  elements: Map<string, KnownElement>,
): void {
  for (const { place, values } of trace?.twins ?? []) {
    const key = `${at}[#${place + 1}]`;
    if (elements.has(key)) continue;
    const element = { ...values, [PLACE]: [place, trace?.of] } as unknown as JsonObject;
    elements.set(key, { element, index: list.push(element) - 1, isSibling: false });
  }
}

/** Adds the other elements of a list to the sketch, so that an ID that became theirs is recognized as theirs. */
function addSiblings(
  names: Readonly<Record<string, string>> | undefined,
  list: Json[],
  at: string,
  elements: Map<string, KnownElement>,
): void {
  for (const [id, name] of Object.entries(names ?? {})) {
    const key = `${at}[${id}]`;
    if (elements.has(key)) continue;
    const element: JsonObject = { id, name };
    elements.set(key, { element, index: list.push(element) - 1, isSibling: true });
  }
}

/** Returns what a step of a saved path says about its element: its ID, its name, or its place and values. */
function elementOf(
  object: ObjectName,
  step: Segment,
  named: Segment | undefined,
  trace: ElementTrace | undefined,
  betweenTasks: boolean,
): JsonObject {
  const selector = step.selector as NonNullable<Segment['selector']>;
  const name = named?.selector?.text;
  const nameKey = betweenTasks ? plainNameKey(object) : nameKeyOf(object);
  if (betweenTasks) return name === undefined ? {} : { [nameKey]: name };
  if (trace) return { ...trace.values, [PLACE]: [trace.place, trace.of] } as unknown as JsonObject;
  const place = selector.quoted ? undefined : /^#(\d+)$/.exec(selector.text)?.[1];
  if (place !== undefined) return { [PLACE]: [Number(place) - 1] } as unknown as JsonObject;
  const [first = nameKey] = IDENTITY[object] ?? [];
  if (name === undefined) return { [first]: selector.text };
  if (name === selector.text) return { [plainNameKey(object)]: name };
  return { [first]: selector.text, [plainNameKey(object)]: name };
}

/** Adds the values that the edit was based on to the sketch. */
function fillIn({ kind, before }: SavedEdit, { holder, key, element }: Place): void {
  if (before === undefined) return;
  if (kind === 'remove' && element && isObject(before)) Object.assign(element, before);
  if (kind === 'set' && holder) holder[key] = before;
}
