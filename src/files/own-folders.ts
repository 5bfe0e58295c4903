/** Folders of this program: made for their owner only, and used only if they are what was made. */
import { lstatSync, mkdirSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { FileProblem } from './file-problem.ts';

/** Returns the user that this program runs as; undefined on Windows, where owners can't be compared. */
export const ownUid = (): number | undefined => process.geteuid?.();

/** Throws FileProblem unless the user who runs this program owns it. */
export function assertOwned({ uid }: Pick<Stats, 'uid'>, path: string): void {
  const own = ownUid();
  if (own !== undefined && uid !== own) throw new FileProblem('NOT_OURS', path);
}

/**
 * Throws FileProblem if this program runs as root and another user owns the folder: its owner couldn't remove what root
 * leaves in it. Other users may share folders.
 */
export function assertNotForeignToRoot(folder: string): void {
  const isForeign = ownUid() === 0 && statSync(folder, { throwIfNoEntry: false })?.uid;
  if (isForeign) throw new FileProblem('FOLDER_NOT_OURS', folder);
}

/**
 * Checks a folder of ours, if it is there: no link, and of this user. Returns false if it isn't there. Throws FileProblem
 * or the system's error.
 */
export function checkOwnFolder(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found) return false;
  if (found.isSymbolicLink()) throw new FileProblem('IS_LINK', folder);
  if (!found.isDirectory()) throw new FileProblem('NO_FOLDER', folder);
  assertOwned(found, folder);
  return true;
}

/** Makes a folder of ours, and those above it, unless it is there. Throws FileProblem or the system's error. */
export function makeOwnFolder(folder: string): void {
  if (checkOwnFolder(folder)) return;
  makeAbove(dirname(folder));
  make(folder);
  checkOwnFolder(folder);
}

/**
 * Makes the folders in which ours is to be. They may be links, but nothing is made in a folder of another user: root would
 * leave files there that their owner can't remove. Node's own recursive mkdir never ends where the system says that a
 * folder isn't there and can't be made, as in /proc.
 */
function makeAbove(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found) {
    if (!found.isDirectory()) throw new FileProblem('NO_FOLDER', folder);
    // A folder of the system, such as /tmp, is no other user's.
    if (found.uid !== 0) assertOwned(found, folder);
    return;
  }
  if (dirname(folder) === folder) throw new FileProblem('NO_FOLDER', folder);
  makeAbove(dirname(folder));
  make(folder);
}

function make(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another program was first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
