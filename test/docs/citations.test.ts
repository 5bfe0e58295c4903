/** Comments, tests and rules cite docs/api-notes.md by anchor; maintainers' documents name files. All of them exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentOf, DOCUMENTS, ROOT } from '../../scripts/docs/documents.ts';
import { anchorsIn, codeIn } from '../../scripts/docs/markdown.ts';
import { RULES } from '../../src/task/rules/rules.ts';

const FOLDERS = ['src', 'components', 'test', 'scripts', 'docs'];
const IS_TEXT = /\.(?:tsx?|[cm]?js|json|md|ya?ml)$/;

/** Every text file of the repository that may cite, by path from the root. */
const FILES: readonly string[] = [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && IS_TEXT.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name))),
  ),
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
];

/** Returns the anchors of the API notes that a text cites. */
const citedIn = (content: string): string[] =>
  [...content.matchAll(/\bapi-notes\.md#([\p{L}\p{N}_-]+)/gu)].map(([, anchor = '']) => anchor);

describe('the API notes', () => {
  const anchors = anchorsIn(contentOf('docs/api-notes.md'));
  const citations = FILES.flatMap((file) =>
    citedIn(readFileSync(join(ROOT, file), 'utf8')).map((anchor) => ({ file, anchor })),
  );

  test('have an anchor for every citation', () => {
    const inCode = citations.filter(({ file }) => /^(?:src|components|test|scripts)\//.test(file));
    expect(inCode.length).toBeGreaterThanOrEqual(37);
    expect(citations.filter(({ anchor }) => !anchors.includes(anchor))).toEqual([]);
  });

  test('have each anchor once', () => {
    expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
  });

  test('have the fact behind each rule that is no standard', () => {
    const without = RULES.filter(({ source: { basis, note } }) =>
      note === undefined ? basis !== 'standard' : !anchors.includes(note),
    );
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  test('mark each fact about disks with its basis', () => {
    const rows = contentOf('docs/api-notes.md')
      .split('\n')
      .filter((line) => line.includes('<a id="rule-'));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => !/ \| [^|]*\*\*[DOI]\*\*[^|]* \|$/.test(row))).toEqual([]);
  });

  test('mark each rule that is documented as documented', () => {
    const content = contentOf('docs/api-notes.md');
    const rows = content.split('\n');
    const sections = content.split(/^(?=#{2,3} )/m);
    const factOf = (note = '') =>
      rows.find((row) => row.includes(`<a id="${note}">`)) ??
      sections.find((section) => anchorsIn(section.split('\n')[0] ?? '').includes(note)) ??
      '';
    const documented = RULES.filter(({ source }) => /^(?:documented|reference)$/.test(source.basis));
    expect(documented.length).toBeGreaterThan(20);
    const others = documented.filter(({ source }) => !factOf(source.note).includes('**D**'));
    expect(others.map(({ name }) => name)).toEqual([]);
  });

  test('are cited by anchor, never by the name that they had before', () => {
    const former = ['API', 'facts'].join(' ');
    expect(FILES.filter((file) => readFileSync(join(ROOT, file), 'utf8').includes(former))).toEqual([]);
  });
});

test('anchors are those of headings and of named places, outside of code', () => {
  const text = '## 1. Two words\n\n## 1. Two words\n\n| <a id="named"></a>row | `<a id="shown">` |';
  expect(anchorsIn(text)).toEqual(['1-two-words', '1-two-words-1', 'named']);
});

describe('documents for maintainers', () => {
  const documents = DOCUMENTS.filter((path) =>
    /^docs\/(?:architecture|api-notes|decisions)|^src\//.test(path),
  );

  test.each(documents)('%s names files that exist', (path) => {
    const named = codeIn(contentOf(path))
      .filter(({ language }) => language === 'span')
      .map(({ content }) => content)
      .filter((span) => /^(?:src|components|test|scripts|docs|\.github)\/[\w./-]*$/.test(span));
    expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  test('are found', () => {
    expect(documents).toContain('docs/architecture.md');
    expect(documents).toContain('docs/decisions/README.md');
    expect(documents).toContain('src/terminal/frame-diff/README.md');
  });
});

test('the README of the frame differ names what is there', () => {
  const folder = 'src/terminal/frame-diff';
  const api = contentOf(`${folder}/README.md`).match(/## API\n([\s\S]*?)\n## /)?.[1] ?? '';
  const named = [...api.matchAll(/^\| `(\w+)` +\| `([\w.-]+)` /gm)].map(([, name = '', file = '']) => ({
    name,
    file,
  }));
  expect(named.length).toBeGreaterThan(5);
  const missing = named.filter(({ name, file }) => {
    const code = contentOf(`${folder}/${file}`);
    return !new RegExp(
      `export (?:const|function|interface) ${name}\\b|readonly ${name}: |^  ${name}\\(`,
      'm',
    ).test(code);
  });
  expect(missing).toEqual([]);
});
