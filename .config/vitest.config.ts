import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  // Seeded, so that a failure comes again.
  resolve: {
    alias: [
      {
        find: /^fast-check$/,
        replacement: new URL('../test/support/fast-check.ts', import.meta.url).pathname,
      },
    ],
  },
  test: {
    include: ['test/{unit,screens,e2e,faults,docs}/**/*.test.{ts,tsx}'],
    testTimeout: Number(process.env.SMS_TEST_TIMEOUT ?? 20_000),
    hookTimeout: 30_000,
    pool: 'forks',
    // On two cores: most tests wait for a terminal most of the time.
    maxWorkers: 3,
    // The screens under test decide on colour by themselves.
    env: { FORCE_COLOR: '1', NO_COLOR: '', LANG: 'C.UTF-8' },
  },
});
