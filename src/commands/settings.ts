/** `--set PATH=VALUE` and `--unset PATH`: from words of a command line to edits of a draft. */
import { fieldsOf } from '../task/catalogue.ts';
import { currentTask, type Draft, locateIn, removeElement, setValue, withAdded } from '../task/draft.ts';
import { UsageError } from '../task/errors.ts';
import { addedOn } from '../task/path.ts';
import { limitsOf, parseValue } from '../task/values.ts';
import { text } from '../text/text.ts';
import { sizeContext } from '../wizard/editing.ts';

/** Applies settings to a draft. Throws UsageError naming path, value and limits. */
export function withSettings(draft: Draft, set: readonly string[], unset: readonly string[] = []): Draft {
  const seen = new Set<string>();
  const once = (path: string) => {
    if (seen.has(path)) throw new UsageError(text().problem.twice(path));
    seen.add(path);
  };
  const applied = set.reduce((next, setting) => withSetting(next, splitSetting(setting), once), draft);
  return unset.reduce((next, path) => {
    const { path: canonical, field, element } = locateIn(next, path);
    once(canonical);
    if (element) return removeElement(next, canonical);
    if (field.of) throw new UsageError(notAValue(path, field));
    if (field.required) throw new UsageError(text().problem.required(canonical));
    return setValue(next, canonical, null);
  }, applied);
}

interface Setting {
  readonly path: string;
  readonly typed: string;
}

function withSetting(draft: Draft, { path, typed }: Setting, once: (path: string) => void): Draft {
  const next = withNewElements(draft, path);
  const { path: canonical, field, keys, element } = locateIn(next, path);
  once(canonical);
  if (field.of)
    throw new UsageError(element ? notAValue(path, { ...field, type: 'object' }) : notAValue(path, field));
  const parsed = parseValue(field, typed, sizeContext(currentTask(next), keys));
  if ('problem' in parsed)
    throw new UsageError(text().problem.forPath(canonical, parsed.problem, limitsOf(field)));
  return setValue(next, canonical, parsed.value);
}

function notAValue(
  path: string,
  { type, of }: { type: string; of?: Parameters<typeof fieldsOf>[0] },
): string {
  const say = text().problem;
  const names = of ? fieldsOf(of).map(({ name }) => name) : [];
  return type === 'array' ? say.listWhole(path, names) : say.notEditable(path, names);
}

/** `target_server.networks[+1].mac` makes the entry `[+1]` if it is not there yet. */
function withNewElements(draft: Draft, path: string): Draft {
  let next = draft;
  for (const element of addedOn(path)) {
    const known = next.edits.some((edit) => edit.path === element && 'add' in edit);
    if (!known) next = withAdded(next, element);
  }
  return next;
}

/** Splits at the first `=` outside of brackets, as names may hold one. */
function splitSetting(setting: string): Setting {
  const match = /^((?:[^[=]|\[(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\]]*)\])*)=([\s\S]*)$/.exec(setting);
  if (!match) throw new UsageError(text().problem.setForm(setting));
  return { path: (match[1] as string).trim(), typed: match[2] as string };
}
