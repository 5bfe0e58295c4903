// Fails on an import against the arrows of the architecture: commands → front ends → wizard → task.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';

const root = dirname(import.meta.dirname);

/** What each place may import from, besides itself. Packages it may use are named with `npm:`; `node:` is Node. */
export const MAY = {
  'src/text': [],
  'src/json': ['npm:lossless-json'],
  'src/task': ['src/json', 'src/text', 'npm:zod'],
  'src/wizard': ['src/task', 'src/json', 'src/text', 'src/terminal/columns.ts'],
  'src/terminal': ['node:', 'npm:string-width'],
  'src/storage': ['src/task', 'src/json', 'src/text', 'node:', 'npm:zod'],
  'src/api': [
    'src/json',
    'src/text',
    'src/task/errors.ts',
    'node:',
    'npm:ky',
    'npm:proxy-from-env',
    'npm:zod',
  ],
  'src/simulator': ['node:', 'npm:lossless-json'],
  'src/plain': ['src/wizard', 'src/task', 'src/json', 'src/text', 'src/terminal'],
  components: ['src/wizard', 'src/task', 'src/json', 'src/text', 'src/terminal', 'npm:ink', 'npm:react'],
  'src/commands': ['src', 'components', 'node:', 'npm:@inquirer/prompts'],
  'src/start': ['node:'],
  'src/main.ts': ['src/commands', 'src/start', 'node:'],
};

const places = Object.keys(MAY).sort((a, b) => b.length - a.length);
const placeOf = (path) => places.find((place) => path === place || path.startsWith(`${place}/`));

async function* sources(folder) {
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

const faults = [];
for (const folder of ['src', 'components']) {
  for await (const path of sources(folder)) {
    const place = placeOf(path);
    if (!place) faults.push(`${path} stands in no place of the architecture`);
    const text = await readFile(join(root, path), 'utf8');
    for (const [, wanted] of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
      const target = wanted.startsWith('.')
        ? relative(root, resolve(root, dirname(path), wanted)).replaceAll('\\', '/')
        : wanted.startsWith('node:')
          ? wanted
          : `npm:${wanted}`;
      const allowed = [place, ...(MAY[place] ?? [])];
      const fits = allowed.some(
        (prefix) =>
          target === prefix ||
          target.startsWith(`${prefix}/`) ||
          (prefix === 'node:' && target.startsWith(prefix)),
      );
      if (!fits) faults.push(`${path} may not import ${wanted}`);
    }
  }
}
if (faults.length) {
  console.error(faults.join('\n'));
  process.exit(1);
}
