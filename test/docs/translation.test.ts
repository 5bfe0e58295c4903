/** Chinese documents keep in step with the English ones: the same parts, commands, links, and figures, in the same order. */
import { dirname, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentOf, TRANSLATIONS } from '../../scripts/docs/documents.ts';
import { anchorsIn, codeIn, linksIn } from '../../scripts/docs/markdown.ts';

const GENERATED = /<!-- generated: ([\s\S]*?) -->[\s\S]*?<!-- \/generated -->/g;

/** Returns the kind of each block: headings by level, list items, table rows, fences, pictures, paragraphs. */
function structureOf(document: string): string[] {
  const outside = document.replaceAll(/^```\w*\n[\s\S]*?\n```$/gm, 'FENCE').replaceAll(GENERATED, 'TABLE');
  return outside.split(/\n{2,}/).flatMap((block) => {
    const heading = /^(#+) /.exec(block)?.[1];
    if (heading) return [heading];
    if (/^[|-] ?/.test(block)) return block.split(/\n(?=[|-])/).map((line) => line.slice(0, 1));
    return [/^(?: {4}|!\[|FENCE|TABLE)/.exec(block)?.[0] ?? 'paragraph'];
  });
}

/** Returns the generated blocks by name. */
const blocksIn = (document: string): string[] =>
  [...document.matchAll(GENERATED)].map(([, name = '']) => name.replace(' in Chinese', ''));

/** Returns what a reader types: the commands of consoles without their output, other code without its comments. */
const typedIn = (document: string): string[] =>
  codeIn(document)
    .filter(({ language }) => language !== 'span')
    .map(({ content, language }) =>
      language === 'console'
        ? content
            .split('\n')
            .filter((line) => line.startsWith('$ '))
            .join('\n')
        : content.replaceAll(/ +# .*$/gm, ''),
    );

/** Returns the figures in prose: what the program prints is compared by its commands. */
const figuresIn = (document: string): string[] => {
  const prose = document.replaceAll(GENERATED, '').replaceAll(/^```\w*\n[\s\S]*?\n```$/gm, '');
  return [...prose.replaceAll(/\]\([^)]*\)/g, ']').matchAll(/\d[\d,.]*\d|\d/g)]
    .map(([figure]) => figure)
    .sort();
};

/** Returns the links as places of the English documents: an anchor of a translated one by its number. */
function placesIn(path: string, partner: string): string[] {
  return linksIn(contentOf(path)).flatMap((link) => {
    if (/^https?:/.test(link)) return [link];
    const [file = '', anchor] = link.split('#');
    const target = file ? normalize(`${dirname(path)}/${file}`) : path;
    if (target === partner) return [];
    const pair = TRANSLATIONS.find((both) => both.includes(target));
    const number = anchor === undefined || !pair ? anchor : anchorsIn(contentOf(target)).indexOf(anchor);
    return [`${pair?.[0] ?? target}#${number ?? ''}`];
  });
}

test('covers the README, the tutorial, the how-to, and the troubleshooting page', () => {
  expect(TRANSLATIONS.map(([english]) => english)).toEqual([
    'README.md',
    'docs/how-to.md',
    'docs/troubleshooting.md',
    'docs/tutorial.md',
  ]);
});

describe.each(TRANSLATIONS)('%s and %s', (englishPath, chinesePath) => {
  const [english, chinese] = [contentOf(englishPath), contentOf(chinesePath)];

  test('have the same parts in the same order', () => {
    expect(structureOf(chinese)).toEqual(structureOf(english));
    expect(blocksIn(chinese)).toEqual(blocksIn(english));
  });

  test('show the same commands', () => {
    expect(typedIn(chinese)).toEqual(typedIn(english));
  });

  test('link to the same places, and to each other', () => {
    expect(placesIn(chinesePath, englishPath)).toEqual(placesIn(englishPath, chinesePath));
    const to = (path: string) =>
      linksIn(contentOf(path)).map((link) => normalize(`${dirname(path)}/${link}`));
    expect(to(chinesePath)).toContain(englishPath);
    expect(to(englishPath)).toContain(chinesePath);
  });

  test('have the same figures', () => {
    expect(figuresIn(chinese)).toEqual(figuresIn(english));
  });

  test('have comments in one language each', () => {
    const commentsIn = (document: string) =>
      codeIn(document)
        .filter(({ language }) => language === 'sh')
        .flatMap(({ content }) => content.match(/ # .*$/gm) ?? []);
    expect(commentsIn(chinese).filter((comment) => !/\p{Script=Han}/u.test(comment))).toEqual([]);
    expect(commentsIn(english).filter((comment) => /\p{Script=Han}/u.test(comment))).toEqual([]);
  });
});
