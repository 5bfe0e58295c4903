/** Checks that the files and names in CONTRIBUTING.md exist. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentOf, ROOT } from '../../scripts/docs/documents.ts';

/** The text with each paragraph and list item on one line. */
const content = contentOf('CONTRIBUTING.md').replaceAll(/(?<=\S)\n +(?=\S)/g, ' ');

test('every file and directory that it names exists', () => {
  const paths = [...content.matchAll(/`((?:src|test|scripts|components|docs|\.github)\/[\w./-]*)`/g)];
  const missing = paths.map(([, path = '']) => path).filter((path) => !existsSync(join(ROOT, path)));
  expect(paths.length).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

test('every table that it names is in the file that it names', () => {
  // `NAME` in `path`, or `NAME` and to `OTHER` in `path`.
  const places = [...content.matchAll(/((?:`\w+`(?: and to )?)+) in\s+`((?:src|scripts)\/[\w./-]+\.ts)`/g)];
  const named = places.flatMap(([, names = '', path = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => [path, name] as const),
  );
  expect(named.length).toBeGreaterThan(12);
  const missing = named.filter(
    ([path, name]) =>
      !new RegExp(`(?:const|type|function|interface) ${name}\\b`).test(
        readFileSync(join(ROOT, path), 'utf8'),
      ),
  );
  expect(missing).toEqual([]);
});
