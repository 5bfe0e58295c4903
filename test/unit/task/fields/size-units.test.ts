import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatCount,
  formatDelta,
  formatEditableSize,
  formatSize,
  formatSizeRoundedUp,
  formatSizesApart,
  GIB,
  isExactlyFormatted,
  MIB,
  parseSize,
  sizeSumOf,
  TIB,
} from '../../../../src/task/fields/size-units.ts';

const size = fc.bigInt({ min: 0n, max: (1n << 63n) - 1n });

describe('a size as a sum', () => {
  const context = { current: 40n * GIB, used: 10n * GIB };
  test.each([
    ['+10G', 'size', 40n * GIB, '+', 10n * GIB],
    ['-25%', 'size', 40n * GIB, '−', 10n * GIB],
    ['=used+20%', 'used', 10n * GIB, '+', 2n * GIB],
    ['= SIZE − 1G', 'size', 40n * GIB, '−', GIB],
  ])('%s has its parts', (typed, base, from, sign, by) => {
    expect(sizeSumOf(typed, context)).toEqual({ base, from, sign, by });
  });

  test.each(['50G', '=size', '=used', '+x', ''])('%s is none', (typed) => {
    expect(sizeSumOf(typed, context)).toBeUndefined();
  });

  test('is none without the size that it starts from', () => {
    expect(sizeSumOf('+10G', { used: GIB })).toBeUndefined();
    expect(sizeSumOf('=used+10G', { current: GIB })).toBeUndefined();
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
    [' 50  GiB ', 50n * GIB],
    ['1k', 1024n],
    ['1m', MIB],
    ['1 P', 1024n * TIB],
    ['1EiB', 1024n * 1024n * TIB],
    ['7b', 7n],
    ['1 byte', 1n],
    ['12 Bytes', 12n],
    ['12 字节', 12n],
    ['1_000', 1000n],
    ['1,000,000 KiB', 1_024_000_000n],
    ['1,234.5G', 1_325_534_281_728n],
    ['0.0000000001G', 1n],
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
    ['−10G', 30n * GIB],
    ['=USED-25%', 7680n * MIB],
    ['+12.5%', 45n * GIB],
    ['+0.001%', 40n * GIB + 429_497n],
    ['-40G', 0n],
    ['=used-1_024M', 9n * GIB],
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
    ['1,000.000,5', 'not_a_size'],
    ['x5G', 'not_a_size'],
    ['5Gx', 'not_a_size'],
    ['5 G G', 'not_a_size'],
    ['50%', 'not_a_size'],
    ['=half', 'not_a_size'],
    ['x=size', 'not_a_size'],
    ['-5%', 'no_current'],
    ['=size', 'no_current'],
    ['=size+1G', 'no_current'],
    ['+10G', 'no_current'],
    ['=used', 'no_used'],
  ])('%s is refused', (typed, problem) => {
    expect(parseSize(typed)).toEqual({ problem });
  });

  test.each(['+x', '+5%x', '=used+x5%', '=used5', '=size+', '+'])('%s is no sum', (typed) => {
    expect(parseSize(typed, { current: GIB, used: GIB })).toEqual({ problem: 'not_a_size' });
  });

  test('a sum is rounded up to a multiple, and says so; a size to the byte is not', () => {
    const context = { current: 1000n, used: 600n, multipleOf: 512n };
    expect(parseSize('=used+1', context)).toEqual({ bytes: 1024n, isRounded: true });
    expect(parseSize('=used+424', context)).toEqual({ bytes: 1024n });
    expect(parseSize('+1', context)).toEqual({ bytes: 1024n, isRounded: true });
    expect(parseSize('=size', context)).toEqual({ bytes: 1000n });
    expect(parseSize('1001', context)).toEqual({ bytes: 1001n });
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
    [1024n, '1 KiB'],
    [1n << 60n, '1 EiB'],
    [1n << 71n, '2048 EiB'],
    [MIB - 1n, '1023.99 KiB'],
    [1029n, '1 KiB'],
    [11n * GIB + GIB / 2n, '11.5 GiB'],
    [GIB + GIB / 100n + 1n, '1.01 GiB'],
    [-3n * MIB, '−3 MiB'],
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

  test.each([
    [40n * GIB, '40 GiB'],
    [40n * GIB + 1n, '40.01 GiB'],
    [85897247744n, '80 GiB'],
    [1025n, '1.01 KiB'],
  ])('%s as a minimum', (bytes, shown) => {
    expect(formatSizeRoundedUp(bytes)).toBe(shown);
  });

  test.each([
    [40n * GIB, '40 GiB', true],
    [40n * GIB + 1n, '42949672961', false],
    [1536n * MIB, '1.5 GiB', true],
  ])('%s in an editor', (bytes, shown, isExact) => {
    expect(formatEditableSize(bytes)).toBe(shown);
    expect(isExactlyFormatted(bytes)).toBe(isExact);
  });

  test('differences have a binary unit and no sign of zero', () => {
    expect(formatDelta(GIB, GIB)).toBe('+0 B');
    expect(formatDelta(GIB, 512n * MIB)).toBe('−512 MiB');
  });

  test.each([
    [0n, '0'],
    [999n, '999'],
    [1000n, '1,000'],
    [42949672960n, '42,949,672,960'],
  ])('%s with separators', (count, shown) => {
    expect(formatCount(count)).toBe(shown);
  });

  test.each<[bigint[], string[]]>([
    [
      [GIB, 2n * GIB],
      ['1 GiB', '2 GiB'],
    ],
    [
      [GIB, GIB],
      ['1 GiB', '1 GiB'],
    ],
    [
      [2n * TIB, 2n * TIB + 1n],
      ['2 TiB', '2,199,023,255,553 bytes'],
    ],
    [
      [TIB + 5n * GIB, TIB + 6n * GIB],
      ['1.004 TiB', '1.005 TiB'],
    ],
    [
      [TIB + 41n * GIB, TIB + 42n * GIB, GIB],
      ['1.04 TiB', '1.041 TiB', '1 GiB'],
    ],
    [
      [TIB + GIB / 8n, TIB + GIB / 16n],
      ['1.0001 TiB', '1 TiB'],
    ],
  ])('%s side by side read differently if they are', (sizes, shown) => {
    expect(formatSizesApart(...sizes)).toEqual(shown);
  });
});
