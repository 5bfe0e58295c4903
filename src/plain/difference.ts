/** What an answer changed, in words: the screen shows it where it stands, a dialogue has to say it. */
import { sameJson } from '../json/json.ts';
import { type Change, changesOf, type Draft } from '../task/draft.ts';
import { findingsOf } from '../task/rules/rules.ts';
import { showValue } from '../task/values.ts';
import { text } from '../text/text.ts';
import { inNewElement } from '../wizard/describe.ts';
import { offerText } from '../wizard/hints.ts';
import type { State } from '../wizard/state.ts';
import { changeLine, placeText } from './rowText.ts';

/** More lines than these are counted only. */
const MOST = 12;

const byPath = (draft: Draft): ReadonlyMap<string, Change> =>
  new Map(changesOf(draft).map((change) => [change.path, change]));

/** A change that is no more: the field is as the server has it, the element is back or was never added. */
function goneLine({ draft }: State, change: Change): string[] {
  const say = text().plain;
  const place = placeText(draft, change);
  if (change.kind === 'add') return [say.gone(place)];
  if (change.kind === 'remove') return [say.putBack(place)];
  // With an element that was never added its fields go without saying.
  if (inNewElement(draft, change.keys)) return [];
  return [say.asOnServer(place, showValue(change.field, change.before))];
}

/** What is different in the draft: changes, what the rules newly say, what is newly offered, and the sum. */
export function differenceText(before: State, after: State): string[] {
  if (before.draft.edits === after.draft.edits || before.taskId !== after.taskId) return [];
  const [old, now] = [byPath(before.draft), byPath(after.draft)];
  const changed = [...now.values()].filter((change) => {
    const known = old.get(change.path);
    return !known || known.kind !== change.kind || !sameJson(known.after, change.after);
  });
  const gone = [...old.values()].filter(({ path }) => !now.has(path));
  const lines = [
    ...changed.map((change) => changeLine(after, change)),
    ...gone.flatMap((change) => goneLine(before, change)),
  ];
  const told = new Set(findingsOf(before.draft).map(({ message }) => message));
  const findings = findingsOf(after.draft).filter(({ message }) => !told.has(message));
  const offer = offerText(after.draft);
  return [
    ...shortened(lines),
    ...shortened(
      findings.map(({ severity, message }) => text().plain.field(text().findings[severity], message)),
    ),
    ...(offer !== undefined && offer !== offerText(before.draft) ? [offer] : []),
    text().plain.changes(now.size),
  ];
}

const shortened = (lines: readonly string[]): string[] =>
  lines.length <= MOST
    ? [...lines]
    : [...lines.slice(0, MOST), text().screen.resume.more(lines.length - MOST)];
