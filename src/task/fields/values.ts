/** Converts typed text into values of the API, and values into text for people. */
import {
  asInteger,
  isExactNumber,
  type Json,
  narrowInteger,
  parseJson,
  stringifyJson,
} from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { type Field, LONG_MAX } from './catalogue.ts';
import { checkValue, type ProblemCode } from './schema.ts';
import {
  formatCount,
  formatEditableSize,
  formatSize,
  formatSizesApart,
  MIB,
  parseSize,
  type SizeContext,
} from './size-units.ts';
import { normalTime } from './time-of-day.ts';

/** A parsed value, or the problem. `note`: a remark on how the value came about. */
export type Parsed = { readonly value: Json; readonly note?: string } | { readonly problem: string };

const YES = new Set(['true', 'yes', 'y', 'on', '1']);
const NO = new Set(['false', 'no', 'n', 'off', '0']);

/**
 * Parses a typed value for a field: sizes with units, numbers, yes/no, one of the allowed values in any case, or text.
 * Returns a value that may be sent, or the problem in words.
 */
export function parseValue(field: Field, typed: string, context: SizeContext = {}): Parsed {
  const parsed = read(field, typed, context);
  if ('problem' in parsed) return parsed;
  const code = checkValue(field, parsed.value);
  return code ? { problem: describeProblem(field, parsed.value, code) } : parsed;
}

function read(field: Field, typed: string, context: SizeContext): Parsed {
  const trimmed = typed.trim();
  const messages = text().problem;
  if (field.format === 'time') return { value: normalTime(trimmed) ?? trimmed };
  if (field.type === 'string' && !field.values)
    return { value: field.pattern || field.format ? trimmed : typed };
  if (trimmed === '') return { problem: messages.missing };
  if (field.values) {
    const value = field.values.find((known) => known.toLowerCase() === trimmed.toLowerCase());
    return value ? { value } : { problem: messages.notOneOf(trimmed, field.values) };
  }
  if (field.type === 'boolean') {
    const answer = trimmed.toLowerCase();
    const { yes, no } = text().value;
    if (YES.has(answer) || answer === yes) return { value: true };
    return NO.has(answer) || answer === no ? { value: false } : { problem: messages.notYesNo(trimmed) };
  }
  if (field.unit === 'bytes') return readSize(trimmed, context);
  // People type the unit that they read.
  const number = field.unit === 'percent' ? trimmed.replace(/^(\d+(?:\.\d+)?)\s*[%％]$/, '$1') : trimmed;
  if (field.type === 'double' && /^\d+\.\d+$/.test(number)) return { value: parseJson(number) };
  if (!/^[+-]?\d+$/.test(number)) return { problem: messages.notANumber(trimmed) };
  return { value: narrowInteger(BigInt(number)) };
}

function readSize(typed: string, context: SizeContext): Parsed {
  const size = parseSize(typed, context);
  if ('bytes' in size) {
    const value = narrowInteger(size.bytes);
    if (!size.isRounded) return { value };
    return { value, note: text().rules.roundedToMib(`${formatCount(size.bytes / MIB)} MiB`) };
  }
  const messages = text().problem;
  const problems = {
    not_a_size: messages.notASize(typed),
    no_current: messages.noCurrent(typed),
    no_used: messages.noUsed(typed),
    negative: messages.negative(typed),
  };
  return { problem: problems[size.problem] };
}

/** Describes an invalid value and the limit it breaks. */
export function describeProblem(field: Field, value: Json, code: ProblemCode): string {
  const messages = text().problem;
  const typed = Array.isArray(value) ? String(value.length) : String(value);
  const [min, max] = [String(field.min ?? 0n), String(field.max ?? '')];
  const length = typeof value === 'string' ? [...value].length : Number(typed);
  const reasons: Partial<Record<ProblemCode, () => string>> = {
    length: () =>
      Array.isArray(value)
        ? messages.tooMany(typed, max)
        : length === 0
          ? messages.tooShort(min)
          : messages.tooLong(String(length), max),
    range: () =>
      field.max === LONG_MAX && BigInt(typed) > LONG_MAX
        ? messages.tooBig(typed)
        : messages.outOfRange(typed, min, max),
    pattern: () => messages.pattern([...typed].find((letter) => !field.pattern?.test(letter)) ?? typed),
    value: () => messages.notOneOf(typed, field.values ?? []),
    format: () => messages.format[field.format ?? 'ip'](typed),
    entry: () => messages.entryTooLong,
    missing: () => messages.missing,
  };
  return reasons[code]?.() ?? messages.type;
}

