/** Kept edits on today's task: where a field stands whose element the same edits renamed. */
import type { Json, JsonObject } from '../json/json.ts';
import { UsageError } from './errors.ts';
import { positionsOf } from './identity.ts';
import { locate, stepInto, valueAt } from './path.ts';
import type { Replayable } from './replay.ts';

const LAST_SELECTOR = /\[(?:"((?:[^"\\]|\\.)*)"|([^\]]*))\]$/;

/** The list that an element's path stands in, and the selector that names the element. */
export function splitElement(path: string): { list: string; selector: string } {
  const match = LAST_SELECTOR.exec(path);
  const selector = match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2] ?? '';
  return { list: path.slice(0, match?.index ?? path.length), selector };
}

/** Where a kept edit belongs today: as it was written, else under the name that the same edits gave its element. */
export function pathNow(task: JsonObject, path: string, edits: readonly Replayable[]): string {
  try {
    return locate(task, path).path;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return renamedPath(task, path, edits) ?? path;
  }
}

/** The outermost element first: what is in it goes along. */
function renamedPath(task: JsonObject, path: string, edits: readonly Replayable[]): string | undefined {
  const namings = edits
    .map((edit) => ({ ...edit, element: edit.path.replace(/\.\w+$/, '') }))
    .filter(({ kind, element }) => kind === 'set' && path.startsWith(`${element}.`))
    .sort((a, b) => a.element.length - b.element.length);
  for (const { path: naming, element, before, value } of namings) {
    const { list, selector } = splitElement(element);
    // Only a field that the element was known by renames it.
    if (String(before) !== selector) continue;
    const found = onlyOne(task, list, value);
    if (found === undefined) continue;
    const now = (old: string) =>
      old.startsWith(`${element}.`) ? list + found + old.slice(element.length) : old;
    const others = edits.filter((edit) => edit.path !== naming);
    return pathNow(
      task,
      now(path),
      others.map((edit) => ({ ...edit, path: now(edit.path) })),
    );
  }
  return undefined;
}

function onlyOne(task: JsonObject, list: string, name: Json): string | undefined {
  const { field, keys } = locate(task, list);
  const elements = valueAt(task, keys);
  if (!field.of || !Array.isArray(elements)) return undefined;
  const positions = positionsOf(field.of, elements, String(name));
  return positions.length === 1 ? stepInto(field.of, elements, positions[0] as number) : undefined;
}
