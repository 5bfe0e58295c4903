/** Spans of each kind of row: the name first, what changes late in the row. */

import type { JsonObject } from '../src/json/json.ts';
import { changeText, currentValueText, deltaOf } from '../src/task/edits/change-text.ts';
import { baseWithAdditions, changedPaths, currentTask, isAdded, isRemoved } from '../src/task/edits/draft.ts';
import { baseValue, currentValue } from '../src/task/edits/draft-values.ts';
import { mainFieldOf } from '../src/task/fields/catalogue.ts';
import { valueAt } from '../src/task/paths/path.ts';
import { findingsOf, type Severity } from '../src/task/rules/rules.ts';
import { type Symbols, symbolsFor } from '../src/terminal/symbols.ts';
import { sanitize } from '../src/terminal/text/sanitize.ts';
import { truncateMiddle } from '../src/terminal/text/shorten.ts';
import { pad, textWidth } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import type { Heading, Row } from '../src/wizard/rows/row.ts';
import { editablePath } from '../src/wizard/rows/rows.ts';
import type { State } from '../src/wizard/state.ts';
import { nameSource, placeText } from '../src/wizard/text/change-place.ts';
import { mayHaveNoEffect } from '../src/wizard/text/effect-text.ts';
import {
  elementColumns,
  headingText,
  isFieldOfNewElement,
  labelOf,
  nameOf,
  type ValuePair,
  valuePair,
} from '../src/wizard/text/labels.ts';
import { fittedName, isWide, rowName, rowWidths } from './row-widths.ts';
import type { Span } from './spans.ts';

/** Returns `before → after`, the new value marked; `width` pads a value that is followed by more. */
function valueSpans({ before, after }: ValuePair, delta = '', width = 0): Span[] {
  if (after === undefined) return [{ text: pad(before, Math.max(width, textWidth(before))) }];
  const arrow = text().change.arrow(before, '');
  const rest = delta && ` ${delta}`;
  return [{ text: arrow, dim: true }, { text: after, color: 'yellow', bold: true }, { text: `${rest}  ` }];
}

function fieldSpans(state: State, row: Extract<Row, { kind: 'field' }>): Span[] {
  const shown = valuePair(state.draft, row.field, row.keys, state.exactBytes);
  const known = baseValue(state.draft, row.field, row.keys) !== undefined || shown.after !== undefined;
  const delta = deltaOf(
    row.field,
    baseValue(state.draft, row.field, row.keys),
    currentValue(state.draft, row.field, row.keys),
  );
  const label = { text: `${pad(labelOf(row.field), isWide(state.size) ? 26 : 22)} ` };
  return [label, ...(known ? valueSpans(shown, delta) : [{ text: shown.before, dim: true }])];
}

function elementSpans(state: State, row: Extract<Row, { kind: 'element' }>): Span[] {
  const task = currentTask(state.draft);
  const facts = elementColumns(task, row.object, row.keys, !isWide(state.size)).map(sanitize);
  const [role, kind, summary] = facts as [string, string, string];
  const widths = rowWidths(state);
  const name = pad(fittedName(state, row), widths.name);
  const removed = isRemoved(valueAt(task, row.keys));
  if (removed) return [{ text: `${name} ${text().value.removed}`, dim: true }];
  const field = mainFieldOf(row.object);
  if (!field) return [{ text: `${name} ${pad(role, 18)}` }, { text: ` ${summary}`, dim: true }];
  const shown = valuePair(state.draft, field, [...row.keys, field.name], state.exactBytes);
  const columns = WITHOUT_COLUMNS.has(row.object)
    ? ''
    : `${pad(role, widths.role)} ${pad(kind, widths.kind)} `;
  return [{ text: `${name} ${columns}` }, ...valueSpans(shown, '', 10), { text: ` ${summary}`, dim: true }];
}

/** Objects whose rows have no columns for use and kind. */
const WITHOUT_COLUMNS = new Set<string>(['VolumeGroups', 'RateWindow']);
/** Columns that stay for a verdict behind a long name. */
const MIN_VERDICT_COLUMNS = 30;

function verdictSpans(state: State, row: Extract<Row, { kind: 'verdict' }>): Span[] {
  const { change, outcome, now } = row.verdict;
  const place = change.kind === 'set' ? change.keys.slice(0, -1) : change.keys;
  const marks = symbolsFor(state.ascii);
  const texts = text();
  const mark = { applied: marks.done, not_applied: marks.error, unverified: marks.unknown }[outcome];
  const color = ({ applied: 'green', not_applied: 'red', unverified: 'yellow' } as const)[outcome];
  const outcomeText =
    outcome === 'not_applied' && change.kind === 'set'
      ? texts.screen.result.stillHas(texts.outcome[outcome], currentValueText(change, now))
      : texts.outcome[outcome];
  const owner = nameOf(nameSource(state.draft, place), place);
  const isInElement = typeof place.at(-1) === 'number';
  const words = change.kind === 'set' ? labelOf(change.field) : '';
  const label =
    change.kind !== 'set' ? placeText(state.draft, change) : isInElement ? `${owner} ${words}` : words;
  // A long name is cut in its middle, in favor of the verdict.
  const shown = truncateMiddle(sanitize(label), Math.max(24, state.size.columns - MIN_VERDICT_COLUMNS));
  return [
    { text: `${mark} `, color },
    { text: `${pad(shown, Math.max(isWide(state.size) ? 24 : 18, textWidth(shown)))} ` },
    { text: outcomeText, color },
    { text: `   ${changeText(change, state.exactBytes, now)}`, dim: true },
  ];
}

