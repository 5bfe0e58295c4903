/** Turns an edited document into a draft: a map of paths to values, or a task with changes in it. */
import { asInteger, isExactNumber, isObject, type Json, type JsonObject } from '../json/json.ts';
import { diffDocuments } from '../task/edits/document-diff.ts';
import { type Draft, setValue } from '../task/edits/draft.ts';
import { uneditableChanges } from '../task/edits/uneditable-changes.ts';
import { UsageError } from '../task/errors.ts';
import { parseValue } from '../task/fields/values.ts';
import { resolveField } from '../task/paths/path.ts';
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

/** Returns a value as people type it: 2.147483648E10 as an integer. */
const asTyped = (value: Json): string =>
  String(isExactNumber(value) ? (asInteger(value) ?? value.value) : value);

/**
 * Reads the numbers and booleans of edits that are written as text, with a unit, or with an exponent. What can't be read
 * stays, and is found fault with later.
 */
function withReadValues(draft: Draft): Draft {
  return draft.edits.reduce((next, edit) => {
    if (!('value' in edit) || (typeof edit.value !== 'string' && !isExactNumber(edit.value))) return next;
    const { field } = resolveField(edit.path);
    const parsed = field.type === 'string' ? undefined : parseValue(field, asTyped(edit.value));
    return parsed && 'value' in parsed ? setValue(next, edit.path, parsed.value) : next;
  }, draft);
}

/** Turns a map of paths to values into assignments; null unsets. Throws UsageError for a value that is no scalar. */
export function assignmentsIn(document: JsonObject): Assignments {
  const entries = Object.entries(document);
  const whole = entries.find(([, value]) => !isScalar(value));
  if (whole) throw new UsageError(text().cli.edit.notAValue(whole[0]));
  return {
    set: entries.filter(([, value]) => value !== null).map(([path, value]) => `${path}=${asTyped(value)}`),
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
  return withReadValues(draft);
}
