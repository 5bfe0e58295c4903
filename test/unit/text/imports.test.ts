/** No module asks for words while it is imported: the language is chosen later than that. */
import { readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

const asked: string[] = [];
vi.mock('../../../src/text/text.ts', async (original) => {
  const real = await original<typeof import('../../../src/text/text.ts')>();
  const text = () => {
    asked.push(new Error('text() at import').stack ?? '');
    return real.text();
  };
  return { ...real, text };
});

const modules = ['src', 'components'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`),
);

test('texts are looked up when they are printed, never at import', async () => {
  // main.ts runs the program.
  for (const path of modules.filter((path) => path !== 'src/main.ts'))
    await import(/* @vite-ignore */ `../../../${path}`);
  expect(asked).toEqual([]);
  const { text } = await import('../../../src/text/text.ts');
  text();
  expect(asked).toHaveLength(1);
  expect(modules.length).toBeGreaterThan(100);
});
