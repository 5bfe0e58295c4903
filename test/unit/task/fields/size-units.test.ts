import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatDelta,
  formatEditableSize,
  formatSize,
  formatSizeRoundedUp,
  GIB,
  parseSize,
  sizeSumOf,
} from '../../../../src/task/fields/size-units.ts';

const size = fc.bigInt({ min: 0n, max: (1n << 63n) - 1n });

describe('a size as a sum', () => {
  const context = { current: 40n * GIB, used: 10n * GIB };
  test.each([
    ['+10G', 'size', 40n * GIB, '+', 10n * GIB],
    ['-25%', 'size', 40n * GIB, '−', 10n * GIB],
    ['=used+20%', 'used', 10n * GIB, '+', 2n * GIB],
  ])('%s has its parts', (typed, base, from, sign, by) => {
    expect(sizeSumOf(typed, context)).toEqual({ base, from, sign, by });
  });

  test.each(['50G', '=size', '=used', '+x', ''])('%s is none', (typed) => {
    expect(sizeSumOf(typed, context)).toBeUndefined();
  });

  test('is none without the size that it starts from', () => {
    expect(sizeSumOf('+10G', {})).toBeUndefined();
  });
});

describe('sizes as typed', () => {
  test.each([
    ['50GiB', 50n * GIB],
    ['50G', 50n * GIB],
    ['50 gb', 50n * GIB],
    ['1.5T', 1536n * GIB],
    ['500 MiB', 524288000n],
    ['53687091200', 53687091200n],
    ['42,949,672,960', 42949672960n],
    ['0', 0n],
    ['0.1G', 107374183n],
  ])('%s', (typed, bytes) => {
    expect(parseSize(typed)).toEqual({ bytes });
  });

  test.each([
    ['+10G', 50n * GIB],
    ['-10G', 30n * GIB],
    ['- 25%', 30n * GIB],
    ['=size', 40n * GIB],
    ['=used', 10n * GIB],
    ['=used+20%', 12n * GIB],
    ['= used + 1 GiB', 11n * GIB],
  ])('%s from 40 GiB with 10 GiB used', (typed, bytes) => {
    expect(parseSize(typed, { current: 40n * GIB, used: 10n * GIB })).toEqual({ bytes });
  });

  test.each([
    ['ten', 'not_a_size'],
    ['10X', 'not_a_size'],
    ['', 'not_a_size'],
    ['1..5G', 'not_a_size'],
    ['1,5T', 'not_a_size'],
    ['15,5G', 'not_a_size'],
    ['1,2345', 'not_a_size'],
    ['12,34,567', 'not_a_size'],
    ['+10G', 'no_current'],
    ['=used', 'no_used'],
  ])('%s is refused', (typed, problem) => {
    expect(parseSize(typed)).toEqual({ problem });
  });

  test('nothing gets below zero', () => {
    expect(parseSize('-2G', { current: GIB })).toEqual({ problem: 'negative' });
  });
});

describe('sizes as shown', () => {
  test.each([
    [42949672960n, '40 GiB'],
    [85897247744n, '79.99 GiB'],
    [524288000n, '500 MiB'],
    [1023n, '1023 B'],
    [0n, '0 B'],
    [9223372036854775807n, '7.99 EiB'],
  ])('%s', (bytes, shown) => {
    expect(formatSize(bytes)).toBe(shown);
  });

  test('never show more than there is, and at most a hundredth of a unit less', () => {
    fc.assert(
      fc.property(size, (bytes) => {
        const shown = parseSize(formatSize(bytes));
        // Reading rounds a part of a byte up, so it may be one byte over.
        expect('bytes' in shown && shown.bytes <= bytes + 1n).toBe(true);
        const enough = parseSize(formatSizeRoundedUp(bytes));
        expect('bytes' in enough && enough.bytes >= bytes).toBe(true);
      }),
    );
  });

  test('what an editor starts with reads back to the byte', () => {
    fc.assert(
      fc.property(size, (bytes) => {
        expect(parseSize(formatEditableSize(bytes))).toEqual({ bytes });
      }),
    );
  });

  test('differences have a sign', () => {
    expect(formatDelta(40n * GIB, 50n * GIB)).toBe('+10 GiB');
    expect(formatDelta(50n * GIB, 40n * GIB)).toBe('−10 GiB');
  });
});
