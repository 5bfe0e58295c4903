/** Renders an update as lines: changes with their outcomes, findings, conflicts. */
import { marks } from '../../cli/ascii.ts';
import type { Conflict } from '../../task/edits/carry-over.ts';
import { changeText, currentValueText, sizeChangeText } from '../../task/edits/change-text.ts';
import { baseWithAdditions, changesOf, type Draft } from '../../task/edits/draft.ts';
import { formatValuesApart } from '../../task/fields/values.ts';
import { namedPath } from '../../task/paths/canonical-path.ts';
import { resolveField } from '../../task/paths/path.ts';
import type { Finding } from '../../task/rules/rules.ts';
import { derivedChangesOf } from '../../task/sending/derived.ts';
import type { Verdict } from '../../task/sending/verify.ts';
import { lookup, text } from '../../text/text.ts';
import { unknownKeys } from '../../update/update-report.ts';

/** Returns the mark of an outcome; a space for an unknown one, such as in an old file. */
export function outcomeMark(outcome: string): string {
  const { done, error, unknown } = marks();
  return lookup({ applied: done, not_applied: error, unverified: unknown }, outcome) ?? ' ';
}

export const CHANGE_MARKS = { set: '~', add: '+', remove: '-' } as const;

/** Renders the changes of a draft, a line each, elements by their names, with the outcomes if there are verdicts. */
export function changeLines(draft: Draft, verdicts: readonly Verdict[] = []): string[] {
  const outcomes = new Map(verdicts.map((verdict) => [verdict.change.path, verdict]));
  return changesOf(draft).map((change) => {
    const verdict = outcomes.get(change.path);
    const path = namedPath(baseWithAdditions(draft), change.keys) ?? change.path;
    if (!verdict) return `${CHANGE_MARKS[change.kind]} ${path}: ${changeText(change)}`;
    const { outcome, now } = verdict;
    const messages = text();
    const outcomeText =
      outcome === 'not_applied'
        ? messages.screen.result.stillHas(messages.outcome[outcome], currentValueText(change, now))
        : messages.outcome[outcome];
    return `${outcomeMark(outcome)} ${path}: ${changeText(change, false, now)} · ${outcomeText}`;
  });
}

/** Renders figures that follow from the changes, and keys that an update would drop. */
export function alongsideLines(draft: Draft): string[] {
  const messages = text().cli.update;
  const dropped = unknownKeys(draft).map(({ path }) => path);
  return [
    ...derivedChangesOf(draft).map(({ path, keys, before, after }) =>
      messages.follows(namedPath(draft.base, keys) ?? path, sizeChangeText(before, after)),
    ),
    ...(dropped.length ? [text().screen.leftOut(dropped.join(', '))] : []),
  ];
}

export function findingLines(findings: readonly Finding[]): string[] {
  return findings.map(({ severity, message }) => text().findingLine(text().findings[severity], message));
}

export function conflictLines(conflicts: readonly Conflict[]): string[] {
  const messages = text().screen.meanwhile;
  return conflicts.map(({ kind, path, base, theirs, ours, within }) =>
    kind === 'gone' || kind === 'ambiguous'
      ? messages[kind](path)
      : within
        ? text().plans.changedWithin(path, within.join(', '))
        : text().cli.update.clash(path, ...formatValuesApart(resolveField(path).field, base, theirs, ours)),
  );
}
