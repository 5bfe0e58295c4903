import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Unit tests that need a POSIX system, each with the reason. */
const POSIX_ONLY = [
  // Windows has no compile cache: file owners can't be checked there.
  'test/unit/start/compile-cache.test.ts',
  // Run the printed commands in sh, bash, zsh, and fish.
  'test/unit/task/edits/equivalent-command.test.ts',
  'test/unit/text/shell-quote.test.ts',
  // Compares every column with a terminal; on Windows the last one stays empty.
  'test/unit/terminal/frame-diff/diffing-stream.test.ts',
];

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: {
    alias: [
      // Ink with our patches, as it ships: see test/support/patched-ink.mjs.
      {
        find: /^ink$/,
        replacement: fileURLToPath(new URL('../.cache/patched-ink/ink.mjs', import.meta.url)),
      },
      // Seeded, so that a failure comes again.
      {
        find: /^fast-check$/,
        replacement: fileURLToPath(new URL('./support/fast-check.ts', import.meta.url)),
      },
    ],
  },
  test: {
    exclude: process.platform === 'win32' ? POSIX_ONLY : [],
    include: ['test/{unit,screens,e2e,faults,docs}/**/*.test.{ts,tsx}'],
    testTimeout: Number(process.env.SMS_TEST_TIMEOUT ?? 120_000),
    hookTimeout: 60_000,
    // None, so that what fails now and then is seen. CI, which decides about a change, tries again and names the test.
    retry: Number(process.env.SMS_RETRY ?? 0),
    globalSetup: 'test/support/patched-ink.mjs',
    setupFiles: 'test/support/setup.ts',
    pool: 'forks',
    runner: './test/support/sampling-runner.ts',
    // Modules are loaded once a worker. What a test changes in them, it changes back: support/cleanups.ts.
    isolate: false,
    // On two cores: most tests wait for a terminal most of the time.
    maxWorkers: 4,
    // The screens under test decide on color by themselves.
    env: { FORCE_COLOR: '1', NO_COLOR: '', LANG: 'C.UTF-8' },
  },
});
