/** Where credentials were looked for, in words. */
import type { Credentials, Looked, SourceName } from '../api/credentials/kinds.ts';
import { text } from '../text/text.ts';

export const sourceWords = (source: SourceName): string => text().access.sources[source];

/** One line for each place that was looked at, and what was there. Holds no secrets. */
export function lookedLines(looked: readonly Looked[]): string[] {
  const words = text().access;
  return looked.map((place) => {
    const name = sourceWords(place.source);
    if (place.outcome === 'found') return `  ${name}: ${place.where}`;
    return place.outcome === 'absent'
      ? `  ${name}: ${words.absent(place.where)}`
      : `  ${name}: ${place.where}: ${place.why}`;
  });
}

/** Of those that hold something which cannot be used: where, and how to go on. */
export const unusableLines = (looked: readonly Looked[]): string[] =>
  looked.flatMap((place) => (place.outcome === 'unusable' ? [`${place.where}: ${place.why}`] : []));

/** What kind of credentials these are; of an access key the end, which people tell keys by. */
export function keysWords(credentials: Credentials): string {
  const { kinds } = text().access;
  if (credentials.kind !== 'keys') return kinds[credentials.kind];
  const kind = credentials.securityToken ? kinds.temporary : kinds.keys;
  return `${kind} …${credentials.ak.slice(-4)}`;
}
