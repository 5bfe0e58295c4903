// The measured programs: the built program, its peers as bundles of the same kind, and modules of our own for this process.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(import.meta.dirname));
const HERE = import.meta.dirname;
const PEERS = [
  'inquirer-line',
  'inquirer-list',
  'clack-line',
  'clack-list',
  'ink-line',
  'ky-fetch',
  'wizard-on-ink',
];

/** Ink loads the developer tools of React only where DEV is set. */
const withoutDevtools = {
  name: 'without-devtools',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /./, namespace: 'empty' }, () => ({ contents: 'export default {}' }));
  },
};

/** Bundles everything into a folder that is to be removed. */
export async function makePrograms() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'bench-'));
  const options = {
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    minify: true,
    logLevel: 'error',
    outExtension: { '.js': '.mjs' },
    define: { 'process.env.NODE_ENV': '"production"' },
    // Some dependencies are CommonJS and ask for Node's own modules with require().
    banner: {
      js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
    },
    plugins: [withoutDevtools],
  };
  const entries = [...PEERS, 'ours'].map((name) => [
    name,
    `${HERE}/programs/${name}.${name === 'wizard-on-ink' ? 'tsx' : 'ts'}`,
  ]);
  await build({ ...options, entryPoints: Object.fromEntries(entries), outdir: folder });
  return {
    folder,
    ours: join(root, 'dist', 'main.js'),
    peers: Object.fromEntries(PEERS.map((name) => [name, join(folder, `${name}.mjs`)])),
    /** Measured without a process: see programs/ours.ts. */
    modules: await import(pathToFileURL(join(folder, 'ours.mjs')).href),
  };
}
