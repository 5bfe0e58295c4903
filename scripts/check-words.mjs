// Fails on words that the vocabulary bans (words.json), camelCase file names, and citations that lead nowhere.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    root: { type: 'string', default: join(import.meta.dirname, '..') },
    // Prints the number of faults in each folder, and fails on none.
    counts: { type: 'boolean' },
  },
});
const words = JSON.parse(readFileSync(join(import.meta.dirname, 'words.json'), 'utf8'));

const CODE = /\.(?:tsx?|[cm]js|mts)$/;
/** Recorded data: their words are the subject of tests. */
const DATA = /^test\/(?:fixtures|screens\/frames)\//;

const pathsIn = (folder) =>
  readdirSync(join(options.root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(options.root.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => CODE.test(path) && !DATA.test(path));

/** Returns the folder by which a path is counted: two levels of src and test, one of the others. */
const folderOf = (path) => /^(?:src|test)\/[^/]+(?=\/)|^[^/]+/.exec(path)[0];

/** Comments, then strings and regular expressions, whose words are not names, then names. */
const TOKEN =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[(,=:[!&|?{};+]\s*|=>\s*|return\s+)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/|(?<name>[A-Za-z_$][\w$]*)/g;

/** Returns the words of a name: `diskRows` and `DISK_ROWS` are `disk`, `rows`. */
const wordsOf = (name) =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/);

const phrases = (table) => {
  const all = Object.keys(table).map((phrase) => phrase.replaceAll(' ', '\\s+(?:\\*\\s+)?'));
  return new RegExp(`(?<![\\w-])(?:${all.join('|')})(?![\\w-])`, 'gi');
};
const COMMENT = phrases(words.commentWords);
const OPENING = new RegExp(`^/\\*\\*[\\s*]*(${words.openings.join('|')})\\b`);
const DECLARED = new RegExp(
  `^(?:export )?(?:const|let|(?:async )?function\\*?|class|interface|type|enum) (${Object.keys(words.declaredNames).join('|')})\\b`,
  'gm',
);
const replacements = new Map(
  Object.entries(words.commentWords).map(([phrase, to]) => [phrase.toLowerCase(), to]),
);

/** Yields the faults in a file's name. */
function* faultsInName(path) {
  const name = basename(path);
  const isComponent = path.startsWith('components/') && /^[A-Z][A-Za-z\d]*\.tsx$/.test(name);
  if (!isComponent && /[A-Z_]/.test(name)) yield [0, `file name ${name}: use kebab-case`];
  for (const word of wordsOf(name.replace(/\..*/, ''))) {
    const to = words.identifierWords[word];
    if (to) yield [0, `file name ${name}: ${word} → ${to}`];
  }
}

/** Yields the faults in a file's text, each as its offset and a message. */
function* faultsInText(text) {
  for (const { index, 0: token, groups } of text.matchAll(TOKEN)) {
    if (groups.comment) yield* faultsInComment(token, index);
    if (!groups.name) continue;
    for (const word of wordsOf(token)) {
      const to = words.identifierWords[word];
      if (Object.hasOwn(words.identifierWords, word)) yield [index, `name ${token}: ${word} → ${to}`];
    }
  }
  for (const { index, 1: name } of text.matchAll(DECLARED)) {
    yield [index, `name ${name} → ${words.declaredNames[name]}`];
  }
}

function* faultsInComment(comment, at) {
  const opening = OPENING.exec(comment);
  if (opening) yield [at, `docstring begins with “${opening[1]}”: begin with a verb or noun`];
  const citation = /API\sfacts|§\s?\d/.exec(comment);
  if (citation) yield [at, `“${citation[0]}” leads nowhere: cite an anchor of docs/api-notes.md`];
  for (const { index, 0: found } of comment.matchAll(COMMENT)) {
    const phrase = found.toLowerCase().replace(/[\s*]+/g, ' ');
    yield [at + index, `comment: ${phrase} → ${replacements.get(phrase)}`];
  }
}

const counts = new Map();
const faults = [];
for (const path of ['src', 'components', 'scripts', 'test'].flatMap(pathsIn)) {
  const text = readFileSync(join(options.root, path), 'utf8');
  const found = [...faultsInName(path), ...faultsInText(text)];
  const folder = folderOf(path);
  counts.set(folder, (counts.get(folder) ?? 0) + found.length);
  for (const [at, message] of found)
    faults.push(`${path}:${text.slice(0, at).split('\n').length}: ${message}`);
}

if (options.counts) {
  for (const [folder, count] of [...counts].sort()) console.log(`${String(count).padStart(5)}  ${folder}`);
} else if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
}
