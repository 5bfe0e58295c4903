// Says which lazily imported modules are bundled into the same file. Fewer files start faster, and so do smaller ones.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * The files that the program loads on demand. A module that is imported with `import()` goes to the first chunk whose
 * `modules` match its path; `also` names modules that go with them. All of a chunk is imported as soon as one of its
 * modules is. `after` names chunks that are always loaded by then: nothing in them is put into a file of its own.
 */
export const CHUNKS = {
  // Nearly every command opens a session.
  program: {
    after: [],
    modules: /^src\/(commands\/root|cli\/locale)\.ts$/,
    also: ['src/session/session.ts'],
  },
  // On the way to the first frame and the first request.
  wizard: { after: ['program'], modules: /^(src\/commands\/wizard\/wizard|components\/first-frame)\.ts$/ },
  network: { after: ['program'], modules: /^src\/api\/request\.ts$/ },
  // While the first request is under way.
  session: {
    after: ['wizard', 'network'],
    modules: /^src\/(commands\/wizard\/.*|api\/response-schema\.ts$)/,
  },
  // One of the two front ends.
  screen: { after: ['session'], modules: /^components\// },
  plain: { after: ['session'], modules: /^src\/plain\// },
  // Only if a response or a task has an error code of SMS.
  codes: { after: ['program'], modules: /^src\/text\/service-codes-data\.ts$/ },
  // Only for some users: access keys, passwords, proxies; a terminal that is asked; Chinese; a simulated service.
  account: { after: ['network'], modules: /^src\/api\// },
  prompts: { after: ['program'], modules: /^src\/.*prompts\.ts$/ },
  chinese: { after: ['program'], modules: /^src\/text\/zh\// },
  // Only for -o yaml, --edit and --query.
  formats: { after: ['program'], modules: /^src\/(json\/yaml|cli\/query)\.ts$/ },
  simulator: { after: ['program'], modules: /^src\/simulator\// },
  commands: { after: ['network'], modules: /^src\// },
};

const chunkOf = (module) => Object.keys(CHUNKS).find((name) => CHUNKS[name].modules.test(module));

/** Returns the chunks that are loaded whenever `name` is, besides itself. */
const loadedBefore = (name) => CHUNKS[name].after.flatMap((earlier) => [earlier, ...loadedBefore(earlier)]);

/** Returns a stable name for what the chunks `users` share: `commands-session-shared` where both need it. */
export function sharedName(users) {
  const first = users.filter((user) => !loadedBefore(user).some((earlier) => users.includes(earlier)));
  return `${first.toSorted().join('-')}-shared`;
}

/** Returns the modules that the sources import on demand, by their paths from `root`, sorted. */
function importedOnDemand(root) {
  const found = new Set();
  for (const folder of ['src', 'components'])
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      for (const [, path] of text.matchAll(/\bimport\('(\.[^']+)'\)/g))
        found.add(slashed(relative(root, join(entry.parentPath, path))));
    }
  return [...found].sort();
}

/** Returns a path with slashes: on Windows it has backslashes. */
const slashed = (path) => path.replaceAll('\\', '/');

/** Returns an esbuild plugin that sends each `import()` to its chunk. `root` is the folder of the project. */
export const chunks = (root) => ({
  name: 'chunks',
  setup({ onResolve, onLoad }) {
    const all = importedOnDemand(root);
    onResolve({ filter: /^chunk:/ }, ({ path }) => ({
      path: path.slice('chunk:'.length),
      namespace: 'chunk',
    }));
    onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const chunk = chunkOf(slashed(relative(root, join(resolveDir, path))));
      return chunk && { path: chunk, namespace: 'chunk' };
    });
    onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => {
      const { after, also = [] } = CHUNKS[path];
      const modules = [...all.filter((module) => chunkOf(module) === path), ...also];
      const lines = [
        ...after.map((name) => `import 'chunk:${name}';`),
        ...modules.map((name) => `export * from './${name}';`),
      ];
      return { contents: lines.join('\n'), resolveDir: root };
    });
  },
});
