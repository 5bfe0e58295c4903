/** Announces the changes that an answer made. The screen shows them in place; plain mode has to print them. */
import { jsonEquals } from '../json/json.ts';
import { type Change, changesOf, type Draft } from '../task/edits/draft.ts';
import { formatValue } from '../task/fields/values.ts';
import { findingsOf } from '../task/rules/rules.ts';
import { text } from '../text/text.ts';
import { changeCount } from '../wizard/rows/change-count.ts';
import type { State } from '../wizard/state.ts';
import { placeText } from '../wizard/text/change-place.ts';
import { findingText, isFieldOfNewElement } from '../wizard/text/labels.ts';
import { offerText } from '../wizard/text/messages.ts';
import { changeLine } from './row-text.ts';

/** Maximum lines to print; further ones are only counted. */
const MAX_LINES = 12;

const byPath = (draft: Draft): ReadonlyMap<string, Change> =>
  new Map(changesOf(draft).map((change) => [change.path, change]));

/** Returns the line for a reverted change: the field has its value on SMS, the element is restored or no longer added. */
function revertedLine({ draft }: State, change: Change): string[] {
  const texts = text().plain;
  const place = placeText(draft, change);
  if (change.kind === 'add') return [texts.gone(place)];
  if (change.kind === 'remove') return [texts.putBack(place)];
  // With an element that was never added its fields go without saying.
  if (isFieldOfNewElement(draft, change.keys)) return [];
  return [texts.asOnServer(place, formatValue(change.field, change.before))];
}

/** Returns the differences between two drafts: changes, new findings, a new offer, and the count. */
export function changeAnnouncement(before: State, after: State): string[] {
  if (before.draft.edits === after.draft.edits || before.taskId !== after.taskId) return [];
  const [old, now] = [byPath(before.draft), byPath(after.draft)];
  const changed = [...now.values()].filter((change) => {
    const earlier = old.get(change.path);
    return !earlier || earlier.kind !== change.kind || !jsonEquals(earlier.after, change.after);
  });
  const gone = [...old.values()].filter(({ path }) => !now.has(path));
  const lines = [
    ...changed.map((change) => changeLine(after, change)),
    ...gone.flatMap((change) => revertedLine(before, change)),
  ];
  const known = new Set(findingsOf(before.draft).map(({ message }) => message));
  const findings = findingsOf(after.draft).filter(({ message }) => !known.has(message));
  const offer = offerText(after.draft);
  return [
    ...limitLines(lines),
    ...limitLines(
      findings.map((finding) =>
        text().plain.field(text().findings[finding.severity], findingText(after.draft, finding)),
      ),
    ),
    ...(offer !== undefined && offer !== offerText(before.draft) ? [offer] : []),
    text().plain.changes(changeCount(after.draft)),
  ];
}

const limitLines = (lines: readonly string[]): string[] =>
  lines.length <= MAX_LINES
    ? [...lines]
    : [...lines.slice(0, MAX_LINES), text().screen.resume.more(lines.length - MAX_LINES)];
