/** The update can be driven by anything: it knows no command line, prints nothing and doesn't touch the process. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../../src/update');

test.each(readdirSync(FOLDER))('src/update/%s neither prints nor touches the process', (file) => {
  const source = readFileSync(join(FOLDER, file), 'utf8').replace(/\/\*\*[\s\S]*?\*\/|\/\/.*/g, '');
  expect(source).not.toMatch(/\b(process|console|argv)\b|\bprint[A-Z]|node:process|\/cli\//);
});
