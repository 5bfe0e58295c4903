/** Turns an edited document into a draft: a map of paths to values, or a task with changes in it. */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { diffDocuments } from '../task/edits/document-diff.ts';
import type { Draft } from '../task/edits/draft.ts';
import { uneditableChanges } from '../task/edits/uneditable-changes.ts';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';

/** Edits in the form of the options: `PATH=VALUE` to set, `PATH` to unset. */
export interface Assignments {
  readonly set: readonly string[];
  readonly unset: readonly string[];
}

const isScalar = (value: Json): boolean => !Array.isArray(value) && !isObject(value);

/** True for a map of paths to values; false for a document of a task, which has an ID or objects in it. */
export const isPathMap = (document: JsonObject): boolean =>
  Object.keys(document).some((key) => /[.[]/.test(key)) ||
  (!('id' in document) && Object.values(document).every(isScalar));

/** Turns a map of paths to values into assignments; null unsets. Throws UsageError for a value that is no scalar. */
export function assignmentsIn(document: JsonObject): Assignments {
  const entries = Object.entries(document);
  const whole = entries.find(([, value]) => !isScalar(value));
  if (whole) throw new UsageError(text().cli.edit.notAValue(whole[0]));
  return {
    set: entries.filter(([, value]) => value !== null).map(([path, value]) => `${path}=${String(value)}`),
    unset: entries.filter(([, value]) => value === null).map(([path]) => path),
  };
}

/**
 * Makes a draft of what an edited document of the task changes. `onNote` hears of figures that SMS itself moves on. Throws UsageError for
 * changes of fields that can't be edited, naming them, and for elements that could be several.
 */
export function draftOfDocument(task: JsonObject, edited: JsonObject, onNote: (note: string) => void): Draft {
  const messages = text().cli.edit;
  if (typeof edited.id === 'string' && edited.id !== task.id)
    throw new UsageError(messages.otherTask(edited.id, String(task.id)));
  const { refused, moving } = uneditableChanges(task, edited);
  if (refused.length) throw new UsageError(messages.uneditable(refused.join(', ')));
  if (moving.length) onNote(messages.moving(moving.join(', ')));
  const { draft, ambiguous } = diffDocuments(task, edited);
  if (ambiguous.length) throw new UsageError(messages.ambiguous(ambiguous.join(', ')));
  return draft;
}
