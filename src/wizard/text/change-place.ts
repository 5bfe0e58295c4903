/** Changes and verdicts in words, with the element that they belong to. */
import type { JsonObject } from '../../json/json.ts';
import { changeText, currentValueText } from '../../task/edits/change-text.ts';
import { baseWithAdditions, type Change, currentTask, type Draft } from '../../task/edits/draft.ts';
import type { ObjectName } from '../../task/fields/catalogue.ts';
import type { Verdict } from '../../task/sending/verify.ts';
import { text } from '../../text/text.ts';
import type { KeyPath } from '../rows/row.ts';
import { elementText, fieldInPlace, isFieldOfNewElement } from './labels.ts';

/** Returns the document that an element takes its name from: SMS's for a known element, the draft's for a new one. */
export const nameSource = (draft: Draft, keys: KeyPath): JsonObject =>
  isFieldOfNewElement(draft, keys) ? currentTask(draft) : baseWithAdditions(draft);

/** Returns the subject of a change: `Size, Disk 1`, or the added or removed element. */
export function placeText(draft: Draft, { kind, field, keys }: Change): string {
  const task = nameSource(draft, keys);
  return kind === 'set' ? fieldInPlace(task, field, keys) : elementText(task, field.of as ObjectName, keys);
}

/** Returns a verdict as a line: `Size, Disk 1: not applied: still 40 GiB, 40 GiB → 50 GiB (+10 GiB)`. */
export function verdictText(draft: Draft, { change, outcome, now }: Verdict, exactBytes = false): string {
  const { plain, screen, outcome: outcomes } = text();
  const words = outcomes[outcome];
  const isMissed = outcome === 'not_applied' && change.kind === 'set';
  const result = isMissed ? screen.result.stillHas(words, currentValueText(change, now)) : words;
  return plain.field(placeText(draft, change), plain.joined([result, changeText(change, exactBytes, now)]));
}
