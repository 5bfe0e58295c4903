import fc from 'fast-check';
import { LosslessNumber, parse, stringify } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import { asInteger, fromInteger, type Json, readJson, sameJson, writeJson } from '../../../src/json/json.ts';
import { payloadText, TASKS } from '../../support/fixtures.ts';
import { largeTask } from '../../support/large.ts';

const compact = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (part) => (part.startsWith('"') ? part : ''));

test('what is read is what is written, byte for byte', () => {
  for (const name of TASKS) expect(writeJson(readJson(payloadText(name)))).toBe(compact(payloadText(name)));
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
  expect(writeJson(readJson(`{"n":${text}}`))).toBe(`{"n":${text}}`);
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
      expect(writeJson(readJson(text))).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('integers are found whichever way the server wrote them', () => {
  expect(['5', 5, 5n].map((value) => asInteger(value))).toEqual([5n, 5n, 5n]);
  expect([null, '', 'x', 1.5, true, undefined, '05'].map((value) => asInteger(value))).toEqual(
    Array(7).fill(undefined),
  );
  expect([fromInteger(5n), fromInteger(1n << 60n)]).toEqual([5, 1n << 60n]);
});

test('equality looks at values, not at the order of keys', () => {
  expect(sameJson(readJson('{"a":[1,{"b":0.0}],"c":null}'), readJson('{"c":null,"a":[1,{"b":0.0}]}'))).toBe(
    true,
  );
  expect(sameJson(readJson('{"a":1}'), readJson('{"a":1,"b":null}'))).toBe(false);
  expect(sameJson(readJson('[1]'), readJson('{"0":1}'))).toBe(false);
});

/** What lossless-json, reading every number by itself, makes of a text: the judge of the faster way. */
function judged(text: string): unknown {
  return parse(text, null, {
    onDuplicateKey: ({ newValue }) => newValue,
    parseNumber: (number) => {
      if (String(Number(number)) === number) return Number(number);
      return /^-?\d+$/.test(number) && number !== '-0' ? BigInt(number) : new LosslessNumber(number);
    },
  });
}

/** A document with everything that equality might overlook: kinds of numbers, order and owner of keys. */
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
      const read = readJson(json);
      expect(dump(read)).toEqual(dump(judged(json)));
      expect(writeJson(read)).toBe(stringify(judged(json)));
      expect(writeJson(read, 2)).toBe(stringify(judged(json), null, 2));
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
      if (isJson) expect(dump(readJson(changed))).toEqual(dump(judged(changed)));
      else expect(() => readJson(changed)).toThrow(SyntaxError);
    });
    fc.assert(holds, { numRuns: 5000 });
  });

  test('reads large tasks as they are', () => {
    const json = largeTask('23 disks', 2000);
    expect(dump(readJson(json))).toEqual(dump(judged(json)));
    expect(writeJson(readJson(json))).toBe(json);
  });

  test('refuses what is nested beyond reason, and says so', () => {
    expect(() => readJson('['.repeat(100_000) + ']'.repeat(100_000))).toThrow(/500 levels/);
    const deep = `${'['.repeat(400)}0.0${']'.repeat(400)}`;
    expect(writeJson(readJson(deep))).toBe(deep);
  });

  test('writes strings that look like its own marks', () => {
    const odd: Json = ['\u00000.0', { '\u0000\u00001': 2n ** 64n, '\u00001': ['\u0000\u0000\u0000'] }];
    expect(writeJson(odd)).toBe(stringify(odd));
    expect(dump(readJson(writeJson(odd)))).toEqual(dump(odd));
  });
});
