/** Each kind of row as one line of words: what it is, then its value; nothing is told by its place or colour. */
import { cellsOf } from '../task/brief.ts';
import { fieldOf, type ObjectName } from '../task/catalogue.ts';
import { type Change, currentTask, type Draft, isAdded, isRemoved, outline } from '../task/draft.ts';
import { fieldValue, valueAt } from '../task/path.ts';
import { showValue } from '../task/values.ts';
import { text } from '../text/text.ts';
import {
  changeText,
  deltaOf,
  elementFacts,
  elementText,
  fieldInPlace,
  headingText,
  inNewElement,
  labelOf,
  type Shown,
  shownValue,
} from '../wizard/describe.ts';
import type { Keys, Row } from '../wizard/rows.ts';
import type { State } from '../wizard/state.ts';

type RowOf<K extends Row['kind']> = Extract<Row, { kind: K }>;

const joined = (...parts: readonly string[]): string => text().plain.joined(parts.filter(Boolean));

/** Columns as words: what a row keeps apart by blanks. */
export const inWords = (columns: string): string => text().plain.joined(columns.trim().split(/ {2,}/));

const shownText = ({ before, after }: Shown, delta: string): string =>
  after === undefined ? before : [text().change.arrow(before, after), delta].filter(Boolean).join(' ');

function valueText({ draft, exact }: State, field: RowOf<'field'>['field'], keys: Keys): string {
  const [before, after] = [draft.base, currentTask(draft)].map((task) => fieldValue(task, field, keys));
  return shownText(shownValue(draft, field, keys, exact), deltaOf(field, before, after));
}

function elementRow(state: State, { object, keys, path }: RowOf<'element'>): string {
  const { draft } = state;
  const task = currentTask(draft);
  const element = valueAt(task, keys);
  const name = elementText(task, object, keys);
  if (isRemoved(element)) return joined(name, text().value.removed);
  const size = fieldOf(object, 'size');
  const changed = !isAdded(element) && draft.edits.some((edit) => edit.path.startsWith(`${path}.`));
  return joined(
    isAdded(element) ? called(name) : name,
    size ? text().plain.size(valueText(state, size, [...keys, 'size'])) : '',
    ...elementFacts(task, object, keys).map((fact) => inWords(fact)),
    changed ? text().plain.changedInside : '',
  );
}

/** The document by whose names an element is called: as the server has it, a new one as it will be. */
const naming = (draft: Draft, keys: Keys) =>
  inNewElement(draft, keys) ? currentTask(draft) : outline(draft);

/** What a change is about: `Size, Disk 1`, or the element that comes or goes. */
export function placeText(draft: Draft, { kind, field, keys }: Change): string {
  const task = naming(draft, keys);
  return kind === 'set' ? fieldInPlace(task, field, keys) : elementText(task, field.of as ObjectName, keys);
}

function verdictRow({ draft, exact }: State, { verdict }: RowOf<'verdict'>): string {
  const { change, outcome, now } = verdict;
  const missed = outcome === 'did_not_take' && change.kind === 'set';
  const told = text().outcome[outcome];
  const still = missed ? text().screen.result.stillSays(told, showValue(change.field, now)) : told;
  return text().plain.field(placeText(draft, change), joined(still, changeText(change, exact)));
}

/** A task of the list: what its columns have, without those the server says nothing about. */
function taskRow({ picker }: State, { task }: RowOf<'task'>): string {
  const { name, id, state, os, servers, progress, age } = cellsOf(task, picker?.now ?? 0);
  const { untold } = text().tasks;
  const known = [name === untold ? id : name, state, os, servers, progress, age];
  return joined(...known.filter((fact) => fact !== untold));
}

/** A new element: one without a name is called new already. */
function called(name: string): string {
  const { newElement } = text().value;
  return name.endsWith(newElement) ? name : joined(name, newElement);
}

type Writers = { readonly [K in Row['kind']]: (state: State, row: RowOf<K>) => string };

const WRITERS: Writers = {
  heading: ({ draft }, { heading }) =>
    headingText(heading.about === 'element' ? naming(draft, heading.keys) : currentTask(draft), heading),
  field: (state, { field, keys }) => text().plain.field(labelOf(field), valueText(state, field, keys)),
  element: elementRow,
  entry: (_state, { entry }) => entry,
  change: ({ draft, exact }, { change }) =>
    change.kind === 'add'
      ? called(placeText(draft, change))
      : text().plain.field(placeText(draft, change), changeText(change, exact)),
  finding: (_state, { finding, line }) => text().plain.field(text().findings[finding.severity], line),
  conflict: (_state, { line }) => line,
  verdict: verdictRow,
  task: taskRow,
};

/** A row in words, on one line. Server text in it has still to be sanitised. */
export function rowText(state: State, row: Row): string {
  return (WRITERS[row.kind] as (state: State, row: Row) => string)(state, row);
}

/** A change in words. */
export function changeLine(state: State, change: Change): string {
  return WRITERS.change(state, { kind: 'change', path: change.path, change });
}
