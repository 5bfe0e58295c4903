/**
 * PATHs as people type them: the API's own names, and inside `[…]` the ID, else the name (or MAC) of an element:
 * `target_server.disks[88008].size`. Elements that nothing tells apart are `[#1]`, `[#2]` ….
 */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { AmbiguousError, UsageError } from '../errors.ts';
import { type Field, fieldOf, fieldsOf, type ObjectName } from '../fields/catalogue.ts';
import { IDENTITY, identityValue, matchSelector, placeholderName, selectorOf } from './identity.ts';
import { suggestPath } from './suggest-path.ts';

/** One step of a path: a key, and the text in brackets if there is one. */
export interface Segment {
  readonly key: string;
  readonly selector?: { readonly text: string; readonly quoted: boolean };
}

/** The place in one document that a path leads to. */
export interface Location {
  /** The canonical path: every element by its shortest sure selector. */
  readonly path: string;
  readonly field: Field;
  /** Keys and array positions from the top of the document. */
  readonly keys: readonly (string | number)[];
  /** True if the path ends at one element of the field's array. */
  readonly element: boolean;
}

/** The selector of a new element: `+1`. */
const NEW = /^\+\d+$/;
const SEGMENT = /^([A-Za-z_]\w*)(?:\[(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\]]*))\])?(?:\.|$)/;

/** Splits a path into its steps, whatever the document. Throws UsageError for bad syntax. */
export function parsePath(path: string): Segment[] {
  const found: Segment[] = [];
  let rest = path;
  while (rest !== '' || found.length === 0) {
    const match = SEGMENT.exec(rest);
    if (!match) throw new UsageError(text().path.syntax(path, rest));
    const [whole, key, double, single, bare] = match as unknown as (string | undefined)[];
    const quoted = double?.replace(/\\(.)/g, '$1') ?? single;
    const selector = quoted ?? bare?.trim();
    found.push({
      key: key as string,
      ...(selector === undefined ? {} : { selector: { text: selector, quoted: quoted !== undefined } }),
    });
    rest = rest.slice((whole as string).length);
    if (rest === '' && (whole as string).endsWith('.')) throw new UsageError(text().path.syntax(path, '.'));
  }
  return found;
}

const SELECTORS = /\[(?:"(?:[^"\\]|\\.)*"|'[^']*'|([^\]]*))\]/gs;

/** Returns the paths of the elements on a path, each up to its selector. */
export const elementPrefixes = (path: string): string[] =>
  [...path.matchAll(SELECTORS)].map(({ 0: step, index }) => path.slice(0, index) + step);

/** Returns true for the selector of a new element, `[+1]`; in quotes it is a name like any other. */
export const isNewSelector = ({ selector }: Segment): boolean =>
  selector !== undefined && !selector.quoted && NEW.test(selector.text);

/** Returns the paths of the new elements on a path: up to each `[+1]`. In quotes it is a name like any other. */
export function newElementPrefixes(path: string): string[] {
  return [...path.matchAll(SELECTORS)]
    .filter(([, bare]) => bare !== undefined && NEW.test(bare.trim()))
    .map(({ 0: step, index }) => path.slice(0, index) + step);
}

/** Returns true for the path of an element that a draft adds (`[+1]`), and of anything inside one. */
export const isInNewElement = (path: string): boolean => newElementPrefixes(path).length > 0;

/** Writes a selector that parses back to the same text: bare if possible, otherwise in quotes. */
export function writeSelector(selector: string): string {
  const bare = selector !== '' && !/[\]"'\\]|^#|^\s|\s$/.test(selector) && !NEW.test(selector);
  return bare ? `[${selector}]` : `["${selector.replace(/[\\"]/g, '\\$&')}"]`;
}

/** Returns the canonical step into one element of an array. */
export function selectorFor(object: ObjectName, elements: readonly Json[], position: number): string {
  const added = placeholderName(elements[position]);
  if (added !== undefined) return `[${added}]`;
  const selector = selectorOf(object, elements, position);
  return selector === undefined ? `[#${position + 1}]` : writeSelector(selector);
}

/** Returns all steps into one element of an array that mean it alone, the canonical one first. */
export function selectorsFor(object: ObjectName, elements: readonly Json[], position: number): string[] {
  const others = (IDENTITY[object] ?? []).flatMap((key) => {
    const name = identityValue(elements[position], key);
    const found = name === undefined ? [] : matchSelector(object, elements, name);
    return name !== undefined && found.length === 1 && found[0] === position ? [writeSelector(name)] : [];
  });
  return [...new Set([selectorFor(object, elements, position), ...others])];
}

