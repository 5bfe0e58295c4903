/** The Chinese README keeps in step with the English one: the same parts, code, links, and figures, in the same order. */
import { expect, test } from 'vitest';
import { contentOf } from '../../scripts/docs/documents.ts';
import { codeIn, linksIn } from '../../scripts/docs/markdown.ts';

const english = contentOf('README.md');
const chinese = contentOf('README.zh-CN.md');

/** Returns the kind of each block: headings by level, list items, table rows, fences, pictures, paragraphs. */
function structureOf(document: string): string[] {
  const outside = document
    .replaceAll(/^```\w*\n[\s\S]*?\n```$/gm, 'FENCE')
    .replaceAll(/<!-- generated: [\s\S]*?<!-- \/generated -->/g, 'TABLE');
  return outside.split(/\n{2,}/).flatMap((block) => {
    const heading = /^(#+) /.exec(block)?.[1];
    if (heading) return [heading];
    if (/^[|-] ?/.test(block)) return block.split(/\n(?=[|-])/).map((line) => line.slice(0, 1));
    return [/^(?: {4}|!\[|FENCE|TABLE)/.exec(block)?.[0] ?? 'paragraph'];
  });
}

/** Returns the numbers in prose: figures that must not differ. */
const figuresIn = (document: string): string[] =>
  [...document.replaceAll(/<!-- generated: [\s\S]*?<!-- \/generated -->/g, '').matchAll(/\d[\d,.]*\d|\d/g)]
    .map(([figure]) => figure)
    .sort();

test('has the same parts in the same order', () => {
  expect(structureOf(chinese)).toEqual(structureOf(english));
});

test('shows the same commands with the same output', () => {
  const fences = (document: string) => codeIn(document).filter(({ language }) => language !== 'span');
  expect(fences(chinese)).toEqual(fences(english));
});

test('links to the same places, and to the other language', () => {
  const others = (document: string) => linksIn(document).filter((link) => !link.startsWith('README'));
  expect(others(chinese)).toEqual(others(english));
  expect(linksIn(chinese)).toContain('README.md');
  expect(linksIn(english)).toContain('README.zh-CN.md');
});

test('has the same figures', () => {
  expect(figuresIn(chinese)).toEqual(figuresIn(english));
});
