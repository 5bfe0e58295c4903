/** Tables fitted to a width. */
import { expect, test } from 'vitest';
import { type Column, renderTable } from '../../../../src/terminal/text/table.ts';
import { textWidth } from '../../../../src/terminal/text/text-width.ts';

const columns: Column[] = [
  { title: 'Id', cells: ['1234', '5'] },
  { title: 'Name', cells: ['任务一二三四', 'short'], minWidth: 5 },
  { title: 'More', cells: ['a longer text', ''], minWidth: 4, dropPriority: 1 },
  { title: 'Least', cells: ['x', 'y'], dropPriority: 2 },
];

test('in full without a width', () => {
  expect(renderTable(columns)).toEqual([
    'Id    Name          More           Least',
    '1234  任务一二三四  a longer text  x',
    '5     short                        y',
  ]);
});

test.each([
  [40, ['Id    Name          More           Least', '1234  任务一二三四  a longer text  x']],
  [38, ['Id    Name         More          Least', '1234  任务一二三…  a longer te…  x']],
  [24, ['Id    Name   More  Least', '1234  任务…  a l…  x']],
  [23, ['Id    Name     More', '1234  任务一…  a longe…']],
  [16, ['Id    Name', '1234  任务一二…']],
  [3, ['Id    Name', '1234  任务一二三四']],
])('at %s columns', (width, lines) => {
  const table = renderTable(columns, width);
  expect(table.slice(0, 2)).toEqual(lines);
  if (width > 11) for (const line of table) expect(textWidth(line)).toBeLessThanOrEqual(width);
});

test('no rows', () => {
  expect(renderTable(columns.map((column) => ({ ...column, cells: [] })))).toEqual(['Id  Name  More  Least']);
});
