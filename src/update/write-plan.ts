/** Writes a draft as a plan, for `update --out` and for Review. */

import { serializePlan, writePlan, writePlanToDir } from '../storage/plans.ts';
import type { Draft } from '../task/edits/draft.ts';
import { planToDocument } from '../task/edits/saved/plan.ts';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import type { UpdateTarget } from './update-journal.ts';

type Place = Pick<UpdateTarget, 'taskId' | 'endpoint'>;

const documentFor = (draft: Draft, { taskId, endpoint }: Place) =>
  planToDocument(draft, { taskId, endpoint, written: new Date().toISOString() });

/** Writes a plan under a name that the user chose. Throws UsageError if it can't be written. */
export function writePlanFile(file: string, draft: Draft, place: Place, force = false): void {
  writePlan(file, documentFor(draft, place), force);
}

/** Returns a plan as the text of its file. */
export const planText = (draft: Draft, place: Place): string => serializePlan(documentFor(draft, place));

export interface WrittenPlan {
  /** The path of the written file; absent if writing failed. */
  readonly file?: string;
  readonly message: string;
}

/** Writes a plan into a folder under a free name. Returns the message for the user, and the file if one was written. */
export function writePlanIn(folder: string, draft: Draft, place: Place): WrittenPlan {
  const name = String(draft.base.name || place.taskId);
  try {
    const file = writePlanToDir(folder, name, documentFor(draft, place));
    return { file, message: text().plans.writtenIn(file.slice(folder.length).replace(/^\//, ''), folder) };
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message };
    throw error;
  }
}
