// Bundles the program: an entry, and chunks that load when they are needed. They are CommonJS: Node 20 takes 4 ms to
// get its ES module loader going, and twice as long for each file.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, transform } from 'esbuild';
import { lighten } from './lighten.mjs';
import { helpOf } from './man.mjs';

/** Writes into `dist`; the answer is what was bundled: `inputs`, and the sizes of files by name. */
export async function bundle(root, dist, version) {
  const options = { minify: true, platform: 'node', target: 'node20', charset: 'utf8' };
  const { outputFiles, metafile } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: { main: 'src/main.ts' },
    outdir: dist,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    write: false,
    jsx: 'automatic',
    metafile: true,
    legalComments: 'none',
    define: {
      'process.env.NODE_ENV': '"production"',
      VERSION: JSON.stringify(version),
      HELP: JSON.stringify(await helpOf(root)),
    },
    plugins: [lighten(root)],
  });
  await mkdir(join(dist, 'chunks'), { recursive: true });
  // The folder above says that everything is an ES module.
  await writeFile(join(dist, 'package.json'), '{"type":"commonjs"}\n');
  const sizes = {};
  for (const { path, text } of outputFiles) {
    // esbuild splits ES modules only.
    const { code } = await transform(text, {
      ...options,
      format: 'cjs',
      supported: { 'dynamic-import': false },
    });
    const head = dirname(path) === dist ? '#!/usr/bin/env node\n' : '';
    await writeFile(path, head + code);
    sizes[path] = Buffer.byteLength(code);
  }
  return { inputs: Object.keys(metafile.inputs), sizes };
}