function choose(
  path: string,
  field: Field,
  elements: readonly Json[],
  selector: NonNullable<Segment['selector']>,
): number {
  const object = field.of as ObjectName;
  const byPosition = selector.quoted ? null : /^#(\d+)$/.exec(selector.text);
  if (byPosition) {
    const position = Number(byPosition[1]) - 1;
    if (position >= 0 && position < elements.length) return position;
  }
  const found = matchSelector(object, elements, selector.text, !selector.quoted);
  if (found.length === 1) return found[0] as number;
  const candidates = (found.length ? found : elements.map((_, position) => position)).slice(0, 24);
  const names = candidates.map((position) => describe(object, elements, position));
  if (found.length) throw new AmbiguousError(text().path.ambiguous(path, selector.text, names));
  throw new UsageError(text().path.noElement(path, field.name, selector.text, names));
}

function describe(object: ObjectName, elements: readonly Json[], position: number): string {
  const element = elements[position];
  const step = selectorFor(object, elements, position);
  const names = (IDENTITY[object] ?? []).map((key) => (isObject(element) ? element[key] : undefined));
  const others = names.filter((name) => name != null && name !== '' && !step.includes(String(name)));
  return others.length ? `${step} (${others.join(', ')})` : step;
}

interface Step extends Segment {
  readonly field: Field;
  readonly last: boolean;
}

/**
 * Yields the steps of a path with their fields, whatever the document; at least one. Throws UsageError for an unknown
 * step.
 */
function* stepsOf(path: string): Generator<Step, void> {
  let object: ObjectName = 'PutTaskReq';
  const steps = parsePath(path);
  for (const [index, step] of steps.entries()) {
    const { key, selector } = step;
    const field = fieldOf(object, key);
    if (!field) {
      const names = fieldsOf(object).map((known) => known.name);
      throw new UsageError(text().path.noField(path, key, names, suggestPath(path, key, object)));
    }
    if (selector && field.type !== 'array') throw new UsageError(text().path.notAList(path, key));
    const last = index === steps.length - 1;
    yield { ...step, field, last };
    if (last) return;
    if (!field.of) throw new UsageError(text().path.noFieldsInside(path, key));
    if (field.type === 'array' && !selector) throw new UsageError(text().path.needsElement(path, key));
    object = field.of;
  }
}

/**
 * Follows a path through a document. The value itself may be missing (it may be unknown), but every array element on
 * the way must exist. Throws UsageError with the candidates if the path leads nowhere.
 */
export function locate(document: JsonObject, path: string): Location {
  let value: Json | undefined = document;
  let canonical = '';
  const keys: (string | number)[] = [];
  for (const { key, selector, field, last } of stepsOf(path)) {
    canonical += `${canonical && '.'}${key}`;
    keys.push(key);
    value = isObject(value) ? value[key] : undefined;
    if (selector) {
      const elements: Json[] = Array.isArray(value) ? value : [];
      const position = choose(path, field, elements, selector);
      if (!last && !isObject(elements[position])) {
        throw new UsageError(text().path.notAnObject(path, key, String(elements[position])));
      }
      canonical += selectorFor(field.of as ObjectName, elements, position);
      keys.push(position);
      value = elements[position];
    }
    if (last) return { path: canonical, field, keys, element: selector !== undefined };
  }
  throw new UsageError(text().path.syntax(path, ''));
}

/**
 * Returns the field that a path names, whatever the document, and whether the path ends at one element. Throws
 * UsageError.
 */
export function resolveField(path: string): { readonly field: Field; readonly element: boolean } {
  const { field, selector } = [...stepsOf(path)].at(-1) as Step;
  return { field, element: selector !== undefined };
}

/** Returns true for a path itself and for all paths below it. */
export const isUnder = (path: string, element: string): boolean =>
  path === element || path.startsWith(`${element}.`) || path.startsWith(`${element}[`);

/**
 * Returns a path without the names in brackets: two paths of the same field have the same. New elements have no other
 * name.
 */
export const withoutSelectors = (path: string): string =>
  path.replace(SELECTORS, (step, bare?: string) =>
    bare !== undefined && NEW.test(bare.trim()) ? step : '[]',
  );

/** Follows a path through a document as `locate` does, but returns undefined if it leads nowhere. */
export function tryLocate(document: JsonObject, path: string): Location | undefined {
  try {
    return locate(document, path);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Returns the value at keys and positions; undefined if the document doesn't have it. */
export function valueAt(document: JsonObject, keys: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = document;
  for (const key of keys) {
    if (typeof key === 'number') value = Array.isArray(value) ? value[key] : undefined;
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** Returns a field's current value, under the name GET uses for it; undefined if SMS didn't return it. */
export function fieldValue(
  document: JsonObject,
  field: Field,
  keys: readonly (string | number)[],
): Json | undefined {
  const value = valueAt(document, keys);
  if (value !== undefined || !field.readAs) return value;
  return valueAt(document, [...keys.slice(0, -1), field.readAs]);
}

const LAST_SELECTOR = /\[(?:"((?:[^"\\]|\\.)*)"|([^\]]*))\]$/;

/** Splits the path of an element into the path of its list and the selector of the element. */
export function splitSelector(path: string): { list: string; selector: string } {
  const match = LAST_SELECTOR.exec(path);
  const selector = match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2] ?? '';
  return { list: path.slice(0, match?.index ?? path.length), selector };
}
