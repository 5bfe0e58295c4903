/** From what people type to what the API takes, and from values to what people read. */
import { asInteger, fromInteger, isExactNumber, type Json, writeJson } from '../json/json.ts';
import { text } from '../text/text.ts';
import { type Field, LONG_MAX } from './catalogue.ts';
import { type ProblemCode, problemWith } from './schema.ts';
import { editableSize, formatCount, formatSize, parseSize, type SizeContext } from './units.ts';

export type Parsed = { readonly value: Json } | { readonly problem: string };

const YES = new Set(['true', 'yes', 'y', 'on', '1']);
const NO = new Set(['false', 'no', 'n', 'off', '0']);

/**
 * Reads a typed value for a field: sizes with units, numbers, yes/no, one of the allowed values in any case,
 * or text. The answer is a value that may be sent, or the problem in words.
 */
export function parseValue(field: Field, typed: string, context: SizeContext = {}): Parsed {
  const parsed = read(field, typed, context);
  if ('problem' in parsed) return parsed;
  const code = problemWith(field, parsed.value);
  return code ? { problem: problemText(field, parsed.value, code) } : parsed;
}

function read(field: Field, typed: string, context: SizeContext): Parsed {
  const trimmed = typed.trim();
  const say = text().problem;
  if (field.type === 'string' && !field.values)
    return { value: field.pattern || field.format ? trimmed : typed };
  if (trimmed === '') return { problem: say.missing };
  if (field.values) {
    const value = field.values.find((known) => known.toLowerCase() === trimmed.toLowerCase());
    return value ? { value } : { problem: say.notOneOf(trimmed, field.values) };
  }
  if (field.type === 'boolean') {
    const answer = trimmed.toLowerCase();
    const { yes, no } = text().value;
    if (YES.has(answer) || answer === yes) return { value: true };
    return NO.has(answer) || answer === no ? { value: false } : { problem: say.notYesNo(trimmed) };
  }
  if (field.unit === 'bytes') return readSize(trimmed, context);
  if (!/^[+-]?\d+$/.test(trimmed)) return { problem: say.notANumber(trimmed) };
  return { value: fromInteger(BigInt(trimmed)) };
}

function readSize(typed: string, context: SizeContext): Parsed {
  const size = parseSize(typed, context);
  if ('bytes' in size) return { value: fromInteger(size.bytes) };
  const say = text().problem;
  const problems = {
    not_a_size: say.notASize(typed),
    no_current: say.noCurrent(typed),
    no_used: say.noUsed(typed),
    negative: say.negative(typed),
  };
  return { problem: problems[size.problem] };
}

/** What is wrong with a value, in words: the value and the limit it breaks. */
export function problemText(field: Field, value: Json, code: ProblemCode): string {
  const say = text().problem;
  const typed = Array.isArray(value) ? String(value.length) : String(value);
  const [min, max] = [String(field.min ?? 0n), String(field.max ?? '')];
  const length = typeof value === 'string' ? [...value].length : Number(typed);
  const reasons: Partial<Record<ProblemCode, () => string>> = {
    length: () =>
      Array.isArray(value)
        ? say.tooMany(typed, max)
        : length === 0
          ? say.tooShort(min)
          : say.tooLong(String(length), max),
    range: () =>
      field.max === LONG_MAX && BigInt(typed) > LONG_MAX
        ? say.tooBig(typed)
        : say.outOfRange(typed, min, max),
    pattern: () => say.pattern([...typed].find((letter) => !field.pattern?.test(letter)) ?? typed),
    value: () => say.notOneOf(typed, field.values ?? []),
    format: () => say.format[field.format ?? 'ip'](typed),
    entry: () => say.entryTooLong,
    missing: () => say.missing,
  };
  return reasons[code]?.() ?? say.type;
}

/** The limits of a field in a few words: `0–1000 Mbit/s, 0 = unlimited`. */
export function limitsOf(field: Field): string {
  const say = text().limits;
  if (field.type === 'array') return say.entries(String(field.max));
  if (field.values) return say.oneOf(field.values);
  if (field.type === 'boolean') return say.yesNo;
  if (field.unit === 'bytes') return say.size;
  if (field.unit === 'mbit') return say.rate;
  if (field.type !== 'string') return say.range(String(field.min), String(field.max));
  const length = field.min
    ? say.characters(String(field.min), String(field.max))
    : say.upTo(String(field.max));
  if (field.format) return say.format[field.format];
  if (field.pattern) return say.letters(length, say.taskName);
  return field.separator ? say.parts(length, say.separated(field.separator)) : length;
}

/** A value as people read it. What the server did not return says so; it is never shown as empty or no. */
export function showValue(field: Field | undefined, value: Json | undefined): string {
  const say = text().value;
  if (value === undefined) return say.notReturned;
  if (value === null) return say.notSet;
  if (value === '') return say.empty;
  if (typeof value === 'boolean') return value ? say.yes : say.no;
  if (Array.isArray(value)) return say.elements(value.length);
  const number = asInteger(value);
  if (number !== undefined && field?.unit === 'bytes') return formatSize(number);
  if (number === 0n && field?.unit === 'mbit') return say.unlimited;
  if (number !== undefined && field?.unit === 'mbit') return say.mbit(String(number));
  if (isExactNumber(value)) return value.value;
  return typeof value === 'object' ? writeJson(value) : String(value);
}

/** The text with which an editor of this value starts; `parseValue` reads it back unchanged. */
export function editableValue(field: Field, value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? text().value.yes : text().value.no;
  const number = asInteger(value);
  if (number !== undefined && field.unit === 'bytes') return editableSize(number);
  return typeof value === 'object' ? '' : String(value);
}

/** The exact meaning of a size: `50 GiB = 53,687,091,200 bytes`; undefined for anything else. */
export function exactBytes(field: Field, value: Json | undefined): string | undefined {
  const number = field.unit === 'bytes' ? asInteger(value) : undefined;
  return number === undefined ? undefined : text().value.bytes(formatCount(number));
}

/** The values that are usually wanted, in words: `0 = unlimited`, `100`. None for most fields. */
export const presetsOf = ({ presets = [] }: Field): string[] =>
  presets.map(([value, meaning]) => text().limits.preset(String(value), text().limits.presets[meaning]));

/** When a change of a field takes effect. Source: API facts §3 (documented for clone_server), §5 (inferred). */
export function effectOf({ object, name }: Field): string {
  const say = text().effect;
  if (object === 'CloneServer' || name === 'clone_server') return say.clone;
  return object === 'PutTaskReq' && (name === 'name' || name === 'speed_limit') ? say.anytime : say.stopped;
}
