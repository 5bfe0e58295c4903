/** Takes a part of a long table of cases: `npm test` runs that part, and the campaign all of it (SMS_ALL=1). */
import { chance } from './seeded-random.ts';

/**
 * Returns about `share` of the cases, the same ones for the same SMS_TEST_SEED. The first case of each kind is always among
 * them.
 */
export function sampled<T>(cases: readonly T[], share: number, kindOf: (one: T) => string = () => ''): T[] {
  if (process.env.SMS_ALL) return [...cases];
  const { next } = chance(Number(process.env.SMS_TEST_SEED ?? 1));
  const seen = new Set<string>();
  return cases.filter((one) => {
    const kind = kindOf(one);
    const isFirst = !seen.has(kind);
    seen.add(kind);
    return next() < share || isFirst;
  });
}
