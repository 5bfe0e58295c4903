/**
 * Sizes as people write them. All units are binary (`G`, `GB` and `GiB` are 2^30) and exact to the byte, because the
 * API counts bytes and real disks are rarely a whole number of GiB.
 */
import { text } from '../../text/text.ts';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;
/** Bytes in a MiB. */
export const MIB = 1n << 20n;
/** Bytes in a GiB. */
export const GIB = 1n << 30n;
/** Bytes in a TiB. */
export const TIB = 1n << 40n;

/** The sizes that a relative size refers to, in bytes. */
export interface SizeContext {
  readonly current?: bigint | undefined;
  readonly used?: bigint | undefined;
  /** Relative sizes are rounded up to a multiple of this many bytes. */
  readonly multipleOf?: bigint | undefined;
}

/** A parsed size in bytes, or the problem. `isRounded`: the result of an expression was rounded up to a multiple. */
export type ParsedSize =
  | { readonly bytes: bigint; readonly isRounded?: true }
  | { readonly problem: SizeProblem };
/** The reasons why a text isn't a size. */
export type SizeProblem = 'not_a_size' | 'no_current' | 'no_used' | 'negative';

const AMOUNT = /^(\d+)(?:\.(\d+))?\s*(?:([kmgtpe])(?:i?b)?|b|bytes?|字节)?$/i;
/** Thousands separators, accepted only in full groups of three: `1,5T` is a decimal comma, and rejected. */
const THOUSANDS = /(?<![\d.,_])\d{1,3}([,_]\d{3})+(?![\d,_])/g;
/** A minus sign as typed, or as `formatDelta` writes it. */
const SIGNED = /^([+−-])\s*(.+)$/;
const EXPRESSION = /^=\s*(size|used)\s*(?:([+−-])\s*(.+))?$/i;
const PERCENT = /^(\d+)(?:\.(\d+))?\s*%$/;

/** Returns the bytes of an amount with a unit, rounded up to a whole byte, so that nothing gets too small. */
function amount(typed: string): bigint | undefined {
  const match = AMOUNT.exec(typed.trim());
  if (!match) return undefined;
  const [, whole = '0', part = '', unit] = match;
  const power = unit ? 'kmgtpe'.indexOf(unit.toLowerCase()) + 1 : 0;
  const scale = 10n ** BigInt(part.length);
  const scaled = BigInt(whole + part) << BigInt(10 * power);
  return (scaled + scale - 1n) / scale;
}

function share(typed: string, of: bigint): bigint | undefined {
  const match = PERCENT.exec(typed.trim());
  if (!match) return amount(typed);
  const [, whole = '0', part = ''] = match;
  const scale = 100n * 10n ** BigInt(part.length);
  return (BigInt(whole + part) * of + scale - 1n) / scale;
}

/**
 * Parses a size as typed: `50GiB`, `50 G`, `1.5T`, plain bytes; `+10G`, `-5%` from the current size; `=used+20%`,
 * `=size` from the known sizes of the volume. The result is in bytes.
 */
export function parseSize(typed: string, context: SizeContext = {}): ParsedSize {
  const [base, sign, rest] = termsOf(typed);
  const from = base === undefined ? 0n : base === 'used' ? context.used : context.current;
  if (from === undefined) return { problem: base === 'used' ? 'no_used' : 'no_current' };
  if (base === 'size' && rest === undefined) return { bytes: from };
  const by = rest === undefined ? 0n : base === undefined ? amount(rest) : share(rest, from);
  if (by === undefined) return { problem: 'not_a_size' };
  const bytes = sign === '+' || sign === undefined ? from + by : from - by;
  if (bytes < 0n) return { problem: 'negative' };
  return base === undefined ? { bytes } : roundedUp(bytes, context.multipleOf);
}

/** Splits a size as typed: the known size that it starts from, if any, a sign, and an amount. */
function termsOf(
  typed: string,
): readonly [base: string | undefined, sign: string | undefined, rest: string | undefined] {
  const plain = typed.trim().replace(THOUSANDS, (number) => number.replace(/[,_]/g, ''));
  const expression = EXPRESSION.exec(plain);
  if (expression) return [expression[1]?.toLowerCase(), expression[2], expression[3]];
  const signed = SIGNED.exec(plain);
  return signed ? ['size', signed[1], signed[2]] : [undefined, '+', plain];
}

/** A size that was typed as a sum: the known size that it starts from, and what it adds or takes away. */
export interface SizeSum {
  readonly base: 'size' | 'used';
  readonly from: bigint;
  readonly sign: '+' | '−';
  readonly by: bigint;
}

