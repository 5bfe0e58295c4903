// Bundles the program into dist/: main.js, and beside it the files that it loads on demand. All is CommonJS, which starts
// faster than ES modules, and in lines, so that people and tools can read and compare it.
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';
import { CHUNKS, chunks, sharedName } from './chunks.mjs';
import { helpOf } from './man.mjs';
import { minify } from './minify.mjs';
import { patchDependencies } from './patches/index.mjs';

const OUTPUT = { minify: true, platform: 'node', target: 'node20', charset: 'utf8' };
const COMMON_JS = { ...OUTPUT, format: 'cjs', supported: { 'dynamic-import': false } };
const INPUT = { bundle: true, write: false, metafile: true, logLevel: 'warning' };

/**
 * Writes the program into `dist`. Returns its `files`, and `inputs`: the bytes in them of each module, by its path.
 * `patches` are the changes of dependencies; by default all of them.
 */
export async function bundle(root, dist, version, patches = undefined) {
  const define = { VERSION: JSON.stringify(version), HELP: JSON.stringify(await helpOf(root)) };
  const main = await build({
    ...INPUT,
    ...COMMON_JS,
    absWorkingDir: root,
    entryPoints: ['src/main.ts'],
    banner: { js: '#!/usr/bin/env node' },
    define,
    plugins: [programBeside],
  });
  const { outputFiles, metafile } = await build({
    ...INPUT,
    ...OUTPUT,
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.keys(CHUNKS).map((name) => [name, `chunk:${name}`])),
    outdir: dist,
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    legalComments: 'none',
    // A name that two modules of a chunk export would be lost.
    logOverride: { 'ambiguous-reexport': 'error' },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [chunks(root), patchDependencies(root, patches)],
  });
  const names = stableNames(metafile.outputs);
  const files = new Map([['main.js', await minify(main.outputFiles[0].text)]]);
  for (const { path, text } of outputFiles)
    files.set(names.get(basename(path)), await asCommonJs(text, names));
  // The folder above says that everything is an ES module.
  files.set('package.json', '{"type":"commonjs"}\n');
  for (const [name, content] of files)
    await writeFile(join(dist, name), content, { mode: name === 'main.js' ? 0o755 : 0o644 });
  return { inputs: bytesByInput(main.metafile, metafile), files: [...files.keys()] };
}

/** Returns the bytes that each module has in dist/, by its path; 0 where all of it was left out. */
function bytesByInput(...metafiles) {
  const bytes = new Map(metafiles.flatMap(({ inputs }) => Object.keys(inputs).map((path) => [path, 0])));
  for (const { inputs } of metafiles.flatMap(({ outputs }) => Object.values(outputs)))
    for (const [path, { bytesInOutput }] of Object.entries(inputs))
      bytes.set(path, bytes.get(path) + bytesInOutput);
  return bytes;
}

/** Leaves the program out of main.js, which loads it from the file beside it. */
const programBeside = {
  name: 'program-beside',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './program.js', external: true } : undefined,
    );
  },
};

/**
 * Returns the name in dist/ of each output of esbuild. Node's cache of compiled code goes by the name of a file: a name
 * that is the same in each version leaves no waste behind.
 */
function stableNames(outputs) {
  const users = new Map(Object.keys(outputs).map((path) => [path, new Set()]));
  const visit = (path, chunk) => {
    if (users.get(path)?.has(chunk) !== false) return;
    users.get(path).add(chunk);
    for (const { path: next, kind } of outputs[path].imports)
      if (kind === 'import-statement') visit(next, chunk);
  };
  const chunkOf = (path) => outputs[path].entryPoint?.replace(/^chunk:/, '');
  for (const path of users.keys()) if (chunkOf(path) !== undefined) visit(path, chunkOf(path));
  const named = [...users].map(([path, chunk]) => [
    basename(path),
    `${chunkOf(path)?.replace(/^.*\/|\.\w+$/g, '') ?? sharedName([...chunk])}.js`,
  ]);
  if (new Set(named.map(([, name]) => name)).size < named.length)
    throw new Error(`two files of one name: ${named.map(([, name]) => name).join(' ')}`);
  return new Map(named);
}

/** Matches the exports of a file, which esbuild writes at its end. */
const EXPORTS = /\bexport\{([^}]*)\};\s*$/;

/**
 * Returns an ES module of the bundle as CommonJS that loads at once, in the order of the code; esbuild splits ES modules
 * only. Its exports are an object in place of the getters that esbuild would make: nothing is imported in a circle.
 */
async function asCommonJs(text, names) {
  const exports = EXPORTS.exec(text)?.[1].split(',') ?? [];
  const entries = exports.map((one) => one.split(' as ')).map(([own, name = own]) => `${name}:${own}`);
  const plain = text
    .replace(EXPORTS, `module.exports={${entries}};`)
    .replace(/\bimport ([\w$]+) from("node:\w+");/g, 'const $1=require($2);')
    .replace(/\bimport\(("(?:\.\/|node:)[^"]+")\)/g, 'Promise.resolve().then(()=>require($1))');
  const { code } = await transform(plain, COMMON_JS);
  return minify(code.replace(/require\("\.\/([^"]+)"\)/g, (_, name) => `require("./${names.get(name)}")`));
}
