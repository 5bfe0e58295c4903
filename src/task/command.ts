/** The command that does the same as a draft, for copying into a shell. */
import { isExactNumber, type Json } from '../json/json.ts';
import { changesOf, type Draft } from './draft.ts';

/** One word for a POSIX shell, in single quotes where it needs them. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function typed(value: Json): string {
  return isExactNumber(value) ? value.value : String(value);
}

/** `sms-wizard update TASK_ID --set … --yes`-less: running it shows the diff again and asks. */
export function equivalentCommand(taskId: string, draft: Draft): string {
  const sets = changesOf(draft).map(({ path, after }) =>
    after === null ? `--unset ${shellWord(path)}` : `--set ${shellWord(`${path}=${typed(after)}`)}`,
  );
  return ['sms-wizard update', shellWord(taskId), ...sets].join(' ');
}
