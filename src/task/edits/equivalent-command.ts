/** The command that does the same as a draft, for copying into a shell. */
import { isExactNumber, isObject, type Json } from '../json/json.ts';
import { text } from '../text/text.ts';
import type { Draft } from './draft.ts';
import { keptEdits, type Replayable } from './replay.ts';

/** One word for a POSIX shell, in single quotes where it needs them. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const typed = (value: Json): string => (isExactNumber(value) ? value.value : String(value));

/** True where settings make the same of an added element; one that is restored as it once was has more to it. */
function isMadeBySettings({ path, value }: Replayable, edits: readonly Replayable[]): boolean {
  const under = edits.filter((edit) => edit.path !== path && edit.path.startsWith(path));
  const made = (key: string, inner: Json): boolean => {
    if (!Array.isArray(inner)) return under.some((edit) => edit.path === `${path}.${key}`);
    const added = under.filter(
      ({ kind, path: other }) => kind === 'add' && isEntryOf(other, `${path}.${key}`),
    );
    return added.length === inner.length;
  };
  const known = isObject(value) ? Object.entries(value) : [];
  return (
    under.some(({ kind, value: set }) => kind === 'set' && set !== null) &&
    known.every(([key, inner]) => made(key, inner))
  );
}

const isEntryOf = (path: string, list: string): boolean =>
  path.startsWith(`${list}[`) && /^\[\+\d+\]$/.test(path.slice(list.length));

/** The words of `sms-wizard update` that make the same edits; undefined where no settings can. */
export function settingsFor(edits: readonly Replayable[]): string[] | undefined {
  if (edits.some((edit) => edit.kind === 'add' && !isMadeBySettings(edit, edits))) return undefined;
  return edits.flatMap(({ kind, path, value }) => {
    if (kind === 'add') return [];
    const unset = kind === 'remove' || value === null;
    return unset ? ['--unset', path] : ['--set', `${path}=${typed(value)}`];
  });
}

/**
 * `sms-wizard update TASK_ID --set … --unset …`: makes the same request; shows the diff and asks first. Undefined
 * where no settings can. `access`: the options that lead to the same service.
 */
export function commandFor(
  taskId: string,
  edits: readonly Replayable[],
  access: readonly string[] = [],
): string | undefined {
  const settings = settingsFor(edits);
  return settings && ['sms-wizard', 'update', taskId, ...access, ...settings].map(shellWord).join(' ');
}

/** What a terminal does not show as it is, so that copying it would change the command. */
const UNSHOWN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}]|\p{M}{3}/u;

/** A command as it can be copied from a terminal; else why there is none. */
export function shownCommand(command: string | undefined): string {
  if (command === undefined) return text().plans.noCommand;
  return UNSHOWN.test(command) ? text().plans.unshownCommand : command;
}

/** The same of a draft. */
export const equivalentCommand = (
  taskId: string,
  draft: Draft,
  access: readonly string[] = [],
): string | undefined => commandFor(taskId, keptEdits(draft), access);
