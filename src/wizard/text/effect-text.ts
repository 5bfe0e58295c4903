/** Effect of the task's state on edits. Inferred: docs/api-notes.md#effect-by-state. */
import type { JsonObject } from '../../json/json.ts';
import { isUnder } from '../../task/paths/path.ts';
import { effectiveFields } from '../../task/rules/states.ts';
import { text } from '../../text/text.ts';
import type { Row } from '../rows/row.ts';

const stateOf = ({ state }: JsonObject): string => (typeof state === 'string' ? state : '');

/** Returns true for a state in which edits may have no effect. */
export const limitsEdits = (task: JsonObject): boolean => effectiveFields(stateOf(task)) !== undefined;

/** Returns a sentence about the effect of edits in the task's state; undefined if no limits are known. */
export function stateEffectText(task: JsonObject): string | undefined {
  const fields = effectiveFields(stateOf(task));
  return fields && text().screen.stateEffect(stateOf(task), fields.length > 0);
}

/** Returns true for a row whose edit may have no effect in the task's state. */
export function mayHaveNoEffect(task: JsonObject, row: Row): boolean {
  const fields = effectiveFields(stateOf(task));
  if (!fields || (row.kind !== 'field' && row.kind !== 'element')) return false;
  if (row.kind === 'element') return !fields.some((field) => isUnder(row.path, field));
  // The clone server follows the state of the source server instead.
  return row.field.object !== 'CloneServer' && !fields.some((field) => isUnder(row.path, field));
}
