/** Lists every value of a task by its path, for `show --all`: also those that no update can change. */
import { printable } from '../../cli/ascii.ts';
import { isExactNumber, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { formatExactBytes, formatValue } from '../../task/fields/values.ts';
import { canonicalPath, namedPath } from '../../task/paths/canonical-path.ts';
import { resolveField } from '../../task/paths/path.ts';
import { pad, textWidth } from '../../terminal/text/text-width.ts';
import { text } from '../../text/text.ts';

type Keys = readonly (string | number)[];

const isLeaf = (value: Json): boolean =>
  isExactNumber(value) || typeof value !== 'object' || value === null || Object.keys(value).length === 0;

/** Lists the values of a document that hold no others, in its order. */
function leavesOf(value: Json, keys: Keys = []): (readonly [Keys, Json])[] {
  if (isLeaf(value)) return [[keys, value]];
  if (Array.isArray(value)) return value.flatMap((element, index) => leavesOf(element, [...keys, index]));
  return isObject(value)
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...keys, key]))
    : [];
}

/** Formats a value by its field; as SMS returned it where no update has the field. */
function valueText(path: string, value: Json): string {
  if (isObject(value) && Object.keys(value).length === 0) return '{}';
  try {
    const { field } = resolveField(path);
    const bytes = formatExactBytes(field, value);
    return [formatValue(field, value), ...(bytes === undefined ? [] : [`(${bytes})`])].join(' ');
  } catch {
    return formatValue(undefined, value);
  }
}

/** Maximum width of the paths before the values, in columns. */
const MAX_PATH_WIDTH = 60;

export function allValues(task: JsonObject, width: number): string[] {
  const rows = leavesOf(task).map(([keys, value]) => {
    const path = canonicalPath(task, keys);
    return [printable(namedPath(task, keys) ?? path), valueText(path, value)] as const;
  });
  const most = Math.min(MAX_PATH_WIDTH, Math.floor(width / 2));
  const column = Math.min(most, Math.max(0, ...rows.map(([path]) => textWidth(path))));
  return [
    '',
    text().shell.allValues,
    ...rows.map(([path, value]) => `  ${textWidth(path) > column ? path : pad(path, column)}  ${value}`),
  ];
}
