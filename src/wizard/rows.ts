import type { Json } from '../json/json.ts';
import type { BriefTask } from '../task/brief.ts';
import { type Field, fieldOf, fieldsOf, type ObjectName } from '../task/catalogue.ts';
import type { Change } from '../task/draft.ts';
import { currentTask, outline } from '../task/draft.ts';
import { fieldValue, locate, locationOf } from '../task/path.ts';
import type { Conflict } from '../task/rebase.ts';
import type { Finding } from '../task/rules/rules.ts';
import type { Verdict } from '../task/verify.ts';
import { filtered } from './filter.ts';
import { entriesOf } from './lists-in-text.ts';
import { taskRows } from './picker.ts';
import { reviewRows } from './review.ts';
import type { State, StepName } from './state.ts';
import { empty, once, rowsOfStep } from './steps.ts';

export type Keys = readonly (string | number)[];

export type Row =
  | { readonly kind: 'field'; readonly path: string; readonly field: Field; readonly keys: Keys }
  | {
      readonly kind: 'element';
      readonly path: string;
      readonly object: ObjectName;
      readonly keys: Keys;
      /** What it is about, where that is at hand. */
      readonly element?: Json | undefined;
    }
  | { readonly kind: 'entry'; readonly path: string; readonly index: number; readonly entry: string }
  | { readonly kind: 'heading'; readonly heading: Heading }
  | { readonly kind: 'change'; readonly path: string; readonly change: Change }
  | { readonly kind: 'finding'; readonly path: string; readonly finding: Finding; readonly line: string }
  | { readonly kind: 'conflict'; readonly path: string; readonly conflict: Conflict; readonly line: string }
  | { readonly kind: 'verdict'; readonly path: string; readonly verdict: Verdict }
  /** A task to pick; its path is its id. */
  | { readonly kind: 'task'; readonly path: string; readonly task: BriefTask };

export type ElementRow = Extract<Row, { kind: 'element' }>;

/** Headings by what they are about, so that their words stay in the text catalogue. */
export type Heading =
  | { readonly about: 'section'; readonly name: SectionName }
  | { readonly about: 'disk'; readonly keys: Keys }
  | { readonly about: 'empty'; readonly of: StepName }
  | { readonly about: 'element'; readonly keys: Keys; readonly object: ObjectName }
  | { readonly about: 'btrfs'; readonly names: readonly string[] }
  /** A further line of the row above. */
  | { readonly about: 'rest'; readonly line: string };

export type SectionName =
  | 'task'
  | 'targetServer'
  | 'project'
  | 'snapshots'
  | 'cloneServer'
  | 'groups'
  | 'btrfs'
  | 'nics';

/** The fields of one element, the ones people change most first. */
const OFTEN = [
  'size',
  'name',
  'device_use',
  'partition_style',
  'relation_name',
  'file_system',
  'mount_point',
  'ip',
  'mac',
];

function openRows(row: ElementRow): Row[] {
  const rank = (name: string) => (OFTEN.indexOf(name) + OFTEN.length + 1) % (OFTEN.length + 1);
  const fields = fieldsOf(row.object).filter((field) => !field.of);
  fields.sort((a, b) => rank(a.name) - rank(b.name));
  return fields.map((field) => ({
    kind: 'field',
    path: `${row.path}.${field.name}`,
    field,
    keys: [...row.keys, field.name],
  }));
}

/** The entries of a list that the API keeps in one string. */
function entryRows(state: State, path: string): Row[] {
  const { field, keys } = locate(outline(state.draft), path);
  const entries = entriesOf(field, fieldValue(currentTask(state.draft), field, keys));
  return entries.map((entry, index) => ({ kind: 'entry', path, index, entry }));
}

function stepRows(state: State): readonly Row[] {
  if (state.step !== 'review') return rowsOfStep(outline(state.draft), state.step);
  const rows = reviewRows(state);
  return rows.length ? rows : empty('review');
}

/** The rows of an element or a list that is open; undefined where the element is not there any more. */
function rowsInside(state: State, open: string): readonly Row[] | undefined {
  const task = outline(state.draft);
  const there = locationOf(task, open);
  if (!there) return undefined;
  const { path, field, keys, element } = there;
  if (!element) return entryRows(state, path);
  const row: ElementRow = { kind: 'element', path, object: field.of as ObjectName, keys };
  return once(task, `open ${path}`, () => openRows(row));
}

function listed(state: State): readonly Row[] {
  const { phase, open } = state;
  if (phase.kind === 'picking') return taskRows(state);
  if (phase.kind === 'ended') {
    const { ending } = phase;
    if (ending.kind !== 'verified') return [];
    return ending.verdicts.map((verdict) => ({ kind: 'verdict', path: verdict.change.path, verdict }));
  }
  const inside = open === undefined ? undefined : rowsInside(state, open);
  if (inside) return inside;
  const rows = stepRows(state);
  const wanted = state.filtering?.typed ?? state.filters[state.step];
  return wanted ? filtered(state, rows, wanted) : rows;
}

const known = new WeakMap<State, readonly Row[]>();

/** The rows of what is on the screen now, worked out once a state. */
export function rowsOf(state: State): readonly Row[] {
  const rows = known.get(state) ?? listed(state);
  known.set(state, rows);
  return rows;
}

const counted = new WeakMap<readonly Row[], Uint32Array>();

/** The number of a row among those that are no headings, from 1; of a heading that of the row before it. */
export function numberOf(rows: readonly Row[], index: number): number {
  let numbers = counted.get(rows);
  if (!numbers) {
    numbers = new Uint32Array(rows.length);
    let number = 0;
    for (let at = 0; at < rows.length; at++) {
      if (rows[at]?.kind !== 'heading') number++;
      numbers[at] = number;
    }
    counted.set(rows, numbers);
  }
  return numbers[index] ?? 0;
}

/** The path of the field that Enter, reset and help on a row mean; undefined for a row that is no field. */
export function pathOf(row: Row | undefined): string | undefined {
  if (!row || row.kind === 'heading' || row.kind === 'task') return undefined;
  // What is gone has no field any more.
  if (row.kind === 'conflict' && row.conflict.gone) return undefined;
  if (row.kind !== 'element') return row.path;
  return fieldOf(row.object, 'size') ? `${row.path}.size` : undefined;
}
