/** How each kind of row reads: name first, what changes late in the row. */

import type { JsonObject } from '../src/json/json.ts';
import { fieldOf } from '../src/task/catalogue.ts';
import { changedPaths, currentTask, isAdded, isRemoved, outline } from '../src/task/draft.ts';
import { fieldValue, valueAt } from '../src/task/path.ts';
import type { Severity } from '../src/task/rules/rules.ts';
import { showValue } from '../src/task/values.ts';
import { padTo, widthOf } from '../src/terminal/columns.ts';
import { type Marks, marksFor } from '../src/terminal/marks.ts';
import { sanitise } from '../src/terminal/sanitise.ts';
import { text } from '../src/text/text.ts';
import {
  changeText,
  deltaOf,
  elementFacts,
  headingText,
  inNewElement,
  labelOf,
  nameOf,
  type Shown,
  shownValue,
} from '../src/wizard/describe.ts';
import type { Heading, Row } from '../src/wizard/rows.ts';
import type { State } from '../src/wizard/state.ts';
import type { Span } from './line.ts';

/** `before → after`, the new value marked; `width` pads a value that is followed by more. */
function valueSpans({ before, after }: Shown, delta = '', width = 0): Span[] {
  if (after === undefined) return [{ text: padTo(before, Math.max(width, widthOf(before))) }];
  const arrow = text().change.arrow(before, '');
  const rest = delta && ` ${delta}`;
  return [{ text: arrow, dim: true }, { text: after, color: 'yellow', bold: true }, { text: `${rest}  ` }];
}

const wide = (state: State): boolean => state.size.columns >= 76;

function fieldSpans(state: State, row: Extract<Row, { kind: 'field' }>): Span[] {
  const shown = shownValue(state.draft, row.field, row.keys, state.exact);
  const known = fieldValue(state.draft.base, row.field, row.keys) !== undefined || shown.after !== undefined;
  const delta = deltaOf(
    row.field,
    fieldValue(state.draft.base, row.field, row.keys),
    fieldValue(currentTask(state.draft), row.field, row.keys),
  );
  const label = { text: `${padTo(labelOf(row.field), wide(state) ? 26 : 22)} ` };
  return [label, ...(known ? valueSpans(shown, delta) : [{ text: shown.before, dim: true }])];
}

function elementSpans(state: State, row: Extract<Row, { kind: 'element' }>): Span[] {
  const task = currentTask(state.draft);
  const facts = elementFacts(task, row.object, row.keys, !wide(state)).map(sanitise);
  const [role, kind, summary] = facts as [string, string, string];
  const indent = INDENTED.has(row.object) ? '  ' : '';
  const name = padTo(indent + sanitise(nameOf(task, row.keys)), wide(state) ? 24 : 13);
  const removed = isRemoved(valueAt(task, row.keys));
  if (removed) return [{ text: `${name} ${text().value.removed}`, dim: true }];
  const field = fieldOf(row.object, 'size');
  if (!field) return [{ text: `${name} ${padTo(role, 18)}` }, { text: ` ${summary}`, dim: true }];
  const shown = shownValue(state.draft, field, [...row.keys, 'size'], state.exact);
  const columns =
    row.object === 'VolumeGroups' ? '' : `${padTo(role, 6)} ${padTo(kind, wide(state) ? 7 : 4)} `;
  return [{ text: `${name} ${columns}` }, ...valueSpans(shown, '', 10), { text: ` ${summary}`, dim: true }];
}

const INDENTED = new Set(['LogicalVolumes', 'BtrfsSubvolumn']);