/** Describes the limits of a field: `0–1000 Mbit/s, 0 = unlimited`. */
export function describeLimits(field: Field): string {
  const messages = text().limits;
  if (field.type === 'array') return messages.entries(String(field.max));
  if (field.values) return messages.oneOf(field.values);
  if (field.type === 'boolean') return messages.yesNo;
  if (field.unit === 'bytes') return messages.size;
  if (field.unit === 'mbit') return messages.rate;
  if (field.unit === 'percent') return messages.percent(String(field.min), String(field.max));
  if (field.type !== 'string') return messages.range(String(field.min), String(field.max));
  const length = field.min
    ? messages.characters(String(field.min), String(field.max))
    : messages.upTo(String(field.max));
  if (field.format) return messages.format[field.format];
  if (field.pattern) return messages.letters(length, messages.taskName);
  return field.separator ? messages.parts(length, messages.separated(field.separator)) : length;
}

/** Formats a value for people. A value that SMS didn't return is called unknown, never empty or no. */
export function formatValue(field: Field | undefined, value: Json | undefined): string {
  const messages = text().value;
  if (value === undefined) return messages.notReturned;
  if (value === null) return messages.notSet;
  if (value === '') return messages.empty;
  if (typeof value === 'boolean') return value ? messages.yes : messages.no;
  if (Array.isArray(value)) return messages.elements(value.length);
  const number = asInteger(value);
  if (number !== undefined && field?.unit === 'bytes') return formatSize(number);
  if (number === 0n && field?.unit === 'mbit') return messages.unlimited;
  if (number !== undefined && field?.unit === 'mbit') return messages.mbit(String(number));
  if (
    field?.unit === 'percent' &&
    (number !== undefined || isExactNumber(value) || typeof value === 'number')
  )
    return messages.percent(String(value));
  if (isExactNumber(value)) return value.value;
  return typeof value === 'object' ? stringifyJson(value) : String(value);
}

/** Formats values of one field shown side by side; sizes so that different ones read differently. */
export function formatValuesApart<Values extends readonly (Json | undefined)[]>(
  field: Field | undefined,
  ...values: Values
): { -readonly [Index in keyof Values]: string } {
  const sizes = values.map((value) => (field?.unit === 'bytes' ? asInteger(value) : undefined));
  const apart = formatSizesApart(...sizes.filter((size) => size !== undefined))[Symbol.iterator]();
  const formatted = values.map((value, index) =>
    sizes[index] === undefined ? formatValue(field, value) : (apart.next().value as string),
  );
  return formatted as { -readonly [Index in keyof Values]: string };
}

/** Returns the text with which an editor of this value starts; `parseValue` parses it back unchanged. */
export function editableValue(field: Field, value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? text().value.yes : text().value.no;
  const number = asInteger(value);
  if (number !== undefined && field.unit === 'bytes') return formatEditableSize(number);
  return typeof value === 'object' ? '' : String(value);
}

/** Returns a size to the byte: `50 GiB = 53,687,091,200 bytes`; undefined for anything else. */
export function formatExactBytes(field: Field, value: Json | undefined): string | undefined {
  const number = field.unit === 'bytes' ? asInteger(value) : undefined;
  return number === undefined ? undefined : text().value.bytes(formatCount(number));
}

/** Describes the common values of a field: `0 = unlimited`, `100`. Empty for most fields. */
export const describePresets = ({ presets = [] }: Field): string[] =>
  presets.map(([value, meaning]) => text().limits.preset(String(value), text().limits.presets[meaning]));

/**
 * Describes when a change of a field takes effect. Source: docs/api-notes.md#clone-server (documented),
 * docs/api-notes.md#effect-by-state (inferred).
 */
export function describeEffect({ object, name }: Field): string {
  const messages = text().effect;
  if (object === 'CloneServer' || name === 'clone_server') return messages.clone;
  if (object === 'RateWindow' || name === 'rate_windows') return messages.anytime;
  return object === 'PutTaskReq' && (name === 'name' || name === 'speed_limit')
    ? messages.anytime
    : messages.stopped;
}
