// What dependencies do at start-up that this program has no use for, taken out while they are bundled.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** In files whose path ends so, each text is replaced. */
const REPLACED = {
  // React's developer tools would be half the bundle, and the await for them keeps it from being CommonJS.
  'ink/build/reconciler.js': [["process.env['DEV'] === 'true'", 'false']],
  // Each row is looked through for control characters several times a key: what was found of it is remembered.
  'ink/build/sanitize-ansi.js': [
    [
      'export default sanitizeAnsi;',
      `const known = new Map();
       export default (text) => {
         let safe = known.get(text);
         if (safe === undefined) {
           if (known.size > 500) known.clear();
           safe = sanitizeAnsi(text);
           known.set(text, safe);
         }
         return safe;
       };`,
    ],
  ],
  // See ROWS.
  'ink/build/output.js': [['export default class Output {', 'class Output {']],
  // Its WebAssembly goes into the bundle as bytes, see below.
  'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js': [
    ['import.meta.url', "''"],
    [/base64,[\w+/=]+/, 'base64,'],
  ],
};

/** As it comes, Yoga fetches its WebAssembly from a data URL: that loads all of fetch, and takes 20 ms. This takes 2. */
const YOGA = `
import load from '../binaries/yoga-wasm-base64-esm.js';
import wrapAssembly from './wrapAssembly.js';
import bytes from 'yoga.wasm';
const assembly = {
  instantiateWasm(imports, received) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
    received(instance);
    return instance.exports;
  },
};
load(assembly);
export default wrapAssembly(assembly);
export * from './generated/YGEnums.js';
`;

/**
 * Ink takes each row apart into letters and puts them together again, in case they stand over each other: three quarters
 * of what a key costs. Whole rows that stand alone are taken as they are.
 */
const ROWS = `
export default class Rows extends Output {
  get() {
    const rows = [];
    for (const { type, x, y, text, transformers } of this.operations) {
      const isRow = type === 'write' && x === 0 && y >= 0 && y < this.height && !/\\n/.test(text);
      if (!isRow || rows[y] !== undefined) return super.get();
      rows[y] = transformers.reduce((row, transform) => transform(row, 0), text).trimEnd();
    }
    return { output: Array.from({ length: this.height }, (_, y) => rows[y] ?? '').join('\\n'), height: this.height };
  }
}
`;

/** Where letters end is known of most of them without asking the system. */
const SEGMENTER = /^const (\w+) = (new Intl\.Segmenter\(.*\));$/gm;

/** string-width evaluated at its first use: its table of emoji takes 15 ms, and letters that need it are rare. */
function atFirstUse(module) {
  const imports = module.match(/^import .*;$/gm).join('\n');
  const body = module.replace(/^import .*;$/gm, '').replace('export default function', 'return function');
  return `${imports}\nlet made;\nexport default (...given) => (made ??= make())(...given);\nfunction make() {${body}}`;
}

/** `root` is the folder of the project. */
export const lighten = (root) => ({
  name: 'lighten',
  setup({ onResolve, onLoad }) {
    const letters = JSON.stringify(join(root, 'src/terminal/letters.ts'));
    const yoga = join(root, 'node_modules/yoga-layout/dist/src');
    onResolve({ filter: /^yoga\.wasm$/ }, () => ({ path: 'yoga.wasm', namespace: 'bytes' }));
    onLoad({ filter: /./, namespace: 'bytes' }, async () => {
      const holder = await readFile(join(yoga, '../binaries/yoga-wasm-base64-esm.js'), 'utf8');
      const [, base64] = /base64,([\w+/=]+)/.exec(holder);
      return { contents: Buffer.from(base64, 'base64'), loader: 'binary' };
    });
    onLoad({ filter: /yoga-layout\/dist\/src\/index\.js$/ }, () => ({ contents: YOGA, resolveDir: yoga }));
    // Every width is asked of our own module, which asks the package where letters are out of the ordinary.
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      importer.endsWith('/src/terminal/widths.ts')
        ? undefined
        : { path: join(root, 'src/terminal/widths.ts') },
    );
    onLoad({ filter: /\/string-width\/index\.js$/ }, async ({ path }) => ({
      contents: atFirstUse(await readFile(path, 'utf8')),
    }));
    onLoad({ filter: /\/node_modules\/.*\.js$/ }, async ({ path }) => {
      const original = await readFile(path, 'utf8');
      let contents = original.replace(SEGMENTER, 'const $1 = segmenterFor(() => $2);');
      if (contents !== original) contents = `import { segmenterFor } from ${letters};\n${contents}`;
      const [, replacements = []] = Object.entries(REPLACED).find(([end]) => path.endsWith(`/${end}`)) ?? [];
      for (const [from, to] of replacements) {
        const replaced = contents.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to);
        if (replaced === contents) throw new Error(`${path}: nothing to replace for ${from}`);
        contents = replaced;
      }
      if (path.endsWith('/ink/build/output.js')) contents += ROWS;
      return contents === original ? undefined : { contents };
    });
  },
});
