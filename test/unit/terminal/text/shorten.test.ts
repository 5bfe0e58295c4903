/** Names that are shortened to a column. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortenApart, truncateMiddle } from '../../../../src/terminal/text/shorten.ts';
import { textWidth } from '../../../../src/terminal/text/text-width.ts';

describe('a name cut in its middle', () => {
  test.each([
    ['/dev/mapper/vgtest-data', 13, '/dev/m…t-data'],
    ['short', 13, 'short'],
    ['财务系统-生产环境-应用服务器-005', 13, '财务系…器-005'],
    ['abcdefgh', 4, 'abc…'],
  ])('%s in %i columns is %s', (name, columns, wanted) => {
    expect(truncateMiddle(name, columns)).toBe(wanted);
  });
});

test('an endless name keeps its ends', () => {
  expect(truncateMiddle(`a${'x'.repeat(50_000_000)}z`, 9)).toBe('axxx…xxxz');
});

describe('names of one list', () => {
  test('that differ in their middle alone are shown from there on', () => {
    const names = ['/dev/mapper/vg_data-volume-of-x', '/dev/mapper/vg_logs-volume-of-x'];
    const short = shortenApart(names, 13);
    expect([...short.values()]).toEqual(['…vg_data-vol…', '…vg_logs-vol…']);
  });

  test('are unlike if they were, and fit', () => {
    const letter = fc.constantFrom('a', 'b', '/', '中');
    const part = fc.array(letter, { maxLength: 30 }).map((letters) => letters.join(''));
    const name = fc.tuple(part, fc.constantFrom('x', 'y', 'z'), part).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 2, maxLength: 2 }),
        fc.integer({ min: 13, max: 40 }),
        (names, columns) => {
          const short = shortenApart(names, columns);
          const shown = names.map((one) => short.get(one) ?? '');
          for (const one of shown) expect(textWidth(one)).toBeLessThanOrEqual(columns);
          expect(new Set(shown).size).toBe(2);
        },
      ),
    );
  });
});
