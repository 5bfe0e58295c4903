/** Texts that servers should not send: escape sequences, controls, reordering, stacks of marks, endless lines. */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/json/json.ts';
import { task } from './arbitrary.ts';

const PIECES = [
  '\x1b[2J\x1b[H',
  '\x1b]0;owned\x07',
  '\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\',
  '\x1b]52;c;AAAA\x07',
  '\x1bP$q"p\x1b\\',
  '\x1b_apc\x1b\\',
  '\x1b[?1049l',
  '\x1b[31m',
  '\x1bc',
  '\x9b2J',
  '\x9d0;c1\x9c',
  '\x90q\x9c',
  '\x07\x08\x0b\x0c\x0e\x0f',
  '\r',
  '\n',
  '\r\n',
  '\t',
  '\0',
  '\x7f',
  '\u202egnp.exe',
  '\u2066\u2067\u2068\u2069',
  '\u200b\u200c\u200d\u2060\ufeff',
  `z${'\u0301\u0489'.repeat(40)}`,
  'e\u0301',
  '👩‍👩‍👧‍👦',
  '🇨🇳🇨',
  '\ud800',
  '\udfff',
  '任务一',
  'ﷺ',
  '\u2028\u2029',
  '\u{e0041}\u{e007f}',
  'a'.repeat(5000),
  '任'.repeat(3000),
  'name',
  '%s %n {0}',
  '\\u001b[2J',
];

export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 6 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pieces) => pieces.join(''));

/** Keys whose values decide what a document is, not what it says. */
const KEPT = new Set(['id', 'error_json']);

/** A whole task in which every third text is hostile, and some keys are. */
export const hostileTask: fc.Arbitrary<JsonObject> = fc
  .tuple(task, fc.array(hostileText, { minLength: 6, maxLength: 12 }), hostileText)
  .map(([document, texts, key]) => {
    let at = 0;
    const next = () => texts[at++ % texts.length] as string;
    const poisoned = (value: Json): Json => {
      if (typeof value === 'string') return at++ % 3 === 0 ? next() : value;
      if (Array.isArray(value)) return value.map(poisoned);
      if (value === null || typeof value !== 'object' || 'isLosslessNumber' in value) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, KEPT.has(name) ? inner : poisoned(inner)]),
      ) as JsonObject;
    };
    const server = { id: 'source-1', name: next(), ip: next(), state: next(), os_type: next() };
    return {
      ...(poisoned(document) as JsonObject),
      name: next(),
      os_type: next(),
      state: next(),
      source_server: server,
      [key]: next(),
    };
  });

/** What would act on a terminal, or reorder or hide letters on it. */
export const ACTIVE =
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]|\p{Surrogate}|\p{M}{3}/u;
