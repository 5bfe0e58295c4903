/** Rows in place of Ink's layout: the same frames as Ink makes with Yoga. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { expect, test } from 'vitest';
import { frameOf } from '../../support/frame.ts';

/** Ink as its package has it. The import is hidden from the alias of the tests. */
const ink: typeof import('ink') = await import(
  pathToFileURL(createRequire(import.meta.url).resolve('ink')).href
);

type Tree = { readonly text: string } | { readonly height?: number; readonly children: readonly Tree[] };

/** Rows as the wizard makes them: never empty, no wider than the screen. */
const row = fc.record({
  text: fc.constantFrom('a', ' b c ', '\x1b[1mbold\x1b[22m', '任务 x', ' ', '\x1b[7m  \x1b[27m'),
});
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    row,
    fc.record({ children: fc.array(tie('tree'), { maxLength: 4 }) }),
  ),
}));

/** Returns the number of rows of a tree. */
const rowsIn = (given: Tree): number =>
  'text' in given ? 1 : (given.height ?? given.children.reduce((sum, child) => sum + rowsIn(child), 0));

/** Gives each box the height of its rows, or more: no box of the wizard has more rows than height. */
const withHeights = (given: Tree, more: number): Tree => {
  if ('text' in given) return given;
  const children = given.children.map((child) => withHeights(child, more));
  return { children, height: rowsIn({ children }) + more };
};

const element = (given: Tree, { Box, Text }: Pick<typeof ink, 'Box' | 'Text'>, key = 0): ReactElement =>
  'text' in given ? (
    <Text key={key}>{given.text}</Text>
  ) : (
    <Box key={key} flexDirection="column" {...(given.height === undefined ? {} : { height: given.height })}>
      {given.children.map((child, index) => element(child, { Box, Text }, index))}
    </Box>
  );

/** Returns the letters of the rows: Ink writes styles anew, and ends them before the spaces at the end of a line. */
const lettersOf = (frame: string) =>
  frame
    .replace(/\x1b\[[\d;]*m/g, '')
    .split('\n')
    .map((line) => line.trimEnd());

test('columns of rows are drawn as Ink draws them with Yoga', () => {
  fc.assert(
    fc.property(tree, fc.nat(2), (given, more) => {
      for (const one of [given, withHeights(given, 0), withHeights(given, more)]) {
        const expected = ink.renderToString(element(one, ink), { columns: 80 });
        expect(lettersOf(frameOf(element(one, { Box, Text })))).toEqual(lettersOf(expected));
      }
    }),
    { numRuns: 100 },
  );
});

test('a row keeps its styles as they are, a box cuts what has no room in it', () => {
  const rows = ['\x1b[1ma\x1b[22m b  ', 'second', 'third'];
  const box = { height: 2, children: rows.map((text) => ({ text })) };
  expect(frameOf(element(box, { Box, Text }))).toBe('\x1b[1ma\x1b[22m b\nsecond');
});

test('components have columns and rows only: nothing else would be drawn', () => {
  const folder = new URL('../../../components', import.meta.url).pathname;
  const tags = readdirSync(folder)
    .filter((name) => name.endsWith('.tsx'))
    .flatMap(
      (name) =>
        readFileSync(join(folder, name), 'utf8').match(/<(?:Box|Text|Static|Transform)\b[^>]*>/g) ?? [],
    );
  expect(tags.length).toBeGreaterThan(5);
  for (const tag of tags) expect(tag).toMatch(/^<(?:Text|Box flexDirection="column"( height=\{[^}]*\})?)>$/);
});
