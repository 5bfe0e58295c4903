/** What the reference page says about the update body, as data of the simulator's own, and a check against it. */
import facts from './facts.json' with { type: 'json' };

interface Fact {
  name: string;
  required: boolean;
  type: string;
  min?: number | string;
  max?: number | string;
  minItems?: number;
  maxItems?: number;
  enum?: string[];
}

const OBJECTS = facts as unknown as Record<string, Fact[]>;

/** A document as the simulator keeps it: numbers are LosslessNumber, everything else plain. */
export type Doc = { [key: string]: unknown };

const isNumber = (value: unknown): value is { value: string } =>
  typeof value === 'object' &&
  value !== null &&
  (value as { isLosslessNumber?: true }).isLosslessNumber === true;
const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumber(value);

/**
 * What is wrong with an update body, as `path: reason`; undefined where the service takes it. A value equal
 * to the one the service itself gave out is always taken back.
 */
export function faultIn(body: unknown, known: Doc): string | undefined {
  return isDoc(body) ? faultInObject('PutTaskReq', body, known, '') : 'body: not an object';
}

function faultInObject(name: string, body: Doc, known: unknown, at: string): string | undefined {
  const fields = OBJECTS[name] ?? [];
  for (const [key, value] of Object.entries(body)) {
    const fact = fields.find((field) => field.name === key);
    if (!fact) return `${at}${key}: unknown field`;
    const before = isDoc(known) ? known[key] : undefined;
    const fault = faultInValue(fact, value, before, `${at}${key}`);
    if (fault) return fault;
  }
  const missing = fields.find((field) => field.required && !Object.hasOwn(body, field.name));
  return missing ? `${at}${missing.name}: required` : undefined;
}

function faultInValue(fact: Fact, value: unknown, before: unknown, at: string): string | undefined {
  const array = /^Array of (\w+) objects$/.exec(fact.type);
  const object = /^(\w+) object$/.exec(fact.type);
  if (array) {
    if (!Array.isArray(value)) return `${at}: not an array`;
    if (value.length > Number(fact.maxItems)) return `${at}: more than ${fact.maxItems} entries`;
    for (const [index, element] of value.entries()) {
      if (!isDoc(element)) return `${at}[${index}]: not an object`;
      const fault = faultInObject(
        array[1] as string,
        element,
        elementLike(element, before),
        `${at}[${index}].`,
      );
      if (fault) return fault;
    }
    return undefined;
  }
  if (object)
    return isDoc(value)
      ? faultInObject(object[1] as string, value, before, `${at}.`)
      : `${at}: not an object`;
  if (String(value) === String(before) && typeof value === typeof before) return undefined;
  return faultInScalar(fact, value, at);
}

const indexes = new WeakMap<readonly unknown[], Map<string, Map<string, Doc>>>();

/** The elements of a list by the text of a key, the first of each; made once, as documents never change in place. */
function byKey(list: readonly unknown[], key: string): Map<string, Doc> {
  const known = indexes.get(list) ?? new Map<string, Map<string, Doc>>();
  indexes.set(list, known);
  let index = known.get(key);
  if (!index) {
    index = new Map();
    for (const element of list) {
      const name = isDoc(element) ? String(element[key]) : '';
      if (isDoc(element) && !index.has(name)) index.set(name, element);
    }
    known.set(key, index);
  }
  return index;
}

/** The element the service gave out that this one came from: by id, else by name. */
function elementLike(element: Doc, before: unknown): unknown {
  if (!Array.isArray(before)) return undefined;
  const same = (key: string) =>
    element[key] == null ? undefined : byKey(before, key).get(String(element[key]));
  return same('id') ?? same('name');
}

function faultInScalar(fact: Fact, value: unknown, at: string): string | undefined {
  const { min, max } = fact;
  if (value === null) return undefined;
  if (fact.type === 'Boolean') return typeof value === 'boolean' ? undefined : `${at}: not a boolean`;
  if (fact.type === 'String') {
    if (typeof value !== 'string') return `${at}: not a string`;
    if (fact.enum && !fact.enum.includes(value)) return `${at}: not one of ${fact.enum.join(', ')}`;
    const length = [...value].length;
    return length < Number(min ?? 0) || length > Number(max ?? 1e9) ? `${at}: length ${length}` : undefined;
  }
  if (!isNumber(value) || !/^-?\d+$/.test(value.value)) return `${at}: not an integer`;
  const number = BigInt(value.value);
  return number < BigInt(min ?? 0) || number > BigInt(max ?? 0) ? `${at}: outside ${min}–${max}` : undefined;
}
