/** Each kind of row as one line: its name, then its value; nothing depends on position or color. */

import { changeText, deltaOf } from '../task/edits/change-text.ts';
import { type Change, currentTask, isAdded, isRemoved } from '../task/edits/draft.ts';
import { baseValue, currentValue } from '../task/edits/draft-values.ts';
import { type Field, mainFieldOf } from '../task/fields/catalogue.ts';
import { valueAt } from '../task/paths/path.ts';
import { taskCells } from '../task/task-summary.ts';
import { text } from '../text/text.ts';
import type { KeyPath, Row } from '../wizard/rows/row.ts';
import type { State } from '../wizard/state.ts';
import { nameSource, placeText, verdictText } from '../wizard/text/change-place.ts';
import { mayHaveNoEffect } from '../wizard/text/effect-text.ts';
import {
  elementColumns,
  elementText,
  headingText,
  labelOf,
  type ValuePair,
  valuePair,
} from '../wizard/text/labels.ts';

type RowOf<K extends Row['kind']> = Extract<Row, { kind: K }>;

const join = (...parts: readonly string[]): string => text().plain.joined(parts.filter(Boolean));

/** Returns columns separated by spaces as comma-separated words. */
export const inWords = (columns: string): string => text().plain.joined(columns.trim().split(/ {2,}/));

const shownText = ({ before, after }: ValuePair, delta: string): string =>
  after === undefined ? before : [text().change.arrow(before, after), delta].filter(Boolean).join(' ');

function valueText({ draft, exactBytes }: State, field: RowOf<'field'>['field'], keys: KeyPath): string {
  const [before, after] = [baseValue(draft, field, keys), currentValue(draft, field, keys)];
  return shownText(valuePair(draft, field, keys, exactBytes), deltaOf(field, before, after));
}

/** Returns a note on a row whose edit may have no effect in the task's state. */
const effectText = ({ draft }: State, row: Row): string =>
  mayHaveNoEffect(draft.base, row) ? text().screen.noEffect : '';

/** Returns the value that an element's row shows; a size says so. */
const mainText = ({ name }: Field, value: string): string =>
  name === 'size' ? text().plain.size(value) : value;

function elementRow(state: State, row: RowOf<'element'>): string {
  const { object, keys, path } = row;
  const { draft } = state;
  const task = currentTask(draft);
  const element = valueAt(task, keys);
  const name = elementText(task, object, keys);
  if (isRemoved(element)) return join(name, text().value.removed);
  const main = mainFieldOf(object);
  const changed = !isAdded(element) && draft.edits.some((edit) => edit.path.startsWith(`${path}.`));
  return join(
    name,
    main ? mainText(main, valueText(state, main, [...keys, main.name])) : '',
    ...elementColumns(task, object, keys).map((fact) => inWords(fact)),
    changed ? text().plain.changedInside : '',
    effectText(state, row),
  );
}

const verdictRow = ({ draft, exactBytes }: State, { verdict }: RowOf<'verdict'>): string =>
  verdictText(draft, verdict, exactBytes);

/** Returns a task of the list: its columns, without unknown ones. */
function taskRow({ picker }: State, { task }: RowOf<'task'>): string {
  const { name, id, state, os, servers, progress, age } = taskCells(task, picker?.now ?? 0);
  const { unknown } = text().tasks;
  const known = [name === unknown ? id : name, state, os, servers, progress, age];
  return join(...known.filter((fact) => fact !== unknown));
}

type RowWriters = { readonly [K in Row['kind']]: (state: State, row: RowOf<K>) => string };

const ROW_WRITERS: RowWriters = {
  heading: ({ draft }, { heading }) =>
    headingText(heading.about === 'element' ? nameSource(draft, heading.keys) : currentTask(draft), heading),
  field: (state, row) =>
    join(
      text().plain.field(labelOf(row.field), valueText(state, row.field, row.keys)),
      effectText(state, row),
    ),
  element: elementRow,
  entry: (_state, { entry }) => entry,
  change: ({ draft, exactBytes }, { change }) =>
    text().plain.field(placeText(draft, change), changeText(change, exactBytes)),
  finding: (_state, { finding, line }) => text().plain.field(text().findings[finding.severity], line),
  conflict: (_state, { line }) => line,
  verdict: verdictRow,
  task: taskRow,
};

/** Returns a row as one line. Its server text is not sanitized yet. */
export function rowText(state: State, row: Row): string {
  return (ROW_WRITERS[row.kind] as (state: State, row: Row) => string)(state, row);
}

/** Returns a change as a line. */
export function changeLine(state: State, change: Change): string {
  return ROW_WRITERS.change(state, { kind: 'change', path: change.path, change });
}
