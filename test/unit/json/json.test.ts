import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asInteger, fromInteger, readJson, sameJson, writeJson } from '../../../src/json/json.ts';
import { payloadText, TASKS } from '../../support/fixtures.ts';

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
