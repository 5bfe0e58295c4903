/** Documents full of hostile text, said in lines: nothing of it does anything to the terminal. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json/json.ts';
import { found, from, hostileEntry, hostileTask, hostileText, LISTS, RUNS } from '../../support/hostile.ts';
import { saidOver, saidOverList } from '../../support/hostile-views.ts';

describe('hostile documents in lines', () => {
  /** Lines hold no sequence at all, not even ours. */
  const judgeLines = (said: string): void => {
    expect(said.length).toBeGreaterThan(100);
    for (const line of said.split('\n')) expect(found(line)).toBeUndefined();
  };

  test(`tasks: ${RUNS}`, { timeout: 0 }, async () => {
    await fc.assert(
      fc.asyncProperty(hostileTask, hostileText, async (document: JsonObject, text) =>
        judgeLines(await saidOver(document, text)),
      ),
      { numRuns: RUNS, ...from },
    );
  });

  test(`lists of tasks: ${LISTS}`, { timeout: 0 }, async () => {
    const list = fc.array(hostileEntry, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(list, hostileText, async (entries, text) =>
        judgeLines(await saidOverList(entries, text)),
      ),
      { numRuns: LISTS, ...from },
    );
  });
});
