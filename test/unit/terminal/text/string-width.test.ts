/** Widths and letters that are computed without the tables of packages and system are those of the tables. */
import fc from 'fast-check';
import exactStringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { knownWidth, lazySegmenter } from '../../../../src/terminal/text/known-widths.ts';
import stringWidth from '../../../../src/terminal/text/string-width.ts';

const LETTERS = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code + 1));
const CERTAIN = LETTERS.filter((letter) => knownWidth(letter) !== undefined);
const segmenter = new Intl.Segmenter();
const segments = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

const anything = fc.string({ unit: 'binary', maxLength: 30 });
const certain = fc.string({ unit: fc.constantFrom(...CERTAIN), maxLength: 30 });
const styled = fc
  .array(fc.oneof(anything, certain, fc.constantFrom('\x1b[1m', '\x1b[22m', '\x1b[;31m', '✓', '任', 'é')))
  .map((parts) => parts.join(''));

describe('letters that are certain', () => {
  test('are many, and each is as wide as string-width has it', () => {
    expect(CERTAIN.length).toBeGreaterThan(39_000);
    expect(CERTAIN.filter((letter) => knownWidth(letter) !== exactStringWidth(letter))).toEqual([]);
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
        expect(stringWidth(text, options)).toBe(exactStringWidth(text, options));
        expect(stringWidth(text)).toBe(exactStringWidth(text));
      }),
      { numRuns: 1500 },
    );
  });

  test('is segmented as the system does it', () => {
    const ours = lazySegmenter(() => new Intl.Segmenter());
    fc.assert(
      fc.property(fc.oneof(anything, certain, styled), (text) => {
        const split = Array.from(ours.segment(text), ({ segment, index }) => ({ segment, index }));
        const known = Array.from(new Intl.Segmenter().segment(text), ({ segment, index }) => ({
          segment,
          index,
        }));
        expect(split).toEqual(known);
      }),
      { numRuns: 1500 },
    );
  });

  test('of plain letters never asks the system', () => {
    const ours = lazySegmenter(() => {
      throw new Error('asked');
    });
    expect(Array.from(ours.segment('\x1b[1mName\x1b[22m ▸ 任务 ✓\n'))).toHaveLength(21);
    expect(() => Array.from(ours.segment('e\u0301'))).toThrow('asked');
  });
});
