/** Finds the known words that a misspelt one may stand for. */

/** Counts the insertions, deletions, replacements and swaps of neighbors that make one word another. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let j = 1; j <= b.length; j++) (rows[0] as number[])[j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const edits = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (isSame ? 0 : 1));
      (rows[i] as number[])[j] = isSwap ? Math.min(edits, at(i - 2, j - 2) + 1) : edits;
    }
  }
  return at(a.length, b.length);
}

/** Returns the known words nearest to a given one, at most `most`. At most a third of the letters differ, or one. */
export function nearest(word: string, known: readonly string[], most = 3): readonly string[] {
  const lower = word.toLowerCase();
  const limit = Math.max(1, Math.floor(lower.length / 3));
  return known
    .map((candidate) => ({ candidate, edits: distance(lower, candidate.toLowerCase()) }))
    .filter(({ edits }) => lower !== '' && edits <= limit)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Returns the nearest known word; undefined if none is near. */
export const closest = (word: string, known: readonly string[]): string | undefined =>
  nearest(word, known, 1)[0];
