/** Runs the cleanups after each test. Vitest runs this for each file of tests, also where files share their modules. */
import { afterEach } from 'vitest';
import { cleanups } from './cleanups.ts';

afterEach(async () => {
  for (const clean of cleanups) await clean();
});
