/** Rows of Review: conflicts, findings, and changes. */

import { type Conflict, isLost } from '../../task/edits/carry-over.ts';
import { baseWithAdditions, changesOf } from '../../task/edits/draft.ts';
import type { ObjectName } from '../../task/fields/catalogue.ts';
import { formatValuesApart } from '../../task/fields/values.ts';
import { locate } from '../../task/paths/path.ts';
import { findingsOf } from '../../task/rules/rules.ts';
import { wrap } from '../../terminal/text/text-width.ts';
import { text } from '../../text/text.ts';
import type { State } from '../state.ts';
import { elementText, fieldInPlace, findingText } from '../text/labels.ts';
import type { Row } from './row.ts';

/** Width of the marks and margins of a row, in columns. */
const MARGIN = 9;

/** Returns a row with the first line of a text, and headings with its other lines. */
function wrapped(state: State, words: string, row: (line: string) => Row): Row[] {
  const [first = '', ...rest] = wrap(words, state.size.columns - MARGIN);
  return [row(first), ...rest.map((line): Row => ({ kind: 'heading', heading: { about: 'rest', line } }))];
}

/** Returns the conflicts whose field is still edited or whose element is gone. */
export function openConflicts({ conflict, draft }: State): readonly Conflict[] {
  const edited = new Set(draft.edits.map(({ path }) => path));
  return (conflict?.conflicts ?? []).filter((one) => isLost(one) || edited.has(one.path));
}

/** Returns the conflicts that block a submit until the user decides. */
export function unresolvedConflicts(state: State): readonly Conflict[] {
  return openConflicts(state).filter(({ path }) => !state.resolvedConflicts.includes(path));
}

function conflictText(state: State, { kind, path, base, theirs, ours, within = [] }: Conflict): string {
  const texts = text().screen.meanwhile;
  if (kind === 'gone' || kind === 'ambiguous') return texts[kind](path);
  const task = baseWithAdditions(state.draft);
  const { field, keys } = locate(task, path);
  if (kind === 'within') {
    const words = texts.within(elementText(task, field.of as ObjectName, keys), within.join(', '));
    return state.resolvedConflicts.includes(path) ? texts.decided(words) : words;
  }
  const values = formatValuesApart(field, base, theirs, ours);
  const words = texts.conflict(fieldInPlace(task, field, keys), ...values);
  return state.resolvedConflicts.includes(path) ? texts.decided(words) : words;
}

export function reviewRows(state: State): Row[] {
  const conflicts = openConflicts(state).flatMap((conflict) =>
    wrapped(state, conflictText(state, conflict), (line) => ({
      kind: 'conflict',
      path: conflict.path,
      conflict,
      line,
    })),
  );
  const findings = findingsOf(state.draft).flatMap((finding) =>
    wrapped(state, findingText(state.draft, finding), (line) => ({
      kind: 'finding',
      path: finding.path,
      finding,
      line,
    })),
  );
  const changes: Row[] = [];
  let element: string | undefined;
  for (const change of changesOf(state.draft)) {
    const keys = change.kind === 'set' ? change.keys.slice(0, -1) : change.keys;
    if (keys.join('\0') !== element) {
      element = keys.join('\0');
      const object = change.kind === 'set' ? change.field.object : (change.field.of as ObjectName);
      changes.push({ kind: 'heading', heading: { about: 'element', keys, object } });
    }
    changes.push({ kind: 'change', path: change.path, change });
  }
  return [...conflicts, ...findings, ...changes];
}
