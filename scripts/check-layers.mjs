// Fails on an import that points up the layers: commands → update, session, cli → front ends → wizard → task → ground.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';

const root = dirname(import.meta.dirname);

/** The imports that each layer may have besides those from itself: folders, files, `npm:` packages; `node:` is all of Node. */
export const LAYERS = {
  'src/text': [],
  'src/files': ['node:'],
  'src/json': ['npm:lossless-json', 'npm:js-yaml'],
  'src/task': ['src/json', 'src/text', 'npm:zod'],
  'src/wizard': ['src/task', 'src/json', 'src/text', 'src/terminal/text/text-width.ts'],
  'src/terminal/text': ['npm:string-width'],
  'src/terminal/frame-diff': ['src/terminal/text', 'src/terminal/capabilities.ts', 'node:'],
  'src/terminal': ['src/terminal/text', 'node:'],
  'src/storage': ['src/files', 'src/task', 'src/json', 'src/text', 'node:', 'npm:zod'],
  'src/api': ['src/files', 'src/json', 'src/text', 'src/task/errors.ts', 'node:', 'npm:ky'],
  'src/simulator': ['node:', 'npm:lossless-json'],
  'src/plain': ['src/wizard', 'src/task', 'src/json', 'src/text', 'src/terminal'],
  components: ['src/wizard', 'src/task', 'src/json', 'src/text', 'src/terminal', 'npm:ink', 'npm:react'],
  'src/cli': [
    'src/api/service-error.ts',
    'src/api/redact.ts',
    'src/api/credentials/types.ts',
    'src/task',
    'src/json',
    'src/text',
    'src/terminal',
    'node:',
    'npm:@inquirer/prompts',
    'npm:jmespath',
  ],
  'src/session': [
    'src/cli',
    'src/files',
    'src/api',
    'src/simulator',
    'src/task',
    'src/json',
    'src/text',
    'src/terminal',
    'node:',
  ],
  'src/update': ['src/api', 'src/storage', 'src/task', 'src/json', 'src/text', 'node:'],
  'src/commands': [
    'src/update',
    'src/session',
    'src/cli',
    'src/plain',
    'components',
    'src/wizard',
    'src/task',
    'src/api',
    'src/storage',
    'src/files',
    'src/simulator',
    'src/terminal',
    'src/json',
    'src/text',
    'node:',
  ],
  'src/start': ['src/files', 'node:'],
  'src/main.ts': ['src/commands', 'src/start', 'node:'],
};

const layers = Object.keys(LAYERS).sort((a, b) => b.length - a.length);
const layerOf = (path) => layers.find((layer) => path === layer || path.startsWith(`${layer}/`));

async function* sourcesIn(folder) {
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sourcesIn(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

/** Returns a line for each import that LAYERS does not allow. */
async function findViolations() {
  const faults = [];
  for (const folder of ['src', 'components']) {
    for await (const path of sourcesIn(folder)) {
      const layer = layerOf(path);
      if (!layer) faults.push(`${path} belongs to no layer`);
      const text = await readFile(join(root, path), 'utf8');
      for (const [, wanted] of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
        const target = wanted.startsWith('.')
          ? relative(root, resolve(root, dirname(path), wanted)).replaceAll('\\', '/')
          : wanted.startsWith('node:')
            ? wanted
            : `npm:${wanted}`;
        // A layer inside another is a layer of its own: it is not imported by virtue of the outer one's name alone.
        const isAllowed =
          layerOf(target) === layer ||
          (LAYERS[layer] ?? []).some(
            (allowed) =>
              target === allowed ||
              target.startsWith(`${allowed}/`) ||
              (allowed === 'node:' && target.startsWith(allowed)),
          );
        if (!isAllowed) faults.push(`${path} may not import ${wanted}`);
      }
    }
  }
  return faults;
}

if (import.meta.filename === process.argv[1]) {
  const violations = await findViolations();
  if (violations.length) {
    console.error(violations.join('\n'));
    process.exitCode = 1;
  }
}
