// Collects the licenses of the packages in the bundle, for LICENSES.txt and the SBOM.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Matches the names of license and notice files, in either spelling: LICENSE, license.md, NOTICE.txt, COPYING. */
const LEGAL_FILE = /^(licen[cs]e|copying|notice|third-?party)/i;

/** The innermost package in a path: node_modules/a/node_modules/@b/c of node_modules/a/node_modules/@b/c/index.js. */
const PACKAGE_DIR = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * Returns the packages that the modules of the bundle come from, nested ones too, sorted, each version once: `name`,
 * `version`, `license`, the `text` of their licenses and notices, `lockPath` (their key in package-lock.json), and
 * `isIncluded`, false if esbuild left all of it out. `inputs` has the bytes of each module in the bundle, by its path.
 * Throws Error if no module is from a package, or if a package has no text.
 */
export async function bundledPackages(root, inputs) {
  const bytes = new Map();
  for (const [path, size] of inputs) {
    const [dir] = PACKAGE_DIR.exec(path.replaceAll('\\', '/')) ?? [];
    if (dir) bytes.set(dir, (bytes.get(dir) ?? 0) + size);
  }
  if (bytes.size === 0) throw new Error('licences: no bundled module is from a package in node_modules');
  const found = await Promise.all([...bytes].map(([dir, size]) => readPackage(root, dir, size > 0)));
  // The same version may be there more than once, beside different packages.
  const packages = new Map();
  for (const one of found.toSorted((a, b) => a.isIncluded - b.isIncluded)) packages.set(idOf(one), one);
  return [...packages.values()].toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

const idOf = ({ name, version }) => `${name}@${version}`;

async function readPackage(root, dir, isIncluded) {
  const { name, version, license } = JSON.parse(await readFile(join(root, dir, 'package.json'), 'utf8'));
  const files = (await readdir(join(root, dir))).filter((file) => LEGAL_FILE.test(file)).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(root, dir, file), 'utf8')));
  const text = texts.map((one) => one.trim()).join('\n\n');
  if (!license || !text) throw new Error(`licences: ${dir} (${name} ${version}) has no licence text`);
  const lockPath = dir.slice(dir.indexOf('node_modules/'));
  return { name, version, license, text, lockPath, isIncluded };
}

/** Returns LICENSES.txt: each package with its version and license, and its texts. */
export const licensesText = (packages) =>
  packages
    .map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`)
    .join(`\n${'='.repeat(80)}\n\n`);
