/** The offset of the next page of a list. */
import { expect, test } from 'vitest';
import { nextOffset } from '../../../src/task/paging.ts';

test.each([
  ['a full page of more', { offset: 0, received: 200, count: 450 }, 200],
  ['the page before the last', { offset: 200, received: 200, count: 450 }, 400],
  ['the last page', { offset: 400, received: 50, count: 450 }, undefined],
  ['exactly all', { offset: 200, received: 200, count: 400 }, undefined],
  ['a server that gives less than asked for', { offset: 0, received: 100, count: 450 }, 100],
  ['an empty page though more were promised', { offset: 200, received: 0, count: 450 }, undefined],
  ['no count', { offset: 0, received: 200, count: undefined }, 200],
  ['no count, and an empty page', { offset: 200, received: 0, count: undefined }, undefined],
  ['the last that can be asked for', { offset: 65_335, received: 200, count: 70_000 }, 65_535],
  ['beyond it', { offset: 65_336, received: 200, count: 70_000 }, undefined],
])('%s', (_what, page, next) => {
  expect(nextOffset(page)).toBe(next);
});
