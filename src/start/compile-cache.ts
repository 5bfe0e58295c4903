/** The cache of compiled code that Node keeps for the next start: half of a start is compiling. */
import { lstatSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { makeOwnFolder } from '../files/own-folders.ts';

/** Node 22.1 and later have it. */
type EnableCompileCache = (folder: string) => unknown;

/**
 * Returns `$XDG_CACHE_HOME/sms-wizard/compiled`; undefined if the user set up something else, where there is no home,
 * and on Windows, where owners can't be compared.
 */
export function compileCacheDir(env: NodeJS.ProcessEnv): string | undefined {
  const { XDG_CACHE_HOME, HOME, NODE_DISABLE_COMPILE_CACHE, NODE_COMPILE_CACHE } = env;
  if (!process.getuid || NODE_DISABLE_COMPILE_CACHE || NODE_COMPILE_CACHE) return undefined;
  const base = [XDG_CACHE_HOME, HOME && join(HOME, '.cache')].find((path) => path?.startsWith('/'));
  return base && join(base, 'sms-wizard', 'compiled');
}

/**
 * Returns true if only this user and root can change what is in a folder. V8 executes what it finds there, so every
 * folder on the way counts: a user who can rename one of them can put another in its place.
 */
export function isPrivateDir(folder: string): boolean {
  const own = process.getuid?.();
  const { uid, mode } = lstatSync(folder);
  if (uid !== own || (mode & 0o077) !== 0) return false;
  let path = realpathSync(folder);
  while (path !== dirname(path)) {
    path = dirname(path);
    const parent = lstatSync(path);
    const isSticky = (parent.mode & 0o1000) !== 0;
    if (parent.uid !== own && parent.uid !== 0) return false;
    if ((parent.mode & 0o022) !== 0 && !isSticky) return false;
  }
  return true;
}

/**
 * Makes Node keep compiled code for the next start if that is safe. Never throws: without it, a start takes a few
 * milliseconds longer.
 */
export function enableCompileCache(env: NodeJS.ProcessEnv): void {
  const { enableCompileCache: enable } = module as unknown as { enableCompileCache?: EnableCompileCache };
  const folder = compileCacheDir(env);
  if (!enable || folder === undefined) return;
  try {
    makeOwnFolder(dirname(folder));
    makeOwnFolder(folder);
    if (isPrivateDir(folder)) enable(folder);
  } catch {
    // Nothing can be made or seen there.
  }
}
