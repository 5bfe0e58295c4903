/** Lists that the API keeps in one string (`target_disk_ids` by spaces, `snapshot_ids` by semicolons), as lists. */
import type { Json } from '../../json/json.ts';
import type { Field } from '../../task/fields/catalogue.ts';

/** Returns the entries of a list in a string, without empty ones. */
export function splitEntries({ separator }: Field, value: Json | undefined): string[] {
  if (typeof value !== 'string' || separator === undefined) return [];
  return value.split(separator).filter((entry) => entry.trim() !== '');
}

/** Returns the string that the API expects for a list. */
export function joinEntries({ separator = ' ' }: Field, entries: readonly string[]): string {
  return entries
    .map((entry) => entry.trim())
    .filter(Boolean)
    .join(separator);
}
