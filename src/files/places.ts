/** Tells where files of a user belong. A relative path is no place: it would mean another one in each working directory. */
import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { FileProblem } from './file-problem.ts';

/**
 * Returns the home of the user: `$HOME`, else what the system knows; undefined if `HOME` is a relative path, or nothing
 * tells one.
 */
export function homeDir(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const given = process.platform === 'win32' ? env.HOME || env.USERPROFILE : env.HOME;
  if (given) return isAbsolute(given) ? given : undefined;
  try {
    const { homedir } = userInfo();
    return isAbsolute(homedir) ? homedir : undefined;
  } catch {
    // A user without an entry in the system's list, as in a container.
    return undefined;
  }
}

/**
 * Returns the directory of drafts and history: `$XDG_STATE_HOME/sms-wizard`, else `~/.local/state/sms-wizard`. Throws
 * FileProblem if there is no place for it.
 */
export function stateDir(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME } = env;
  if (XDG_STATE_HOME && isAbsolute(XDG_STATE_HOME)) return join(XDG_STATE_HOME, 'sms-wizard');
  const home = homeDir(env);
  if (home === undefined) throw new FileProblem('NO_PLACE', env.HOME ?? '');
  return join(home, '.local', 'state', 'sms-wizard');
}
