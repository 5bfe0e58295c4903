/** Widths and letters that are told without the tables of packages and system are the same that those tell. */
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { certainWidth, segmenterFor } from '../../../src/terminal/letters.ts';
import textWidth from '../../../src/terminal/widths.ts';

const LETTERS = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code + 1));
const CERTAIN = LETTERS.filter((letter) => certainWidth(letter) !== undefined);
const segments = (text: string) => Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);

const anything = fc.string({ unit: 'binary', maxLength: 30 });
const certain = fc.string({ unit: fc.constantFrom(...CERTAIN), maxLength: 30 });
const styled = fc
  .array(fc.oneof(anything, certain, fc.constantFrom('\x1b[1m', '\x1b[22m', '\x1b[;31m', '✓', '任', 'é')))
  .map((parts) => parts.join(''));

describe('letters that are certain', () => {
  test('are many, and each is as wide as string-width has it', () => {
    expect(CERTAIN.length).toBeGreaterThan(39_000);
    expect(CERTAIN.filter((letter) => certainWidth(letter) !== stringWidth(letter))).toEqual([]);
  });

  test('never join: each is a letter of its own beside any other', () => {
    const joined = (left: string, right: string) => segments(left + right).length !== 2;
    // All of them in a row, and each beside what joins most.
    expect(segments(CERTAIN.join(''))).toEqual(CERTAIN);
    expect(
      CERTAIN.filter((letter) => joined('가', letter) || joined(letter, '가') || joined('©', letter)),
    ).toEqual([]);
  });
});

describe('any text', () => {
  test.each([
    ['of any letters', anything],
    ['of certain letters', certain],
    ['with colours', styled],
  ])('%s is as wide as string-width has it', (_name, texts) => {
    fc.assert(
      fc.property(texts, fc.boolean(), fc.boolean(), (text, countAnsiEscapeCodes, ambiguousIsNarrow) => {
        const options = { countAnsiEscapeCodes, ambiguousIsNarrow };
        expect(textWidth(text, options)).toBe(stringWidth(text, options));
        expect(textWidth(text)).toBe(stringWidth(text));
      }),
      { numRuns: 1500 },
    );
  });

  test('is taken apart as the system does it', () => {
    const ours = segmenterFor(() => new Intl.Segmenter());
    fc.assert(
      fc.property(fc.oneof(anything, certain, styled), (text) => {
        const told = Array.from(ours.segment(text), ({ segment, index }) => ({ segment, index }));
        const known = Array.from(new Intl.Segmenter().segment(text), ({ segment, index }) => ({
          segment,
          index,
        }));
        expect(told).toEqual(known);
      }),
      { numRuns: 1500 },
    );
  });

  test('of plain letters never asks the system', () => {
    const ours = segmenterFor(() => {
      throw new Error('asked');
    });
    expect(Array.from(ours.segment('\x1b[1mName\x1b[22m ▸ 任务 ✓\n'))).toHaveLength(21);
    expect(() => Array.from(ours.segment('e\u0301'))).toThrow('asked');
  });
});