/** Returns the style of a finding. */
export function severityStyle(severity: Severity): Partial<Span> {
  return ({ error: { color: 'red' }, warning: { color: 'yellow' }, note: { dim: true } } as const)[severity];
}

/** Returns the document that a heading takes names from: elements of changes have their name on SMS, new ones their future name. */
function headed(state: State, heading: Heading): JsonObject {
  const known = heading.about !== 'element' || isFieldOfNewElement(state.draft, heading.keys);
  return known ? currentTask(state.draft) : baseWithAdditions(state.draft);
}

function spansOf(state: State, row: Row): Span[] {
  const marks = symbolsFor(state.ascii);
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
      return [{ text: `${mark} ${row.line}`, ...severityStyle(severity) }];
    }
    case 'change': {
      const { kind, field } = row.change;
      const words = changeText(row.change, state.exactBytes);
      return kind === 'set'
        ? [{ text: `${pad(labelOf(field), isWide(state.size) ? 24 : 18)} ` }, { text: words }]
        : [{ text: words }];
    }
  }
}

/** Returns the mark of a row: its error, the draft's change, or that a change may have no effect; else a space. */
function rowMark(state: State, row: Row, marks: Symbols): Span {
  const isField = row.kind === 'field' || row.kind === 'element';
  if (isField && hasError(state, row)) return { text: marks.error, color: 'red' };
  const change = changeMark(state, row, marks);
  if (change) return { text: change, color: 'yellow' };
  return { text: mayHaveNoEffect(state.draft.base, row) ? marks.unknown : ' ', dim: true };
}

/** Returns true for a row with an error: its own, or of the size that an element's row shows. */
function hasError({ draft }: State, row: Extract<Row, { kind: 'field' | 'element' }>): boolean {
  const errors = findingsOf(draft).filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.some(({ path }) => path === row.path || path === editablePath(row));
}

/** Returns the mark for the draft's change of a row; a change below it has another than its own. */
function changeMark(state: State, row: Row, marks: Symbols): string | undefined {
  if (row.kind === 'field') return changedPaths(state.draft).has(row.path) ? marks.changed : undefined;
  if (row.kind === 'change') return { set: marks.changed, add: '+', remove: '-' }[row.change.kind];
  if (row.kind !== 'element' || state.draft.edits.length === 0) return undefined;
  const element = valueAt(currentTask(state.draft), row.keys);
  if (isAdded(element)) return '+';
  if (isRemoved(element)) return '-';
  const inside = state.draft.edits.filter(({ path }) => path.startsWith(`${row.path}.`));
  if (inside.some(({ path }) => !path.slice(row.path.length + 1).includes('['))) return marks.changed;
  return inside.length ? below(state.ascii) : undefined;
}

/** The mark of an element with changes only in elements below it. */
const below = (ascii: boolean): string => (ascii ? 'v' : '↓');

/** Returns a list row with its marks: the cursor, and the draft's change. */
export function rowSpans(state: State, row: Row, here: boolean): Span[] {
  const marks = symbolsFor(state.ascii);
  if (row.kind === 'heading') {
    const rest = row.heading.about === 'rest';
    return rest
      ? [{ text: `       ${row.heading.line}`, dim: true }]
      : [{ text: ' ' }, ...spansOf(state, row)];
  }
  return [
    { text: here ? ` ${marks.here} ` : '   ' },
    withSpace(rowMark(state, row, marks)),
    ...spansOf(state, row),
  ];
}

const withSpace = (span: Span): Span => ({ ...span, text: `${span.text} ` });

/** Returns true if a row is wider than the window, or its columns are too narrow for it. */
export function isTruncated(state: State, row: Row): boolean {
  const width = rowSpans(state, row, false).reduce((sum, { text: words }) => sum + textWidth(words), 0);
  if (width > state.size.columns) return true;
  if (row.kind !== 'element') return false;
  const widths = rowWidths(state);
  const [role, kind] = elementColumns(currentTask(state.draft), row.object, row.keys);
  const isCut = textWidth(role) > widths.role || textWidth(kind) > widths.kind;
  return textWidth(rowName(state.draft, row)) > widths.name || (isCut && row.object !== 'NetWork');
}
