/** The command that does the same as a draft, for copying into a shell. */
import { isExactNumber, type Json } from '../json/json.ts';
import { changesOf, type Draft } from './draft.ts';

/** One word for a POSIX shell, in single quotes where it needs them. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const typed = (value: Json): string => (isExactNumber(value) ? value.value : String(value));

/**
 * `sms-wizard update TASK_ID --set … --unset …`: makes the same request; shows the diff and asks first.
 * `access`: the options that lead to the same service.
 */
export function equivalentCommand(taskId: string, draft: Draft, access: readonly string[] = []): string {
  const words = changesOf(draft).flatMap(({ kind, path, after }) => {
    if (kind === 'add') return [];
    return after === null ? ['--unset', path] : ['--set', `${path}=${typed(after)}`];
  });
  return ['sms-wizard', 'update', taskId, ...access, ...words].map(shellWord).join(' ');
}
