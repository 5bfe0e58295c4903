// Fails on words that texts.json bans in the catalogues, on long sentences, and on screen messages that get cut.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values: options } = parseArgs({
  options: {
    // Another table, and a module that exports the catalogues `en` and `zh`.
    table: { type: 'string', default: join(import.meta.dirname, 'texts.json') },
    module: { type: 'string' },
  },
});
const root = join(import.meta.dirname, '..');
const table = JSON.parse(readFileSync(options.table, 'utf8'));

/** Returns the catalogues of both languages and the width of a text in a terminal. */
async function load() {
  const contents = options.module
    ? `export { en, zh } from ${JSON.stringify(options.module)};`
    : `import { en as english } from './src/text/en/en.ts';
       import { zh as chinese } from './src/text/zh/zh.ts';
       import { mends, codes } from './src/text/service-codes.json';
       const codesIn = (language, place) => ({
         mends: Object.fromEntries(Object.entries(mends).map(([name, words]) => [name, words[language]])),
         codes: Object.fromEntries(Object.entries(codes).map(([code, words]) => [code, words[place]])),
       });
       export const en = { ...english, serviceCodes: codesIn('en', 1) };
       export const zh = { ...chinese, serviceCodes: codesIn('zh', 2) };`;
  const width = "export { textWidth } from './src/terminal/text/text-width.ts';";
  const { outputFiles } = await build({
    stdin: { contents: `${contents}\n${width}`, resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** Names of parameters that are numbers. */
const NUMBERS =
  /^(?:n|at|of|not|applied|unverified|seconds|times|count|shown|done|left|percent|columns|rows|volumes|disks|changes|prefix|number|line|min|max|most|least|status|characters|lowest|later)$/;

/** Values for parameters, in the order to try: a set per variant of a text, such as its singular. */
const VARIANTS = [
  { number: 12, words: ['web-01', ['web-01'], new Date(0)] },
  { number: 1, words: ['web-01', ['web-01'], new Date(0)] },
  { number: 0, words: ['web-01', ['web-01'], new Date(0)] },
  { number: 12, words: [false, 'web-01', [], ['web-01'], new Date(0)] },
];

/** Returns the names of the parameters of a function. */
const parametersOf = (text) =>
  [...(/^\(?([^)=]*)/.exec(String(text))?.[1] ?? '').matchAll(/[a-z]+/gi)].map(String);

/** Yields every list of arguments that a variant has for these parameters. */
function* argumentsFor([name, ...others], { number, words }) {
  if (name === undefined) return yield [];
  for (const value of NUMBERS.test(name) ? [number, ...words] : [...words, number]) {
    for (const rest of argumentsFor(others, { number, words })) yield [value, ...rest];
  }
}

/** Returns a text with the values of a variant in it; undefined if none fits. */
function filled(text, variant) {
  for (const values of argumentsFor(parametersOf(text), variant)) {
    try {
      const result = String(text(...values));
      if (!/undefined|\[object|NaN|false/.test(result)) return result;
    } catch {}
  }
  return undefined;
}

/** Returns every variant of a text; none if no values fit it. */
const variantsOf = (text) =>
  typeof text === 'string'
    ? [text]
    : [...new Set(VARIANTS.map((variant) => filled(text, variant)).filter((result) => result !== undefined))];

/** Yields each text of a catalogue by its path. */
function* textsOf(catalogue, path = '') {
  for (const [key, value] of Object.entries(catalogue)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'object' && value !== null) yield* textsOf(value, here);
    else yield [here, variantsOf(value)];
  }
}

/** Returns the number of words in the longest sentence of a text. A quotation counts as one word. */
const longestSentence = (text) =>
  Math.max(
    ...text
      .replace(/"[^"]*"|`[^`]*`/g, 'x')
      .split(/(?<=[.?!])\s+(?=[A-Z"])|\n/)
      .map((sentence) => sentence.split(/\s+/).filter(Boolean).length),
  );

const { en, zh, textWidth } = await load();

/** Returns a text with sentences that begin in lower case, as the patterns are; words in capitals stay. */
const lowered = (text) => text.replace(/(?:^|[.?!:]\s+|\n)[A-Z](?=[a-z ])/g, (start) => start.toLowerCase());

/** Yields the faults of a text, and what to write instead. */
function* faultsOf(language, path, text) {
  for (const [pattern, to] of Object.entries(table[language])) {
    for (const [found] of (language === 'en' ? lowered(text) : text).matchAll(new RegExp(pattern, 'gu'))) {
      yield `"${found}" → ${to}`;
    }
  }
  const words = language === 'en' ? longestSentence(text) : 0;
  if (words > table.maxWords) yield `${words} words in a sentence`;
  if (table.screenMessages.some((place) => path === place || path.startsWith(`${place}.`))) {
    const columns = Math.max(...text.split('\n').map(textWidth));
    if (columns > table.maxColumns) yield `${columns} columns`;
  }
}

let faults = 0;
for (const [language, catalogue] of Object.entries({ en, zh })) {
  for (const [path, texts] of textsOf(catalogue)) {
    const found = new Set(texts.length === 0 ? ['no sample value fits it'] : []);
    for (const text of texts) {
      for (const fault of faultsOf(language, path, text)) found.add(`${fault}: ${text}`);
    }
    for (const fault of found) console.error(`${language} ${path}: ${fault}`);
    faults += found.size;
  }
}
if (faults > 0) {
  console.error(`${faults} faults in the texts. See Text in CONTRIBUTING.md.`);
  process.exitCode = 1;
}
