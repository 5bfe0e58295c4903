// Makes dist/: the program, its manual page, the licences of what is bundled, and the list of it. Fails rather than make a
// package that lacks one of them.
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundle } from './bundle.mjs';
import { bundledPackages, licensesText } from './licenses.mjs';
import { writeManual } from './man.mjs';
import { sbomText } from './sbom.mjs';

const root = dirname(import.meta.dirname);
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const dist = join(root, 'dist');
await rm(dist, { recursive: true, force: true });
await mkdir(dist);

const { inputs, files } = await bundle(root, dist, manifest.version);
const packages = await bundledPackages(root, inputs);
await writeFile(join(dist, 'LICENSES.txt'), licensesText(packages));
await writeFile(join(dist, 'sbom.cdx.json'), await sbomText(root, manifest, packages));
await writeManual(root, manifest.version, await readFile(join(root, 'CHANGELOG.md'), 'utf8'));
// Independent of the umask: two builds are the same byte for byte, and mode for mode.
for (const name of await readdir(dist)) await chmod(join(dist, name), name === 'main.js' ? 0o755 : 0o644);

const scripts = files.filter((name) => name.endsWith('.js')).length;
console.log(`dist: ${scripts} scripts, ${packages.length} packages bundled`);
