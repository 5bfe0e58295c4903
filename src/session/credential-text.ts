/** Describes the search for credentials in words. */
import type { CredentialSource, Credentials, LookupResult } from '../api/credentials/types.ts';
import { text } from '../text/text.ts';

export const sourceLabel = (source: CredentialSource): string => text().access.sources[source];

/** Describes each source that was searched, a line each. Contains no secrets. */
export function lookupLines(lookups: readonly LookupResult[]): string[] {
  const words = text().access;
  return lookups.map((place) => {
    const name = sourceLabel(place.source);
    if (place.outcome === 'found') return `  ${name}: ${place.where}`;
    return place.outcome === 'absent'
      ? `  ${name}: ${words.absent(place.where)}`
      : `  ${name}: ${place.where}: ${place.why}`;
  });
}

/** Describes the sources with unusable credentials: place and next step. */
export const unusableLines = (lookups: readonly LookupResult[]): string[] =>
  lookups.flatMap((place) => (place.outcome === 'unusable' ? [`${place.where}: ${place.why}`] : []));

/** Describes the kind of credentials. Shows the last 4 characters of an access key, which people tell keys by. */
export function credentialLabel(credentials: Credentials): string {
  const { kinds } = text().access;
  if (credentials.kind !== 'keys') return kinds[credentials.kind];
  const kind = credentials.securityToken ? kinds.temporary : kinds.keys;
  return `${kind} …${credentials.ak.slice(-4)}`;
}