/** Returns the parts of a size that was typed relative to a known one, such as `+10G`; undefined for other sizes. */
export function sizeSumOf(typed: string, { current, used }: SizeContext): SizeSum | undefined {
  const [name, sign, rest] = termsOf(typed);
  if (name === undefined || rest === undefined) return undefined;
  const base = name === 'used' ? 'used' : 'size';
  const from = base === 'used' ? used : current;
  const by = from === undefined ? undefined : share(rest, from);
  return from === undefined || by === undefined
    ? undefined
    : { base, from, sign: sign === '+' ? '+' : '−', by };
}

function roundedUp(bytes: bigint, multipleOf = 1n): ParsedSize {
  const rest = bytes % multipleOf;
  return rest === 0n ? { bytes } : { bytes: bytes - rest + multipleOf, isRounded: true };
}

/**
 * Formats a size for people: `50 GiB`, `39.99 GiB`, `500 MiB`. Never rounds up, so that it promises no space that isn't
 * there.
 */
export const formatSize = (bytes: bigint): string => formatDecimals(bytes, 2);

/** Formats a size in its largest unit, truncated after some decimals. */
function formatDecimals(bytes: bigint, decimals: number): string {
  if (bytes < 0n) return `−${formatDecimals(-bytes, decimals)}`;
  const power = powerOf(bytes);
  const scale = 10n ** BigInt(decimals);
  const scaled = (bytes * scale) >> BigInt(10 * power);
  const part = String(scaled % scale)
    .padStart(decimals, '0')
    .replace(/0+$/, '');
  return `${scaled / scale}${part && `.${part}`} ${UNITS[power]}`;
}

/** Returns the index of the largest unit that a size has at least one of. */
function powerOf(bytes: bigint): number {
  let power = 0;
  while (power < UNITS.length - 1 && bytes >= 1n << BigInt(10 * (power + 1))) power++;
  return power;
}

/** Formats a size as `formatSize` does, but never below the true size: for minimum sizes. */
export function formatSizeRoundedUp(bytes: bigint): string {
  if (isExactlyFormatted(bytes)) return formatSize(bytes);
  const hundredth = (1n << BigInt(10 * powerOf(bytes))) / 100n;
  return formatSize(bytes + hundredth);
}

/**
 * Formats sizes shown side by side so that different ones read differently, with as many decimals as that needs, or to
 * the byte: `2 TiB` and `2,199,023,255,553 bytes`.
 */
export function formatSizesApart<Sizes extends readonly bigint[]>(
  ...sizes: Sizes
): { -readonly [Index in keyof Sizes]: string } {
  const short = sizes.map(formatSize);
  const apart = sizes.map((size, index) => {
    const alike = sizes.filter((_, other) => short[other] === short[index]);
    return apartFrom(new Set(alike), size);
  });
  return apart as { -readonly [Index in keyof Sizes]: string };
}

/** Maximum decimals; more read worse than bytes. */
const MOST_DECIMALS = 4;

/** Formats one of several different sizes that `formatSize` writes alike. */
function apartFrom(alike: ReadonlySet<bigint>, size: bigint): string {
  const others = [...alike].filter((other) => other !== size);
  for (let decimals = 2; decimals <= MOST_DECIMALS; decimals++) {
    const written = formatDecimals(size, decimals);
    const isShared = others.some((other) => formatDecimals(other, decimals) === written);
    if (!isShared || isExact(written, size)) return written;
  }
  return text().value.bytes(formatCount(size));
}

const isExact = (written: string, size: bigint): boolean => {
  const read = parseSize(written);
  return 'bytes' in read && read.bytes === size;
};

/** Returns true if `formatSize` shows the size to the byte. */
export const isExactlyFormatted = (bytes: bigint): boolean => isExact(formatSize(bytes), bytes);

/** Formats a change of size: `+10 GiB`, `−512 MiB`. */
export function formatDelta(before: bigint, after: bigint): string {
  return after >= before ? `+${formatSize(after - before)}` : `−${formatSize(before - after)}`;
}

/** Formats a number with separators between thousands: `42,949,672,960`. */
export function formatCount(count: bigint): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Formats a size as the shortest text that `parseSize` parses back to the byte; an editor starts with it. */
export function formatEditableSize(bytes: bigint): string {
  return isExactlyFormatted(bytes) ? formatSize(bytes) : String(bytes);
}
