/**
 * Sizes as people think of them. Everything is binary (`G`, `GB` and `GiB` are 2^30) and exact to the byte,
 * as the API counts bytes and real disks are rarely a whole number of GiB.
 */
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;
export const GIB = 1n << 30n;
export const TIB = 1n << 40n;

/** What a relative size refers to, in bytes. */
export interface SizeContext {
  readonly current?: bigint | undefined;
  readonly used?: bigint | undefined;
}

export type ParsedSize = { readonly bytes: bigint } | { readonly problem: SizeProblem };
export type SizeProblem = 'not_a_size' | 'no_current' | 'no_used' | 'negative';

const AMOUNT = /^(\d+)(?:\.(\d+))?\s*(?:([kmgtpe])(?:i?b)?|b)?$/i;
/** Separators are read as such only in full groups of three: `1,5T` is a decimal comma, and refused. */
const THOUSANDS = /(?<![\d.,_])\d{1,3}([,_]\d{3})+(?![\d,_])/g;
const SIGNED = /^([+-])\s*(.+)$/;
const EXPRESSION = /^=\s*(size|used)\s*(?:([+-])\s*(.+))?$/i;
const PERCENT = /^(\d+)(?:\.(\d+))?\s*%$/;

/** Bytes of an amount with a unit; a part of a byte counts as a whole one, so that nothing gets too small. */
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
 * Reads a size as typed: `50GiB`, `50 G`, `1.5T`, plain bytes; `+10G`, `-5%` from the present size;
 * `=used+20%`, `=size` from what is known of the volume. The answer is in bytes.
 */
export function parseSize(typed: string, context: SizeContext = {}): ParsedSize {
  const wanted = typed.trim().replace(THOUSANDS, (number) => number.replace(/[,_]/g, ''));
  const expression = EXPRESSION.exec(wanted);
  const signed = SIGNED.exec(wanted);
  const [base, sign, rest] = expression
    ? [expression[1]?.toLowerCase(), expression[2], expression[3]]
    : signed
      ? ['size', signed[1], signed[2]]
      : [undefined, '+', wanted];
  const from = base === undefined ? 0n : base === 'used' ? context.used : context.current;
  if (from === undefined) return { problem: base === 'used' ? 'no_used' : 'no_current' };
  if (rest === undefined) return { bytes: from };
  const by = base === undefined ? amount(rest) : share(rest, from);
  if (by === undefined) return { problem: 'not_a_size' };
  const bytes = sign === '-' ? from - by : from + by;
  return bytes < 0n ? { problem: 'negative' } : { bytes };
}

/** A size for people: `50 GiB`, `39.99 GiB`, `500 MiB`. Never rounds up to a value that is not there. */
export function formatSize(bytes: bigint): string {
  if (bytes < 0n) return `−${formatSize(-bytes)}`;
  let power = 0;
  while (power < UNITS.length - 1 && bytes >= 1n << BigInt(10 * (power + 1))) power++;
  const hundredths = (bytes * 100n) >> BigInt(10 * power);
  const part = String(hundredths % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${hundredths / 100n}${part && `.${part}`} ${UNITS[power]}`;
}

/** A size for people that is enough: as formatSize, but never below the true size. */
export function formatAtLeast(bytes: bigint): string {
  if (isRound(bytes)) return formatSize(bytes);
  let power = 0n;
  while (bytes >= 1n << (10n * (power + 1n))) power++;
  const hundredth = (1n << (10n * power)) / 100n;
  return formatSize(bytes + hundredth);
}

/** True where `formatSize` shows the size to the byte. */
export function isRound(bytes: bigint): boolean {
  const shown = parseSize(formatSize(bytes));
  return 'bytes' in shown && shown.bytes === bytes;
}

/** A change of size: `+10 GiB`, `−512 MiB`. */
export function formatDelta(before: bigint, after: bigint): string {
  return after >= before ? `+${formatSize(after - before)}` : `−${formatSize(before - after)}`;
}

/** A number with separators between thousands: `42,949,672,960`. */
export function formatCount(count: bigint): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The shortest text that `parseSize` reads back as exactly these bytes; what an editor starts with. */
export function editableSize(bytes: bigint): string {
  return isRound(bytes) ? formatSize(bytes) : String(bytes);
}
