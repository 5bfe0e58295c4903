/** Texts that SMS should not send: escape sequences, controls, reordering, stacked marks, endless lines. */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/json/json.ts';
import { task } from './arbitrary.ts';

const range = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at)).join('');

// Colors, positions and modes that we never use ourselves, so that they differ from our own output.
const PIECES = [
  '\x1b[3J\x1b[1717;1919H',
  '\x1b[2J\x1b[1919A\x1b[4h',
  '\x1b[95m\x1b[38;5;123m',
  '\x1b[?1047h\x1b[?47l',
  '\x1b[6n\x1b[c\x1b[>0q',
  '\x1b]0;owned\x07',
  '\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\',
  '\x1b]52;c;AAAA\x07',
  '\x1bP$q"p\x1b\\',
  '\x1b_apc\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\',
  '\x1bc\x1b(0\x1b#8\x1b7',
  '\x1b',
  '\x9b2J',
  '\x9d0;c1\x9c',
  '\x90q\x9c',
  range(0x00, 0x1f),
  range(0x7f, 0x9f),
  '\x07\x08\x0b\x0c\x0e\x0f',
  '\r',
  '\n',
  '\r\n',
  '\t',
  '\u202egnp.exe',
  '\u202a\u202b\u202c\u202d\u200e\u200f\u061c',
  '\u2066\u2067\u2068\u2069',
  '\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u3164\u115f',
  '\ufe0f\u{e0100}\u{e0041}\u{e007f}\u{1d173}',
  `z${'\u0301\u0489'.repeat(40)}`,
  'e\u0301\u20dd',
  '👩‍👩‍👧‍👦',
  '🇨🇳🇨👍🏽⚠️',
  '\ud800',
  '\udfff',
  '任务一',
  'ﷺ',
  'שלום عالم',
  '\u2028\u2029\u0085',
  'a'.repeat(5000),
  '任'.repeat(3000),
  '💾'.repeat(300),
  'name',
  '%s %n {0} $& $1',
  '\\u001b[2J',
];

/** Hostile texts. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 6 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pieces) => pieces.join(''));

/** Entries of the task list full of hostile texts, with a usable ID. */
export const hostileEntry: fc.Arbitrary<JsonObject> = fc
  .tuple(fc.array(hostileText, { minLength: 8, maxLength: 8 }), fc.nat({ max: 10_000 }), fc.boolean())
  .map(([[name, state, os, source, target, step, ip, other], number, named]) => ({
    id: named ? `${String(number).padStart(8, '0')}-7d9a-413e-8b5f-a7307f7d5679` : (other as string),
    name: name as string,
    state: state as string,
    os_type: os as string,
    create_date: other as string,
    sub_tasks: [{ name: step as string, progress: number % 101 }],
    source_server: { name: source as string, ip: ip as string },
    target_server: { name: target as string, ip: other as string },
  }));

/** Tasks in which every third text is hostile, IDs of their parts included, and some keys. */
export const hostileTask: fc.Arbitrary<JsonObject> = fc
  .tuple(task, fc.array(hostileText, { minLength: 6, maxLength: 12 }), hostileText, fc.boolean())
  .map(([document, texts, key, ids]) => {
    // The document keeps its own ID, which identifies it; the IDs of its parts are hostile in half of the documents.
    const kept = new Set(ids ? ['error_json'] : ['id', 'error_json']);
    let at = 0;
    const next = () => texts[at++ % texts.length] as string;
    const poisoned = (value: Json): Json => {
      if (typeof value === 'string') return at++ % 3 === 0 ? next() : value;
      if (Array.isArray(value)) return value.map(poisoned);
      if (value === null || typeof value !== 'object' || 'isLosslessNumber' in value) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, kept.has(name) ? inner : poisoned(inner)]),
      ) as JsonObject;
    };
    const server = { id: 'source-1', name: next(), ip: next(), state: next(), os_type: next() };
    return {
      ...(poisoned(document) as JsonObject),
      id: document.id as string,
      name: next(),
      os_type: next(),
      state: next(),
      source_server: server,
      sub_tasks: [{ name: next(), progress: 50 }],
      [key]: next(),
    };
  });

/** The escape sequences of our own frames: movements, erasing, inserting and deleting rows, colors, modes. */
export const OURS = /\x1b\[(?:\d{0,3}(?:;\d{1,3})?[A-HLM]|[JK]|[;012345]*m|\?(?:25|2004|1049|2026)[hl])/g;

/** Characters that act on a terminal, or reorder or hide text. */
export const ACTIVE =
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}|\p{Default_Ignorable_Code_Point}|\p{M}{3}/u;

/** Returns the first active character in a text with its surroundings; undefined without one. */
export function found(text: string): string | undefined {
  const match = ACTIVE.exec(text);
  return match ? JSON.stringify(text.slice(Math.max(0, match.index - 20), match.index + 20)) : undefined;
}

/** The number of documents of each kind. */
export const RUNS = Number(process.env.SMS_HOSTILE ?? 60);
/** The number of lists; each has up to five entries. */
export const LISTS = Math.ceil(RUNS / 4);
/** The parameters of fast-check: the seed of SMS_SEED, if set. */
export const from = process.env.SMS_SEED ? { seed: Number(process.env.SMS_SEED) } : {};
