/** Plan files: written to the user's directory, with a digest that detects later edits. */
import { createHash } from 'node:crypto';
import { realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FileProblem } from '../files/file-problem.ts';
import { readGivenFileOrPipe } from '../files/given-files.ts';
import { replaceFile } from '../files/own-files.ts';
import { assertNotForeignToRoot } from '../files/own-folders.ts';
import { removeTemporaryFiles } from '../files/temporary-files.ts';
import {
  escapeUnsafe,
  isObject,
  type Json,
  type JsonObject,
  parseJson,
  stringifyJson,
} from '../json/json.ts';
import { canonicalJson, type Plan, planFromDocument } from '../task/edits/saved/plan.ts';
import { errorCode, reasonOf, UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';

/** Returns the digest of a document without its own digest. It detects changes; it isn't a signature. */
function digestOf(document: Json): string {
  const { digest: _own, ...rest } = isObject(document) ? document : {};
  return `sha256:${createHash('sha256').update(canonicalJson(rest)).digest('hex')}`;
}

/** Returns the text of a plan file: indented, so that a diff shows what changed. */
export const serializePlan = (document: JsonObject): string =>
  `${escapeUnsafe(stringifyJson({ ...document, digest: digestOf(document) }, 2))}\n`;

/** Writes a plan. Replaces a file only with `force`, and never a pipe or a device. Throws UsageError. */
export function writePlan(given: string, document: JsonObject, force = false): void {
  const file = resolveLink(given);
  try {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there && !there.isFile()) throw new FileProblem('NO_FILE', file);
    if (there && !force) throw new UsageError(text().plans.notOverwritten(file));
    removeTemporaryFiles(dirname(file), `${basename(file)}.`);
    replaceFile(file, serializePlan(document), there ? there.mode & 0o777 : 0o666 & ~process.umask());
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(text().plans.unwritten(file, reasonOf(error)));
  }
}

/**
 * Writes a plan to a directory under a free name made from the task's. Returns the file. Throws UsageError, also if root
 * would leave a file in the directory of another user, who didn't name it.
 */
export function writePlanToDir(folder: string, taskName: string, document: JsonObject): string {
  const name = taskName.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 64);
  for (let number = 1; ; number++) {
    const file = join(folder, `sms-plan-${name}${number > 1 ? `-${number}` : ''}.json`);
    try {
      assertNotForeignToRoot(folder);
      // Takes the name first, so that two runs never choose the same one.
      writeFileSync(file, '', { flag: 'wx' });
    } catch (error) {
      if (errorCode(error) === 'EEXIST') continue;
      throw new UsageError(text().plans.unwritten(file, reasonOf(error)));
    }
    try {
      replaceFile(file, serializePlan(document), 0o666 & ~process.umask());
      return file;
    } catch (error) {
      rmSync(file, { force: true });
      throw new UsageError(text().plans.unwritten(file, reasonOf(error)));
    }
  }
}

/**
 * Reads a plan from a file or a pipe; waits until a pipe is closed, and some seconds if no one writes to it. Throws
 * UsageError if it isn't a plan, has another version, or was changed after it was written.
 */
export async function readPlan(file: string): Promise<Plan> {
  let found: string;
  try {
    found = (await readGivenFileOrPipe(file)).toString('utf8');
  } catch (error) {
    throw new UsageError(text().plans.unread(file, reasonOf(error)));
  }
  const document = documentIn(found);
  if (document === undefined) throw new UsageError(text().plans.noPlan(file));
  return planFromDocument(document, file, digestOf(document));
}

function documentIn(found: string): Json | undefined {
  try {
    return parseJson(found.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** Returns the file that a link leads to. */
function resolveLink(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
