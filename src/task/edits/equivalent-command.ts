/** Builds the `update` command that makes the same edits as a draft, for copying into a shell. */
import { isExactNumber, isObject, type Json } from '../../json/json.ts';
import { shellQuote } from '../../text/shell-quote.ts';
import { text } from '../../text/text.ts';
import type { Draft } from './draft.ts';
import { type SavedEdit, toSavedEdits } from './saved/saved-edit.ts';

const typed = (value: Json): string => (isExactNumber(value) ? value.value : String(value));

/** Returns true if assignments alone make an added element. One that is restored as it once was has more content. */
function isMadeBySettings({ path, value }: SavedEdit, edits: readonly SavedEdit[]): boolean {
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

/** Returns the arguments of `sms-wizard update` that make the same edits; undefined if no assignments can. */
export function assignmentArgs(edits: readonly SavedEdit[]): string[] | undefined {
  if (edits.some((edit) => edit.kind === 'add' && !isMadeBySettings(edit, edits))) return undefined;
  return edits.flatMap(({ kind, path, value }) => {
    if (kind === 'add') return [];
    const unset = kind === 'remove' || value === null;
    return unset ? ['--unset', path] : ['--set', `${path}=${typed(value)}`];
  });
}

/**
 * Returns `sms-wizard update TASK_ID --set … --unset …`, which makes the same request; it prints the changes and asks
 * first. Undefined if no assignments can. `access`: the options that lead to the same service.
 */
export function updateCommand(
  taskId: string,
  edits: readonly SavedEdit[],
  access: readonly string[] = [],
): string | undefined {
  const settings = assignmentArgs(edits);
  return settings && ['sms-wizard', 'update', taskId, ...access, ...settings].map(shellQuote).join(' ');
}

/** Characters that a terminal doesn't print as they are, so that copying them would change the command. */
const UNSHOWN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}]|\p{M}{3}/u;

/** Returns the command if it can be copied from a terminal, else the reason why not. */
export function copyableCommand(command: string | undefined): string {
  if (command === undefined) return text().plans.noCommand;
  return UNSHOWN.test(command) ? text().plans.unshownCommand : command;
}

/** Returns the copyable command of a draft, or the reason why there isn't one. */
export const equivalentCommand = (
  taskId: string,
  draft: Draft,
  access: readonly string[] = [],
): string | undefined => updateCommand(taskId, toSavedEdits(draft), access);
