/** Lists that the API keeps in one string (`target_disk_ids` by spaces, `snapshot_ids` by semicolons), as lists. */
import type { Json } from '../json/json.ts';
import type { Field } from '../task/catalogue.ts';

/** The entries of a list in a string, without empty ones. */
export function entriesOf({ separator }: Field, value: Json | undefined): string[] {
  if (typeof value !== 'string' || separator === undefined) return [];
  return value.split(separator).filter((entry) => entry.trim() !== '');
}

/** The string the API takes for a list. */
export function joined({ separator = ' ' }: Field, entries: readonly string[]): string {
  return entries
    .map((entry) => entry.trim())
    .filter(Boolean)
    .join(separator);
}
