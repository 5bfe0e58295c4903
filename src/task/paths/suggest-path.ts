/** Finds the path that a wrong one may stand for: a misspelt field, or one that lies deeper in the task. */
import { closest } from '../../text/suggest.ts';
import { fieldsOf, type ObjectName } from '../fields/catalogue.ts';

/** Lists the paths of all fields below an object, with `[…]` for the elements of lists; those nearer to the top first. */
function pathsBelow(object: ObjectName): { readonly path: string; readonly name: string }[] {
  const found: { path: string; name: string }[] = [];
  let level: { object: ObjectName; prefix: string }[] = [{ object, prefix: '' }];
  while (level.length) {
    const next: typeof level = [];
    for (const { object: here, prefix } of level) {
      for (const { name, of, type } of fieldsOf(here)) {
        found.push({ path: prefix + name, name });
        if (of) next.push({ object: of, prefix: `${prefix}${name}${type === 'array' ? '[…]' : ''}.` });
      }
    }
    level = next;
  }
  return found;
}

/** Returns `path` with its step `key`, which `object` doesn't have, replaced by what may be meant. */
export function suggestPath(path: string, key: string, object: ObjectName): string | undefined {
  const names = fieldsOf(object).map(({ name }) => name);
  const deeper = pathsBelow(object);
  const near = closest(key, names);
  const below = deeper.find(({ name }) => name === key);
  const misspelt = closest(key, [...new Set(deeper.map(({ name }) => name))]);
  const meant = near ?? below?.path ?? deeper.find(({ name }) => name === misspelt)?.path;
  if (meant === undefined) return undefined;
  const at = path.search(new RegExp(`(?<![\\w])${key}(?![\\w])`));
  return at < 0 ? undefined : path.slice(0, at) + meant + path.slice(at + key.length);
}
