/** The Review's rows: what others changed meanwhile, what the rules say, and the diff. */

import type { ObjectName } from '../task/catalogue.ts';
import { changesOf, outline } from '../task/draft.ts';
import { locate } from '../task/path.ts';
import type { Conflict } from '../task/rebase.ts';
import { findingsOf } from '../task/rules/rules.ts';
import { showValue } from '../task/values.ts';
import { wrapTo } from '../terminal/columns.ts';
import { text } from '../text/text.ts';
import { fieldInPlace } from './describe.ts';
import type { Row } from './rows.ts';
import type { Effect, State } from './state.ts';

/** Marks and margins in front of a row's words. */
const MARGIN = 9;

/** A row with the first line of a text, and headings with the rest of it. */
function wrapped(state: State, words: string, row: (line: string) => Row): Row[] {
  const [first = '', ...rest] = wrapTo(words, state.size.columns - MARGIN);
  return [row(first), ...rest.map((line): Row => ({ kind: 'heading', heading: { about: 'rest', line } }))];
}

/** Conflicts that still stand: those whose field is still edited, and what is gone. */
export function standing({ meanwhile, draft }: State): readonly Conflict[] {
  const edited = new Set(draft.edits.map(({ path }) => path));
  return (meanwhile?.conflicts ?? []).filter(({ path, gone }) => gone || edited.has(path));
}

/** Conflicts that the user has still to decide before anything can be sent. */
export function undecided(state: State): readonly Conflict[] {
  return standing(state).filter(({ path, gone }) => !gone && !state.decided.includes(path));
}

/** The effect that puts the draft on disk. */
export function saving(state: State): Effect {
  const basedOn = new Map(undecided(state).map(({ path, was }) => [path, was]));
  return { kind: 'save', draft: state.draft, basedOn };
}

function conflictText(state: State, { path, was, theirs, yours, gone }: Conflict): string {
  const say = text().screen.meanwhile;
  if (gone) return say.gone(path);
  const task = outline(state.draft);
  const { field, keys } = locate(task, path);
  const show = (value: typeof was) => showValue(field, value);
  const words = say.conflict(fieldInPlace(task, field, keys), show(was), show(theirs), show(yours));
  return state.decided.includes(path) ? say.decided(words) : words;
}

export function reviewRows(state: State): Row[] {
  const conflicts = standing(state).flatMap((conflict) =>
    wrapped(state, conflictText(state, conflict), (line) => ({
      kind: 'conflict',
      path: conflict.path,
      conflict,
      line,
    })),
  );
  const findings = findingsOf(state.draft).flatMap((finding) =>
    wrapped(state, finding.message, (line) => ({ kind: 'finding', path: finding.path, finding, line })),
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
