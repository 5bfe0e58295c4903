import fc from 'fast-check';
import { LosslessNumber, parse, stringify } from 'lossless-json';
import { describe, expect, test, vi } from 'vitest';
import {
  asInteger,
  type Json,
  jsonEquals,
  narrowInteger,
  parseJson,
  stringifyJson,
} from '../../../src/json/json.ts';
import { payloadText, TASKS } from '../../support/fixtures.ts';
import { largeTask } from '../../support/large.ts';

const compact = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (part) => (part.startsWith('"') ? part : ''));

test('what is read is what is written, byte for byte', () => {
  for (const name of TASKS)
    expect(stringifyJson(parseJson(payloadText(name)))).toBe(compact(payloadText(name)));
});

test.each([
  '9223372036854775807',
  '-9223372036854775808',
  '0.0',
  '1e400',
  '-0',
  '1E5',
  '0.1000',
  '9007199254740993',
  '12345678901234567890.5',
])('the number %s survives', (text) => {
  expect(stringifyJson(parseJson(`{"n":${text}}`))).toBe(`{"n":${text}}`);
});

test('generated documents survive, numbers of any size included', () => {
  const number = fc.oneof(
    fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
    fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `${a}.${b}0`),
  );
  // Keys that look like array indexes are left out: a JavaScript object puts those first.
  const key = fc.string().filter((text) => !/^\d+$/.test(text));
  const { document } = fc.letrec<{ document: string }>((tie) => ({
    document: fc.oneof(
      { depthSize: 'small' },
      number,
      fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
      fc.constantFrom('true', 'false', 'null'),
      fc.array(tie('document'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
      fc
        .uniqueArray(fc.tuple(key, tie('document')), { maxLength: 4, selector: ([name]) => name })
        .map(
          (entries) => `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`,
        ),
    ),
  }));
  fc.assert(
    fc.property(document, (text) => {
      expect(stringifyJson(parseJson(text))).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('integers are found whichever way the server wrote them', () => {
  expect(['5', 5, 5n].map((value) => asInteger(value))).toEqual([5n, 5n, 5n]);
  const spelled = ['100.0', '4.294967296E10', '1200e-2', '-1.50e1', '0e5'];
  expect(spelled.map((value) => asInteger(value))).toEqual([100n, 42949672960n, 12n, -15n, 0n]);
  expect(spelled.slice(0, 2).map((text) => asInteger(parseJson(text)))).toEqual([100n, 42949672960n]);
  expect(['1.05', '1e-1', '1e999', '1.', '.5'].map((value) => asInteger(value))).toEqual(
    Array(5).fill(undefined),
  );
  expect([null, '', 'x', 1.5, true, undefined, '05'].map((value) => asInteger(value))).toEqual(
    Array(7).fill(undefined),
  );
  expect([narrowInteger(5n), narrowInteger(1n << 60n)]).toEqual([5, 1n << 60n]);
});

test('equality looks at values, not at the order of keys', () => {
  expect(
    jsonEquals(parseJson('{"a":[1,{"b":0.0}],"c":null}'), parseJson('{"c":null,"a":[1,{"b":0.0}]}')),
  ).toBe(true);
  expect(jsonEquals(parseJson('{"a":1}'), parseJson('{"a":1,"b":null}'))).toBe(false);
  expect(jsonEquals(parseJson('[1]'), parseJson('{"0":1}'))).toBe(false);
});

/** Parses a text with lossless-json, which reads every number by itself: the judge of the faster way. */
function judged(text: string): unknown {
  return parse(text, null, {
    onDuplicateKey: ({ newValue }) => newValue,
    parseNumber: (number) => {
      if (String(Number(number)) === number) return Number(number);
      return /^-?\d+$/.test(number) && number !== '-0' ? BigInt(number) : new LosslessNumber(number);
    },
  });
}

/** Returns a document with everything that equality might overlook: kinds of numbers, order and owner of keys. */
function dump(value: unknown): unknown {
  if (value instanceof LosslessNumber) return `exact ${value.value}`;
  if (typeof value === 'bigint') return `bigint ${value}`;
  if (typeof value === 'string') return `string ${value}`;
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 'minus zero' : value;
  if (Array.isArray(value)) return value.map(dump);
  const keys = Object.getOwnPropertyNames(value);
  return [
    Object.getPrototypeOf(value) === Object.prototype,
    keys.map((key) => [key, dump((value as never)[key])]),
  ];
}

describe('reading by JSON.parse', () => {
  const text = fc.oneof(
    fc.constantFrom(
      '"__proto__"',
      '"constructor"',
      '"1"',
      '"a"',
      '"\\u0000"',
      '"\\u0000\\u00001.0"',
      '"\\\\u0000"',
      '"\\\\"',
      '"\\""',
      '"x: 1.0, [-0]"',
      '"任务"',
      '"\\ud800"',
    ),
    fc.string({ maxLength: 6 }).map((string) => JSON.stringify(string)),
  );
  const number = fc.oneof(
    fc.constantFrom('-0', '0', '-1', '1.0', '0.0', '1e400', '-1E-7', '1e21', '0.1', '123456789012345'),
    fc.constantFrom(
      '1234567890123456',
      '9007199254740991',
      '9007199254740993',
      '9223372036854775807',
      '-5e-324',
    ),
    fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  );
  const blank = fc.constantFrom('', '', ' ', '\n\t');
  const { document } = fc.letrec<{ document: string }>((tie) => ({
    document: fc.oneof(
      { depthSize: 'small' },
      number,
      text,
      fc.constantFrom('true', 'false', 'null', '[]', '{}', '["\\u00001.0"]'),
      fc
        .array(fc.tuple(tie('document'), blank), { maxLength: 4 })
        .map((items) => `[${items.map(([item, space]) => space + item).join(',')}]`),
      fc
        .array(fc.tuple(text, blank, tie('document')), { maxLength: 5 })
        .map((entries) => `{${entries.map(([key, space, item]) => `${key}:${space}${item}`).join(',')}}`),
    ),
  }));

  test('finds exactly what reading number by number finds', () => {
    const holds = fc.property(document, (json) => {
      const read = parseJson(json);
      expect(dump(read)).toEqual(dump(judged(json)));
      expect(stringifyJson(read)).toBe(stringify(judged(json)));
      expect(stringifyJson(read, 2)).toBe(stringify(judged(json), null, 2));
    });
    fc.assert(holds, { numRuns: 3000 });
  });

  test('takes no text that is no JSON, and refuses none that is', () => {
    const broken = fc.tuple(
      document,
      fc.nat(),
      fc.constantFrom('', '.', '-', '0', '1', 'e', '"', ',', '[', '\\'),
    );
    const holds = fc.property(broken, ([json, at, put]) => {
      const from = at % (json.length + 1);
      const changed = json.slice(0, from) + put + json.slice(from + (at % 2));
      let isJson = true;
      try {
        JSON.parse(changed);
      } catch {
        isJson = false;
      }
      if (isJson) expect(dump(parseJson(changed))).toEqual(dump(judged(changed)));
      else expect(() => parseJson(changed)).toThrow(SyntaxError);
    });
    fc.assert(holds, { numRuns: 5000 });
  });

  test('reads large tasks as they are', () => {
    const json = largeTask('23 disks', 2000);
    expect(dump(parseJson(json))).toEqual(dump(judged(json)));
    expect(stringifyJson(parseJson(json))).toBe(json);
  });

  test('refuses a document that is nested too deeply, with a message', () => {
    expect(() => parseJson('['.repeat(100_000) + ']'.repeat(100_000))).toThrow(/500 levels/);
    const deep = `${'['.repeat(400)}0.0${']'.repeat(400)}`;
    expect(stringifyJson(parseJson(deep))).toBe(deep);
  });

  test('writes strings that look like its own marks', () => {
    const ambiguous: Json = ['\u00000.0', { '\u0000\u00001': 2n ** 64n, '\u00001': ['\u0000\u0000\u0000'] }];
    expect(stringifyJson(ambiguous)).toBe(stringify(ambiguous));
    expect(dump(parseJson(stringifyJson(ambiguous)))).toEqual(dump(ambiguous));
  });
});

describe('the work of reading', () => {
  /** Counts the texts of more than 100 characters that JSON.parse gets while something is read. */
  const parsedTexts = (json: string): string[] => {
    const parse = vi.spyOn(JSON, 'parse');
    parseJson(json);
    const texts = parse.mock.calls.map(([text]) => text).filter((text) => text.length > 100);
    parse.mockRestore();
    return texts;
  };

  test('parses the text itself, once, whatever numbers are in it', () => {
    const json = largeTask('one disk', 100).replace('"size":', '"load":0.50,"size":');
    expect(parsedTexts(json)).toEqual([json]);
  });

  test('parses a copy if keys are the same around an inexact number, and only then', () => {
    const json = largeTask('one disk', 10);
    const [twice, elsewhere] = [
      json.replace('"migrate_speed":', '"migrate_speed":1.0,"migrate_speed":'),
      json.replace('"file_system":', '"file_system":"","file_system":'),
    ];
    expect(parsedTexts(twice)).toHaveLength(2);
    expect(parsedTexts(elsewhere)).toEqual([elsewhere]);
  });
});

test.each([
  ['{"a":0.0,"a":0}', '{"a":0}'],
  ['{"a":0,"a":0.0}', '{"a":0.0}'],
  ['{"a":[0.0,-0],"a":[0]}', '{"a":[0]}'],
  ['{"a":[0.0],"a":{"0":-0.0}}', '{"a":{"0":-0.0}}'],
  ['{"a":{"0":-0},"a":[-0.0]}', '{"a":[-0.0]}'],
  ['{"a":{"b":1.0},"\\u0061":{"b":1,"c":1.00}}', '{"a":{"b":1,"c":1.00}}'],
  ['{"a":1.0,"a":{},"b":2.0}', '{"a":{},"b":2.0}'],
  ['{"a":{"x":0.0},"__proto__":{"x":0},"__proto__":{"x":-0}}', '{"a":{"x":0.0},"__proto__":{"x":-0}}'],
  ['{"__proto__":{"x":1.0},"a":1,"a":{"__proto__":1.0}}', '{"__proto__":{"x":1.0},"a":{"__proto__":1.0}}'],
  ['{"constructor":{"x":1.0},"a":[1,2.0],"a":1.0}', '{"constructor":{"x":1.0},"a":1.0}'],
])('of keys that are the same the last one counts: %s', (json, written) => {
  expect(stringifyJson(parseJson(json))).toBe(written);
});
