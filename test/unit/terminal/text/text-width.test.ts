import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanitize } from '../../../../src/terminal/text/sanitize.ts';
import { pad, textWidth, truncate, wrap } from '../../../../src/terminal/text/text-width.ts';

const any = fc.string({ unit: 'binary', maxLength: 40 });

describe('sanitised text', () => {
  test('holds no control, reordering or invisible character', () => {
    fc.assert(
      fc.property(any, (text) => {
        const safe = sanitize(text);
        expect(safe).not.toMatch(
          /[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/,
        );
        expect(sanitize(safe)).toBe(safe);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['plain text 任务 – ok', 'plain text 任务 – ok'],
    ['a\x1b[31mred', 'a�[31mred'],
    ['\u202eevil', '�evil'],
    ['zero\u200bwidth', 'zerowidth'],
    ['z̴̸̵̡̢a', 'z̴̸a'],
  ])('%j', (text, safe) => {
    expect(sanitize(text)).toBe(safe);
  });
});

describe('columns', () => {
  test('cut and padded text has exactly the width asked for', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 2, max: 30 }), (text, columns) => {
        const safe = sanitize(text);
        expect(textWidth(truncate(safe, columns))).toBeLessThanOrEqual(columns);
        expect(textWidth(pad(safe, columns))).toBe(columns);
        for (const line of wrap(safe, columns)) expect(textWidth(line)).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('Chinese', () => {
  const sentence = '目的端磁盘的大小（字节）。不能小于其分区之和，例如 42,949,672,960 字节；参见“更多”。';

  test('breaks between characters, and never puts a mark at a wrong place', () => {
    for (let columns = 16; columns <= 60; columns++) {
      const lines = wrap(sentence, columns);
      for (const line of lines) {
        expect(textWidth(line)).toBeLessThanOrEqual(columns);
        expect(line).not.toMatch(/^[，。、；：！？）》」』】”…％]/);
        expect(line).not.toMatch(/[（《「『【“]$/);
      }
      // Two columns for the next character, two for each mark that goes with it.
      for (const line of lines.slice(0, -1)) expect(textWidth(line)).toBeGreaterThanOrEqual(columns - 15);
      expect(lines.join('').replaceAll(' ', '')).toBe(sentence.replaceAll(' ', ''));
    }
  });

  test('loses and adds nothing, whatever is between the characters', () => {
    const letters = fc.constantFrom(...'磁盘分区，。（）“”a1. -…🙂');
    const text = fc.array(letters, { maxLength: 60 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 30 }), (words, columns) => {
        const lines = wrap(words, columns);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(words.replaceAll(' ', ''));
      }),
      { numRuns: 1000 },
    );
  });

  test('numbers and names in it stay whole where they fit', () => {
    expect(wrap('请检查终端节点的端口8443和地址', 20)).toEqual(['请检查终端节点的端口', '8443和地址']);
  });
});

test.each([78, 1_000_000])(
  'an endless text is wrapped at %i columns without going through it again and again',
  (columns) => {
    const lines = wrap(`${'任'.repeat(150_000)} ${'a'.repeat(150_000)}`, columns);
    expect(lines.join('').replaceAll(' ', '')).toHaveLength(300_000);
    expect(truncate('任'.repeat(1_000_000), columns)).toMatch(/^任+…?$/);
  },
);
