/** V8's space for new objects stays small in a process that allocates much, and grows without the setting. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { expect, test } from 'vitest';

const { code } = transformSync(
  readFileSync(new URL('../../../src/cli/new-space.ts', import.meta.url), 'utf8'),
  { loader: 'ts' },
);

/** Allocates what survives some collections, and prints the most that the space has had, in MB. */
const ALLOCATE = `
import { getHeapSpaceStatistics } from 'node:v8';
const kept = [];
let most = 0;
for (let round = 0; round < 60; round++) {
  kept.push(Array.from({ length: 20_000 }, (_, index) => ({ index, round })));
  if (kept.length > 8) kept.shift();
  const { space_size: size } = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  most = Math.max(most, size);
}
process.stdout.write(String(most / 2 ** 20));
`;

const mostIn = (program: string): number =>
  Number(
    execFileSync(process.execPath, ['--input-type=module'], { input: program + ALLOCATE, encoding: 'utf8' }),
  );

test('the space for new objects stays small', () => {
  expect(mostIn(`${code}\nstopNewSpaceGrowth();`)).toBeLessThan(8);
});

test('and grows without the setting', () => {
  expect(mostIn('')).toBeGreaterThan(16);
});
