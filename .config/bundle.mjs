// Bundles the program into dist/: main.js, which begins, and program.parts, of which it loads what is needed. All is
// CommonJS: Node 20 takes 4 ms to get its ES modules going, and what main.js loads comes compiled from a cache.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';
import { lighten } from './lighten.mjs';
import { helpOf } from './man.mjs';

const COMMON = { minify: true, platform: 'node', target: 'node20', charset: 'utf8' };

/** Writes into `dist`; the answer is what was bundled: `inputs` by path, the number of `parts`, and the `size` in bytes. */
export async function bundle(root, dist, version) {
  const options = {
    ...COMMON,
    absWorkingDir: root,
    bundle: true,
    write: false,
    jsx: 'automatic',
    legalComments: 'none',
    metafile: true,
  };
  const program = await build({
    ...options,
    entryPoints: { program: 'src/commands/run.ts' },
    outdir: dist,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [lighten(root)],
  });
  const parts = await Promise.all(program.outputFiles.map(asCommonJs));
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  const define = {
    VERSION: version,
    HELP: await helpOf(root),
    PROGRAM: `./${parts.find(({ name }) => name.startsWith('program-')).name}`,
    BUILD: digest,
  };
  const main = await build({
    ...options,
    entryPoints: ['src/main.ts'],
    format: 'cjs',
    define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
  });
  const [{ text }] = main.outputFiles;
  // The folder above says that everything is an ES module.
  await writeFile(join(dist, 'package.json'), '{"type":"commonjs"}\n');
  await writeFile(join(dist, 'main.js'), `#!/usr/bin/env node\n${text}`, { mode: 0o755 });
  const list = parts.map(({ name, code }) => [name, Buffer.byteLength(code)]);
  const all = [`${JSON.stringify(list)}\n`, ...parts.map(({ code }) => code)].join('');
  await writeFile(join(dist, 'program.parts'), all);
  const inputs = [program, main].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  return { inputs, parts: parts.length, size: Buffer.byteLength(text) + Buffer.byteLength(all) };
}

/** esbuild splits ES modules only; loading is at once, in the order of the code. */
async function asCommonJs({ path, text }) {
  const { code } = await transform(text, {
    ...COMMON,
    format: 'cjs',
    supported: { 'dynamic-import': false },
  });
  return { name: basename(path), code };
}
