/** Turns assignments, `PATH=VALUE` to set and `PATH` to unset, into edits of a draft. */

import {
  addElementAt,
  currentTask,
  type Draft,
  locateIn,
  removeElement,
  setValue,
} from '../task/edits/draft.ts';
import { UsageError } from '../task/errors.ts';
import { fieldsOf } from '../task/fields/catalogue.ts';
import { describeLimits, parseValue } from '../task/fields/values.ts';
import { isUnder, newElementPrefixes, splitSelector } from '../task/paths/path.ts';
import { sizeContext } from '../task/paths/size-context.ts';
import { text } from '../text/text.ts';

/**
 * Applies settings to a draft. `onNote` hears of a value that isn't quite what was typed. Throws UsageError naming path,
 * value and limits.
 */
export function applyAssignments(
  draft: Draft,
  set: readonly string[],
  unset: readonly string[] = [],
  onNote: (note: string) => void = () => {},
): Draft {
  const seen = new Set<string>();
  const rejectDuplicate = (path: string) => {
    if (seen.has(path)) throw new UsageError(text().problem.twice(path));
    seen.add(path);
  };
  const applied = set.reduce(
    (next, setting) => withSetting(next, splitSetting(setting), rejectDuplicate, onNote),
    draft,
  );
  // Named before anything is removed, so that the order of the options doesn't matter.
  const located = unset.map((path) => ({ ...locateIn(applied, path), typed: path }));
  for (const { path, element } of located) {
    if (set.length && seen.has(path) && !unset.includes(path))
      throw new UsageError(text().problem.setAndRemoved(path, path));
    rejectDuplicate(path);
    const inside = element ? [...seen].find((other) => other !== path && isUnder(other, path)) : undefined;
    const isSetInside = inside !== undefined && !located.some((one) => one.path === inside);
    if (isSetInside) throw new UsageError(text().problem.setAndRemoved(inside, path));
  }
  return located.reduce((next, { path, field, element, typed }) => {
    const isGone = located.some((outer) => outer.element && outer.path !== path && isUnder(path, outer.path));
    if (isGone) return next;
    if (element) return removeElement(next, path);
    if (field.of) throw new UsageError(notAValue(typed, field));
    if (field.required) throw new UsageError(text().problem.required(path));
    return setValue(next, path, null);
  }, applied);
}

interface Setting {
  readonly path: string;
  readonly typed: string;
}

function withSetting(
  draft: Draft,
  { path, typed }: Setting,
  once: (path: string) => void,
  onNote: (note: string) => void,
): Draft {
  const next = withNewElements(draft, path);
  const { path: canonical, field, keys, element } = locateIn(next, path);
  once(canonical);
  if (field.of)
    throw new UsageError(element ? notAValue(path, { ...field, type: 'object' }) : notAValue(path, field));
  const parsed = parseValue(field, typed, sizeContext(currentTask(next), keys));
  if ('problem' in parsed)
    throw new UsageError(text().problem.forPath(canonical, parsed.problem, describeLimits(field)));
  if (parsed.note) onNote(`${canonical}: ${parsed.note}`);
  return setValue(next, canonical, parsed.value);
}

function notAValue(
  path: string,
  { type, of }: { type: string; of?: Parameters<typeof fieldsOf>[0] },
): string {
  const messages = text().problem;
  const names = of ? fieldsOf(of).map(({ name }) => name) : [];
  return type === 'array' ? messages.listWhole(path, names) : messages.notEditable(path, names);
}

/** Adds the new elements of a path that aren't there yet: `target_server.networks[+1].mac` adds `[+1]`. */
function withNewElements(draft: Draft, path: string): Draft {
  let next = draft;
  for (const element of newElementPrefixes(path)) {
    if (!isAddedIn(next, element)) next = addElementAt(next, element);
  }
  return next;
}

/** Splits at the first `=` outside of brackets, as names may contain one. */
function splitSetting(setting: string): Setting {
  const match = /^((?:[^[=]|\[(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\]]*)\])*)=([\s\S]*)$/.exec(setting);
  if (!match) {
    const isOpen = setting.includes('=') && setting.includes('[');
    throw new UsageError(isOpen ? text().problem.openBracket(setting) : text().problem.setForm(setting));
  }
  return { path: (match[1] as string).trim(), typed: match[2] as string };
}

/** True if the draft has the new element, under whatever name its list goes by. */
function isAddedIn(draft: Draft, path: string): boolean {
  const { list, selector } = splitSelector(path);
  const canonical = `${locateIn(draft, list).path}[${selector}]`;
  return draft.edits.some((edit) => edit.path === canonical && 'add' in edit);
}