function verdictSpans(state: State, row: Extract<Row, { kind: 'verdict' }>): Span[] {
  const { change, outcome, now } = row.verdict;
  const place = change.kind === 'set' ? change.keys.slice(0, -1) : change.keys;
  const marks = marksFor(state.ascii);
  const say = text();
  const mark = { took: marks.done, did_not_take: marks.error, not_returned: marks.unknown }[outcome];
  const color = ({ took: 'green', did_not_take: 'red', not_returned: 'yellow' } as const)[outcome];
  const told =
    outcome === 'did_not_take' && change.kind === 'set'
      ? say.screen.result.stillSays(say.outcome[outcome], showValue(change.field, now))
      : say.outcome[outcome];
  const owner = nameOf(outline(state.draft), place);
  const words = change.kind === 'set' ? labelOf(change.field) : '';
  const label = typeof place.at(-1) === 'number' ? `${owner} ${words}` : words;
  return [
    { text: `${mark} `, color },
    { text: `${padTo(label, wide(state) ? 24 : 18)} ` },
    { text: told, color },
    { text: `   ${changeText(change, state.exact)}`, dim: true },
  ];
}

/** The colour of what a rule says. */
export function toneOf(severity: Severity): Partial<Span> {
  return ({ error: { color: 'red' }, warning: { color: 'yellow' }, note: { dim: true } } as const)[severity];
}

/** Headings over changes name elements as the server does, new ones as they will be; others show the edits. */
function headed(state: State, heading: Heading): JsonObject {
  const known = heading.about !== 'element' || inNewElement(state.draft, heading.keys);
  return known ? currentTask(state.draft) : outline(state.draft);
}

function spansOf(state: State, row: Row): Span[] {
  const marks = marksFor(state.ascii);
  switch (row.kind) {
    case 'heading':
      return [
        { text: headingText(headed(state, row.heading), row.heading), bold: row.heading.about !== 'empty' },
      ];
    case 'field':
      return fieldSpans(state, row);
    case 'element':
      return elementSpans(state, row);
    case 'verdict':
      return verdictSpans(state, row);
    case 'task':
      return [];
    case 'entry':
      return [{ text: row.entry }];
    case 'conflict':
      return [{ text: `${marks.warning} ${row.line}`, color: 'yellow', bold: true }];
    case 'finding': {
      const { severity } = row.finding;
      const mark = { error: marks.error, warning: marks.warning, note: marks.todo }[severity];
      return [{ text: `${mark} ${row.line}`, ...toneOf(severity) }];
    }
    case 'change': {
      const { kind, field } = row.change;
      const own = kind === 'set' ? labelOf(field) : text().screen.newEntry[kind];
      const label = padTo(own, wide(state) ? 24 : 18);
      return [{ text: `${label} ` }, { text: changeText(row.change, state.exact) }];
    }
  }
}

/** What the draft does to the field or the element of a row, as a mark; blank where it does nothing. */
function changeMark(state: State, row: Row, marks: Marks): string {
  const changed = changedPaths(state.draft);
  if (row.kind === 'field') return changed.has(row.path) ? marks.changed : ' ';
  if (row.kind === 'change') return { set: marks.changed, add: '+', remove: '-' }[row.change.kind];
  if (row.kind !== 'element') return ' ';
  const element = valueAt(currentTask(state.draft), row.keys);
  if (isAdded(element)) return '+';
  if (isRemoved(element)) return '-';
  return state.draft.edits.some(({ path }) => path.startsWith(`${row.path}.`)) ? marks.changed : ' ';
}

/** A row of a list, with its marks: where the cursor is, and what the draft changes. */
export function rowSpans(state: State, row: Row, here: boolean): Span[] {
  const marks = marksFor(state.ascii);
  if (row.kind === 'heading') {
    const rest = row.heading.about === 'rest';
    return rest
      ? [{ text: `       ${row.heading.line}`, dim: true }]
      : [{ text: ' ' }, ...spansOf(state, row)];
  }
  return [
    here ? { text: ` ${marks.here} `, color: 'cyan' } : { text: '   ' },
    { text: `${changeMark(state, row, marks)} `, color: 'yellow' },
    ...spansOf(state, row),
  ];
}

/** True where a row is wider than the window. */
export function isCut(state: State, row: Row): boolean {
  const width = rowSpans(state, row, false).reduce((sum, { text: words }) => sum + widthOf(words), 0);
  return width > state.size.columns;
}
