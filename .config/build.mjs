// Bundles everything into dist/: one entry, chunks that load when they are needed, licences beside them.
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { writeManual } from './man.mjs';

const root = dirname(import.meta.dirname);
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const dist = join(root, 'dist');
await rm(dist, { recursive: true, force: true });
await mkdir(dist);

// Ink loads React's developer tools only when DEV=true; they would be half the bundle.
const withoutDevtools = {
  name: 'without-devtools',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(react-devtools-core|\.\/devtools\.js)$/ }, ({ path }) => ({
      path,
      namespace: 'empty',
    }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}' }));
  },
};

const result = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/main.ts' },
  outdir: dist,
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  jsx: 'automatic',
  metafile: true,
  legalComments: 'none',
  charset: 'utf8',
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    VERSION: JSON.stringify(version),
  },
  // Some dependencies are CommonJS and ask for Node's own modules with require().
  banner: {
    js: "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);",
  },
  plugins: [withoutDevtools],
});

const main = join(dist, 'main.js');
await writeFile(main, `#!/usr/bin/env node\n${await readFile(main, 'utf8')}`);
await chmod(main, 0o755);

await writeManual(root, version, await readFile(join(root, 'CHANGELOG.md'), 'utf8'));

const packages = new Set(
  Object.keys(result.metafile.inputs)
    .map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(Boolean),
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

const sizes = await Promise.all(
  Object.keys(result.metafile.outputs).map(async (path) => (await stat(join(root, path))).size),
);
const total = sizes.reduce((sum, size) => sum + size, 0);
console.log(
  `dist: ${sizes.length} files, ${(total / 1024).toFixed(0)} KiB, ${packages.size} packages bundled`,
);
