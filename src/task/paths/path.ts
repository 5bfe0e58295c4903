/**
 * PATHs as people type them: the API's own names, and inside `[…]` the id, else the name (or mac) of an
 * element: `target_server.disks[88008].size`. Elements that nothing tells apart are `[#1]`, `[#2]` ….
 */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import { type Field, fieldOf, fieldsOf, type ObjectName } from './catalogue.ts';
import { AmbiguousError, UsageError } from './errors.ts';
import { addedName, IDENTITY, positionsOf, selectorOf } from './identity.ts';

interface Segment {
  readonly key: string;
  readonly selector?: { readonly text: string; readonly quoted: boolean };
}

/** Where a path leads in one document. */
export interface Location {
  /** The canonical path: every element by its shortest sure selector. */
  readonly path: string;
  readonly field: Field;
  /** Keys and array positions from the top of the document. */
  readonly keys: readonly (string | number)[];
  /** True where the path ends at one element of the field's array. */
  readonly element: boolean;
}

/** What a new element goes by. */
const NEW = /^\+\d+$/;
const SEGMENT = /^([A-Za-z_]\w*)(?:\[(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\]]*))\])?(?:\.|$)/;

function segments(path: string): Segment[] {
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

/** The elements on a path, each up to its selector. */
export const elementsOn = (path: string): string[] =>
  [...path.matchAll(SELECTORS)].map(({ 0: step, index }) => path.slice(0, index) + step);

/** The elements on a path that a draft adds: up to each `[+1]`. In quotes that is a name like any other. */
export function addedOn(path: string): string[] {
  return [...path.matchAll(SELECTORS)]
    .filter(([, bare]) => bare !== undefined && NEW.test(bare.trim()))
    .map(({ 0: step, index }) => path.slice(0, index) + step);
}

/** True for the path of an element that a draft adds (`[+1]`), and of anything inside one. */
export const isInAdded = (path: string): boolean => addedOn(path).length > 0;

/** Writes a selector so that it reads back the same: bare where it can be, in quotes where it must. */
export function writeSelector(selector: string): string {
  const bare = selector !== '' && !/[\]"'\\]|^#|^\s|\s$/.test(selector) && !NEW.test(selector);
  return bare ? `[${selector}]` : `["${selector.replace(/[\\"]/g, '\\$&')}"]`;
}

/** The canonical step into one element of an array. */
export function stepInto(object: ObjectName, elements: readonly Json[], position: number): string {
  const added = addedName(elements[position]);
  if (added !== undefined) return `[${added}]`;
  const selector = selectorOf(object, elements, position);
  return selector === undefined ? `[#${position + 1}]` : writeSelector(selector);
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
  const found = positionsOf(object, elements, selector.text, !selector.quoted);
  if (found.length === 1) return found[0] as number;
  const candidates = (found.length ? found : elements.map((_, position) => position)).slice(0, 24);
  const names = candidates.map((position) => describe(object, elements, position));
  if (found.length) throw new AmbiguousError(text().path.ambiguous(path, selector.text, names));
  throw new UsageError(text().path.noElement(path, field.name, selector.text, names));
}

function describe(object: ObjectName, elements: readonly Json[], position: number): string {
  const element = elements[position];
  const step = stepInto(object, elements, position);
  const names = (IDENTITY[object] ?? []).map((key) => (isObject(element) ? element[key] : undefined));
  const others = names.filter((name) => name != null && name !== '' && !step.includes(String(name)));
  return others.length ? `${step} (${others.join(', ')})` : step;
}

interface Step extends Segment {
  readonly field: Field;
  readonly last: boolean;
}

/** The steps of a path with their fields, whatever the document: one at least. Throws UsageError where a step is none. */
function* stepsOf(path: string): Generator<Step, void> {
  let object: ObjectName = 'PutTaskReq';
  const steps = segments(path);
  for (const [index, step] of steps.entries()) {
    const { key, selector } = step;
    const field = fieldOf(object, key);
    if (!field) {
      const names = fieldsOf(object).map((known) => known.name);
      throw new UsageError(text().path.noField(path, key, names));
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
 * Follows a path through a document. The document need not hold the value (it may be unknown), but every
 * array element on the way must be there. Throws UsageError with the candidates where the path leads nowhere.
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
      canonical += stepInto(field.of as ObjectName, elements, position);
      keys.push(position);
      value = elements[position];
    }
    if (last) return { path: canonical, field, keys, element: selector !== undefined };
  }
  throw new UsageError(text().path.syntax(path, ''));
}

/** What a path names, whatever the document: its field, and whether it ends at one element. Throws UsageError. */
export function namedBy(path: string): { readonly field: Field; readonly element: boolean } {
  const { field, selector } = [...stepsOf(path)].at(-1) as Step;
  return { field, element: selector !== undefined };
}

/** True for a path and for all that lies under it. */
export const isUnder = (path: string, element: string): boolean =>
  path === element || path.startsWith(`${element}.`) || path.startsWith(`${element}[`);

/** A path without the names in brackets: two paths of the same field have the same. What is new has no other name. */
export const fieldPath = (path: string): string =>
  path.replace(SELECTORS, (step, bare?: string) =>
    bare !== undefined && NEW.test(bare.trim()) ? step : '[]',
  );

/** The same; undefined where the path leads nowhere. */
export function locationOf(document: JsonObject, path: string): Location | undefined {
  try {
    return locate(document, path);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** The value at keys and positions; undefined where the document does not have it. */
export function valueAt(document: JsonObject, keys: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = document;
  for (const key of keys) {
    if (typeof key === 'number') value = Array.isArray(value) ? value[key] : undefined;
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** A field's current value, under the name GET uses for it; undefined where the server did not return it. */
export function fieldValue(
  document: JsonObject,
  field: Field,
  keys: readonly (string | number)[],
): Json | undefined {
  const value = valueAt(document, keys);
  if (value !== undefined || !field.readAs) return value;
  return valueAt(document, [...keys.slice(0, -1), field.readAs]);
}
