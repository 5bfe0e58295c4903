// Makes dist/: the program, what it says to --help, the manual page, the licences of what is bundled.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundle } from './bundle.mjs';
import { writeManual } from './man.mjs';

const root = dirname(import.meta.dirname);
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const dist = join(root, 'dist');
await rm(dist, { recursive: true, force: true });
await mkdir(dist);

const { inputs, parts, size } = await bundle(root, dist, version);
await writeManual(root, version, await readFile(join(root, 'CHANGELOG.md'), 'utf8'));

const packages = new Set(
  inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean),
);
const licences = await Promise.all([...packages].sort().map(licenceOf));
await writeFile(join(dist, 'LICENSES.txt'), licences.join(`\n${'='.repeat(80)}\n\n`));

async function licenceOf(name) {
  const folder = join(root, 'node_modules', name);
  const { version: installed, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  for (const file of ['LICENSE', 'LICENSE.md', 'license', 'LICENSE.txt', 'License.md', 'LICENCE']) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => undefined);
    if (text) return `${name} ${installed} (${license})\n\n${text.trim()}\n`;
  }
  return `${name} ${installed} (${license})\n`;
}

console.log(`dist: ${parts} parts, ${(size / 1024).toFixed(0)} KiB, ${packages.size} packages bundled`);
