/** Describes one change of a draft in words. */
import { asInteger, type Json } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import type { Field } from '../fields/catalogue.ts';
import { formatCount, formatDelta, formatSizesApart } from '../fields/size-units.ts';
import { formatValue, formatValuesApart } from '../fields/values.ts';
import { isInNewElement } from '../paths/path.ts';
import type { Change } from './draft.ts';

/** Returns both sizes of a changed size field; undefined for other fields and for sizes that aren't known. */
function sizesOf(
  { unit }: Field,
  before: Json | undefined,
  after: Json | undefined,
): readonly [bigint, bigint] | undefined {
  const [from, to] = [asInteger(before), asInteger(after)];
  return unit === 'bytes' && from !== undefined && to !== undefined ? [from, to] : undefined;
}

/** Returns the difference of a changed size, such as `(+10 GiB)`; empty for other fields. */
export function deltaOf(field: Field, before: Json | undefined, after: Json | undefined): string {
  const [from, to] = sizesOf(field, before, after) ?? [];
  if (from === undefined || to === undefined || from === to) return '';
  return text().change.delta(formatDelta(from, to));
}

/** Describes a size that changes: `6 GiB → 7 GiB (+1 GiB)`. */
export function sizeChangeText(before: Json, after: Json): string {
  const [from, to] = [asInteger(before) ?? 0n, asInteger(after) ?? 0n];
  return `${text().change.arrow(...formatSizesApart(from, to))} ${text().change.delta(formatDelta(from, to))}`;
}

/** Formats what a field has now, so that it reads differently from both values of its change. */
export const currentValueText = ({ field, before, after }: Change, now: Json | undefined): string =>
  formatValuesApart(field, now, before, after)[0];

/**
 * Describes one change in a line: `40 GiB → 50 GiB (+10 GiB)`; exact: `42,949,672,960 → 53,687,091,200 bytes`. `now`: the
 * value shown beside it.
 */
export function changeText(
  { kind, path, field, before: returned, known, after }: Change,
  exact = false,
  now?: Json | undefined,
): string {
  const messages = text();
  const before = returned === undefined ? known : returned;
  if (kind !== 'set') return kind === 'add' ? messages.value.added : messages.value.removed;
  // The fields of a new element had no value before.
  if (before === undefined && isInNewElement(path)) return formatValue(field, after);
  if (after === null) return messages.change.arrow(formatValue(field, before), messages.value.unset);
  const sizes = sizesOf(field, before, after);
  if (!sizes) return messages.change.arrow(formatValue(field, before), formatValue(field, after));
  const [from, to] = sizes;
  if (exact) return messages.change.arrow(formatCount(from), messages.value.bytes(formatCount(to)));
  const delta = deltaOf(field, before, after);
  const [written, wanted] = formatValuesApart(field, before, after, now);
  return `${messages.change.arrow(written, wanted)}${delta && ` ${delta}`}`;
}
