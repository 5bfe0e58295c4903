/** Plan files: written where the user works, with a digest that tells when one was changed. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeActive, isObject, type Json, type JsonObject, readJson, writeJson } from '../json/json.ts';
import { UsageError } from '../task/errors.ts';
import { canonicalText, type Plan, planOf, VERSION_KEY } from '../task/plan.ts';
import { text } from '../text/text.ts';

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error as Error).message;

/** The digest over all of a document but its own digest. It shows changes; it is no signature. */
function digestOf(document: Json): string {
  const { digest: _own, ...rest } = isObject(document) ? document : {};
  return `sha256:${createHash('sha256').update(canonicalText(rest)).digest('hex')}`;
}

/** The text of a plan file: indented, so that a diff shows what changed. */
export const planText = (document: JsonObject): string =>
  `${escapeActive(writeJson({ ...document, digest: digestOf(document) }, 2))}\n`;

/** Writes a plan; an older plan of that name is replaced, any other file is left alone. Throws UsageError. */
export function writePlan(given: string, document: JsonObject): void {
  const file = ledTo(given);
  const there = textOf(file);
  if (there !== undefined && !isPlan(there)) throw new UsageError(text().plans.notOverwritten(file));
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, planText(document), { flag: 'wx' });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(text().plans.unwritten(file, reasonOf(error)));
  }
}

/** Puts a plan into a folder under a name that is free, made from the task's. Answers the file. Throws UsageError. */
export function writeNewPlan(folder: string, taskName: string, document: JsonObject): string {
  const name = taskName.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 64);
  for (let number = 1; ; number++) {
    const file = join(folder, `sms-plan-${name}${number > 1 ? `-${number}` : ''}.json`);
    try {
      writeFileSync(file, planText(document), { flag: 'wx' });
      return file;
    } catch (error) {
      if (reasonOf(error) !== 'EEXIST') throw new UsageError(text().plans.unwritten(file, reasonOf(error)));
    }
  }
}

/**
 * Reads a plan, from a file or a pipe; waits for a pipe, whatever comes meanwhile. Throws UsageError where it is none,
 * is of another version, or was changed after it was written.
 */
export function readPlan(file: string): Plan {
  let found: string;
  try {
    // A device such as /dev/zero has no end.
    if (statSync(file).isCharacterDevice()) throw new UsageError(text().plans.noPlan(file));
    found = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(text().plans.unread(file, reasonOf(error)));
  }
  const document = documentIn(found);
  if (document === undefined) throw new UsageError(text().plans.noPlan(file));
  return planOf(document, file, digestOf(document));
}

function documentIn(found: string): Json | undefined {
  try {
    return readJson(found.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

function isPlan(found: string): boolean {
  const document = documentIn(found);
  return isObject(document) && VERSION_KEY in document;
}

/** The file that a link leads to. */
function ledTo(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** A file's text; undefined where there is none. What cannot be read counts as something else than a plan. */
function textOf(file: string): string | undefined {
  try {
    // A pipe or a terminal would be waited for.
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : '';
  } catch (error) {
    return reasonOf(error) === 'ENOENT' ? undefined : '';
  }
}
