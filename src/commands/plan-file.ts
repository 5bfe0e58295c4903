/** Writing what would be sent as a plan, from `update --out` and from the Review. */
import { writeNewPlan, writePlan } from '../storage/plans.ts';
import type { Draft } from '../task/draft.ts';
import { UsageError } from '../task/errors.ts';
import { planDocument } from '../task/plan.ts';
import { text } from '../text/text.ts';
import { say } from './output.ts';
import type { Session } from './session.ts';

type Place = Pick<Session, 'taskId' | 'endpoint'>;

const documentFor = (draft: Draft, { taskId, endpoint }: Place) =>
  planDocument(draft, { taskId, endpoint, written: new Date().toISOString() });

/** Writes a plan under a name that the user chose, and tells. Throws UsageError where it cannot. */
export function writePlanFile(file: string, draft: Draft, place: Place): void {
  writePlan(file, documentFor(draft, place));
  say([text().plans.written(file)]);
}

export interface NewPlanFile {
  /** Absent where none could be written. */
  readonly file?: string;
  readonly message: string;
}

/** Writes a plan into the working directory, under a name that is free, and says what came of it. */
export function newPlanFile(draft: Draft, place: Place): NewPlanFile {
  const folder = process.cwd();
  const name = String(draft.base.name || place.taskId);
  try {
    const file = writeNewPlan(folder, name, documentFor(draft, place));
    return { file, message: text().plans.writtenIn(file.slice(folder.length).replace(/^\//, ''), folder) };
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message };
    throw error;
  }
}
