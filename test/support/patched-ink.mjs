// Bundles Ink with the patches that it ships with, for tests that draw in their own process. React stays outside: the
// components import it too, and there must be one.
import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { PATCHES, patchDependencies } from '../../scripts/patches/index.mjs';

const root = dirname(dirname(import.meta.dirname));
/** JMESPath, ky, and prompts are no part of Ink, and tests load React as developers do. */
const PATCHES_OF_INK = PATCHES.filter(
  ({ file }) => !/^(?:jmespath|ky|@inquirer|react-reconciler)\//.test(file),
);
const folder = join(root, '.cache', 'patched-ink');

/** Puts a file in place in one step: another run may be reading it. */
async function replaceFile(name, content) {
  const beside = join(folder, `${name}.${randomUUID()}`);
  await writeFile(beside, content);
  await rename(beside, join(folder, name));
}

/** Runs before all tests. */
export default async function makePatchedInk() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: "export * from 'ink';", resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['react'],
    logLevel: 'warning',
    // React and what draws for it have to be of one kind, and tests load React as developers do.
    define: { 'process.env.NODE_ENV': '"development"' },
    banner: { js: "import{createRequire as $r}from'node:module';const require=$r(import.meta.url);" },
    plugins: [patchDependencies(root, PATCHES_OF_INK)],
  });
  await mkdir(folder, { recursive: true });
  await replaceFile('ink.mjs', outputFiles[0].text);
}
