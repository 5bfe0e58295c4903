/** How each kind of row reads: name first, what changes late in the row. */

import { fieldOf } from '../src/task/catalogue.ts';
import { changesOf, currentTask } from '../src/task/draft.ts';
import { fieldValue } from '../src/task/path.ts';
import { showValue } from '../src/task/values.ts';
import { padTo } from '../src/terminal/columns.ts';
import { marksFor } from '../src/terminal/marks.ts';
import { sanitise } from '../src/terminal/sanitise.ts';
import { text } from '../src/text/text.ts';
import {
  changeText,
  deltaOf,
  elementFacts,
  headingText,
  labelOf,
  nameOf,
  type Shown,
  shownValue,
} from '../src/wizard/describe.ts';
import type { Heading, Row } from '../src/wizard/rows.ts';
import type { State } from '../src/wizard/state.ts';
import type { Span } from './Line.tsx';

/** `before → after`, the new value marked; `width` pads a value that is followed by more. */
function valueSpans({ before, after }: Shown, delta = '', width = 0): Span[] {
  if (after === undefined) return [{ text: padTo(before, Math.max(width, before.length)) }];
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
  const field = fieldOf(row.object, 'size');
  if (!field) return [];
  const keys = [...row.keys, 'size'];
  const shown = shownValue(state.draft, field, keys, state.exact);
  const [role, kind, summary] = elementFacts(task, row.object, row.keys, !wide(state)).map(sanitise) as [
    string,
    string,
    string,
  ];
  const group = row.object === 'VolumeGroups';
  const indent = row.object === 'LogicalVolumes' ? '  ' : '';
  const name = padTo(indent + sanitise(nameOf(task, row.keys)), wide(state) ? 24 : 13);
  const facts = group ? '' : `${padTo(role, 6)} ${padTo(kind, wide(state) ? 7 : 4)} `;
  return [{ text: `${name} ${facts}` }, ...valueSpans(shown, '', 10), { text: ` ${summary}`, dim: true }];
}

function verdictSpans(state: State, row: Extract<Row, { kind: 'verdict' }>): Span[] {
  const { change, outcome, now } = row.verdict;
  const marks = marksFor(state.ascii);
  const say = text();
  const mark = { took: marks.done, did_not_take: marks.error, not_returned: marks.unknown }[outcome];
  const color = ({ took: 'green', did_not_take: 'red', not_returned: 'yellow' } as const)[outcome];
  const still =
    outcome === 'did_not_take' ? `: ${say.screen.result.stillSays(showValue(change.field, now))}` : '';
  const owner = nameOf(state.draft.base, change.keys.slice(0, -1));
  const label =
    typeof change.keys.at(-2) === 'number' ? `${owner} ${labelOf(change.field)}` : labelOf(change.field);
  return [
    { text: `${mark} `, color },
    { text: `${padTo(label, wide(state) ? 24 : 13)} ` },
    { text: say.outcome[outcome] + still, color },
    { text: `   ${changeText(change, state.exact)}`, dim: true },
  ];
}

/** Headings over changes name elements as the server does; over a list they show what the edits make of them. */
const headed = (state: State, { about }: Heading) =>
  about === 'element' ? state.draft.base : currentTask(state.draft);

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
    case 'finding': {
      const error = row.finding.severity === 'error';
      const mark = error ? marks.error : marks.warning;
      return [{ text: `${mark} ${row.finding.message}`, color: error ? 'red' : 'yellow' }];
    }
    case 'change': {
      const label = padTo(labelOf(row.change.field), wide(state) ? 24 : 13);
      return [{ text: `${label} ` }, { text: changeText(row.change, state.exact) }];
    }
  }
}

/** True where the draft changes the field or something in the element of a row. */
function isChanged(state: State, row: Row): boolean {
  if (row.kind === 'field') return changesOf(state.draft).some((change) => change.path === row.path);
  if (row.kind !== 'element') return row.kind === 'change';
  return changesOf(state.draft).some((change) => change.path.startsWith(`${row.path}.`));
}

/** A row of a list, with its marks: where the cursor is, and what the draft changes. */
export function rowSpans(state: State, row: Row, here: boolean): Span[] {
  const marks = marksFor(state.ascii);
  if (row.kind === 'heading') return [{ text: ' ' }, ...spansOf(state, row)];
  return [
    here ? { text: ` ${marks.here} `, color: 'cyan' } : { text: '   ' },
    isChanged(state, row) ? { text: `${marks.changed} `, color: 'yellow' } : { text: '  ' },
    ...spansOf(state, row),
  ];
}
