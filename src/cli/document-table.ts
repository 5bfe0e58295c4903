/** Writes what --query selected as a table, a row for each element. */
import { isExactNumber, isObject, type Json, type JsonObject, stringifyJson } from '../json/json.ts';
import { renderTable } from '../terminal/text/table.ts';
import { printableAll } from './ascii.ts';

const cellOf = (value: Json | undefined): string => {
  if (value == null) return '';
  return typeof value === 'object' && !isExactNumber(value) ? stringifyJson(value) : String(value);
};

/** Objects make columns of their keys, lists columns without titles, and other values a column. */
export function writeTable(_document: Json, rows: readonly Json[]): string {
  const objects = rows.filter(isObject);
  const lines =
    objects.length === rows.length && rows.length > 0
      ? objectLines(objects)
      : rows.map((row) => (Array.isArray(row) ? row.map(cellOf).join('  ') : cellOf(row)));
  return lines.length ? `${printableAll(lines).join('\n')}\n` : '';
}

function objectLines(rows: readonly JsonObject[]): string[] {
  const titles = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return renderTable(
    titles.map((title) => ({ title, cells: printableAll(rows.map((row) => cellOf(row[title]))) })),
  );
}
