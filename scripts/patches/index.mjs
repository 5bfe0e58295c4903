// Changes dependencies while they are bundled. Each patch is a file of its own that says what it changes, why, what it
// gains, and whether its package was offered the change. `npm run bench -- patches` measures the gains.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import inkDevtools from './ink-devtools.mjs';
import inkKeys from './ink-keys.mjs';
import inkRows from './ink-rows.mjs';
import inquirerFigures from './inquirer-figures.mjs';
import jmespathIntegers from './jmespath-integers.mjs';
import kyClasses from './ky-classes.mjs';
import lazySegmenter from './lazy-segmenter.mjs';
import reactHost from './react-host.mjs';
import stringWidth from './string-width.mjs';

/**
 * A patch: a file of a package, by the end of its path, and `edits`, each a text or an expression and its replacement.
 * `replaces` sends the import of a package to a module of ours, except from that module.
 */
export const PATCHES = [
  inkDevtools,
  inkRows,
  inkKeys,
  reactHost,
  inquirerFigures,
  stringWidth,
  lazySegmenter,
  jmespathIntegers,
  kyClasses,
].flat();

/** Returns a path with slashes: on Windows, esbuild passes backslashes. */
const slashed = (path) => path.replaceAll('\\', '/');

/** Returns the patched text of a file. Throws Error if an edit finds nothing to change. */
export function applyPatch({ name, file, edits }, text) {
  return edits.reduce((before, [from, to]) => {
    const isFound = typeof from === 'string' ? before.includes(from) : before.search(from) >= 0;
    if (!isFound) throw new Error(`patch ${name}: nothing in ${file} matches ${from}`);
    return before.replace(from, to);
  }, text);
}

/**
 * Returns an esbuild plugin. The build fails if a patch doesn't apply: an edit matches nothing, or no bundled file has
 * its path. `root` is the folder of the project.
 */
export const patchDependencies = (root, patches = PATCHES) => ({
  name: 'patch-dependencies',
  setup({ onResolve, onLoad, onEnd }) {
    const applied = new Set();
    const replaced = Object.assign({}, ...patches.map(({ replaces }) => replaces));
    onResolve({ filter: /^project:/ }, ({ path }) => ({ path: join(root, path.slice('project:'.length)) }));
    onResolve({ filter: /^[\w@]/ }, ({ path, importer }) => {
      const own = replaced[path];
      return own === undefined || slashed(importer).endsWith(`/${own}`)
        ? undefined
        : { path: join(root, own) };
    });
    onLoad({ filter: /[/\\]node_modules[/\\].*\.js$/ }, async ({ path }) => {
      const own = patches.filter(({ file }) => slashed(path).endsWith(`/node_modules/${file}`));
      if (own.length === 0) return undefined;
      for (const patch of own) applied.add(patch);
      return { contents: own.reduce((text, patch) => applyPatch(patch, text), await readFile(path, 'utf8')) };
    });
    onEnd(() => {
      const unused = patches.filter((patch) => !applied.has(patch));
      if (unused.length)
        throw new Error(`no such file for ${unused.map(({ name, file }) => `${name}: ${file}`).join(', ')}`);
    });
  },
});
