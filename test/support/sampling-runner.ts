/**
 * Runs a part of the end-to-end tests: `--mode sample` a fixed share of them (`npm test`), `--mode rest` all others (the
 * campaign), and without a mode all.
 *
 * Nearly all of their time is the start of programs, a quarter of a second each, thousands of times.
 */
import { createHash } from 'node:crypto';
import type { RunnerTask, RunnerTestFile, RunnerTestSuite } from 'vitest';
import { TestRunner } from 'vitest';

/** The sample has one end-to-end test of this number, and the first of each file. */
const SAMPLE_EVERY = 32;

type Report = (files: RunnerTestFile[]) => Promise<void>;

/** Returns true if a test is in the sample: always the same tests, whatever is added beside them. */
function isSampled({ fullTestName = '' }: RunnerTask): boolean {
  return createHash('sha1').update(fullTestName).digest().readUInt32BE() % SAMPLE_EVERY === 0;
}

function firstTest(suite: RunnerTestSuite): RunnerTask | undefined {
  const [first] = suite.tasks;
  return first?.type === 'suite' ? firstTest(first) : first;
}

/** Takes the tests out of a suite that aren't wanted, and the suites of which nothing is left. */
function narrow(suite: RunnerTestSuite, wanted: (test: RunnerTask) => boolean): void {
  for (const task of suite.tasks) if (task.type === 'suite') narrow(task, wanted);
  suite.tasks = suite.tasks.filter((task) => (task.type === 'suite' ? task.tasks.length > 0 : wanted(task)));
}

export default class SamplingRunner extends TestRunner {
  #report?: Report | undefined;

  // Vitest replaces this method by one that reports the tests that were found: they must be fewer by then.
  get onCollected(): Report | undefined {
    const report = this.#report;
    if (!report) return undefined;
    return async (files) => {
      for (const file of files) this.#narrow(file);
      await report(files);
    };
  }

  set onCollected(report: Report) {
    this.#report = report;
  }

  #narrow(file: RunnerTestFile): void {
    const mode = this.config.env.MODE;
    if (!/[\\/]test[\\/]e2e[\\/]/.test(file.filepath) || (mode !== 'sample' && mode !== 'rest')) return;
    const first = firstTest(file);
    narrow(file, (test) => (test === first || isSampled(test)) === (mode === 'sample'));
  }
}
