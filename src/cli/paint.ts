/** Colors the mark at the start of a line of a result, on a terminal. Nothing is shown by color alone. */
import { styleText } from 'node:util';
import { usesColor } from '../terminal/capabilities.ts';
import { marks } from './ascii.ts';

type Color = 'green' | 'yellow' | 'red' | 'dim';

function colorsByMark(): ReadonlyMap<string, Color> {
  const { done, error, warning, unknown, todo } = marks();
  return new Map<string, Color>([
    ['~', 'yellow'],
    ['+', 'green'],
    ['-', 'red'],
    ['=', 'dim'],
    [todo, 'dim'],
    [unknown, 'yellow'],
    [warning, 'yellow'],
    [error, 'red'],
    [done, 'green'],
  ]);
}

/** Returns the lines with their marks in color; as they are where standard output shows none. */
export function paintMarks(lines: readonly string[]): readonly string[] {
  if (!usesColor(process.env, process.stdout)) return lines;
  const colors = colorsByMark();
  return lines.map((line) => {
    const [, indent = '', mark = '', rest = ''] = /^( *)(\S+)( .*)$/s.exec(line) ?? [];
    const color = colors.get(mark);
    return color ? `${indent}${styleText(color, mark)}${rest}` : line;
  });
}
