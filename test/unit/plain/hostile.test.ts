/** Documents full of hostile text in plain mode: none of it has an effect on the terminal. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json/json.ts';
import { found, from, hostileEntry, hostileTask, hostileText, LISTS, RUNS } from '../../support/hostile.ts';
import { plainListOutput, plainTaskOutput } from '../../support/hostile-views.ts';

describe('hostile documents in lines', () => {
  /** Lines hold no sequence at all, not even ours. */
  const judgeLines = (output: string): void => {
    expect(output.length).toBeGreaterThan(100);
    for (const line of output.split('\n')) expect(found(line)).toBeUndefined();
  };

  test(`tasks: ${RUNS}`, { timeout: 0 }, async () => {
    await fc.assert(
      fc.asyncProperty(hostileTask, hostileText, async (document: JsonObject, text) =>
        judgeLines(await plainTaskOutput(document, text)),
      ),
      { numRuns: RUNS, ...from },
    );
  });

  test(`lists of tasks: ${LISTS}`, { timeout: 0 }, async () => {
    const list = fc.array(hostileEntry, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(list, hostileText, async (entries, text) =>
        judgeLines(await plainListOutput(entries, text)),
      ),
      { numRuns: LISTS, ...from },
    );
  });
});
