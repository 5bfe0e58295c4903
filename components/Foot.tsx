/** The last rows: the value or editor, what it means, what is wrong, and the keys. Each has its fixed place. */
import { useCursor } from 'ink';
import type { ReactNode } from 'react';
import { locateIn } from '../src/task/draft.ts';
import { cutTo, widthOf } from '../src/terminal/columns.ts';
import { sanitise } from '../src/terminal/sanitise.ts';
import { entryOf, text } from '../src/text/text.ts';
import { additionsFor } from '../src/wizard/additions.ts';
import { labelOf } from '../src/wizard/describe.ts';
import { barFor } from '../src/wizard/keymap.ts';
import { graphemes } from '../src/wizard/line.ts';
import { focusedRow } from '../src/wizard/lists.ts';
import { offersFor } from '../src/wizard/offers.ts';
import { contextOf } from '../src/wizard/reduce.ts';
import type { Row } from '../src/wizard/rows.ts';
import type { Line, State } from '../src/wizard/state.ts';
import { editorHints, hintsOf } from './hints.ts';
import { Lines } from './Lines.tsx';
import type { Span } from './line.ts';
import { searchHints } from './pickerHints.ts';

export const FOOT_ROWS = 4;

interface Typing {
  readonly spans: Span[];
  /** The column of the cursor. */
  readonly at: number;
}

/** A label and typed text; a long text is shown from where its cursor stays in sight. */
function typing(label: string, { typed, at }: Line, columns: number, fresh: boolean): Typing {
  const head = ` ${label}  `;
  const room = Math.max(8, columns - widthOf(head) - 2);
  const letters = graphemes(sanitise(typed));
  let from = at;
  let before = 0;
  while (from > 0 && before + widthOf(letters[from - 1] ?? '') <= room) {
    from--;
    before += widthOf(letters[from] ?? '');
  }
  const shown = cutTo(letters.slice(from, from + room).join(''), room, '');
  return {
    spans: [
      { text: head, bold: true },
      { text: shown, ...(fresh ? { color: 'cyan' as const } : {}) },
    ],
    at: widthOf(head) + before,
  };
}

function canAdd(state: State, row: Row | undefined): boolean {
  if (state.open === undefined) return additionsFor(state, row).length > 0;
  return locateIn(state.draft, state.open).field.separator !== undefined;
}

/** False for keys that would do nothing here. */
function applies(state: State, action: string, row: Row | undefined): boolean {
  if (action === 'nextTask') return state.picker !== undefined && !state.unkept;
  // While the list is being read the bar is as it will be, so that it is written once.
  if (action === 'openTask') return row !== undefined || state.picker?.reading !== undefined;
  if (action === 'showAll') return isNarrowed(state);
  if (action === 'open') return row?.kind === 'element';
  if (action === 'mine' || action === 'theirs') return row?.kind === 'conflict';
  if (action === 'offer') return offersFor(state.draft).length > 0;
  if (action === 'filter') return state.open === undefined;
  if (action === 'add') return canAdd(state, row);
  // A call that failed has a page without values.
  if (action === 'exact' && state.phase.kind === 'ended') return state.phase.ending.kind === 'verified';
  return true;
}

const isNarrowed = ({ picker }: State): boolean =>
  Boolean(picker && (picker.filter || picker.ask.name || picker.ask.state));

/** The hints under a line that is being typed in, as it was when the typing last paused. */
function typingHints(state: State): Span[][] {
  if (state.editor) return editorHints(state, state.editor);
  if (state.phase.kind === 'picking') return searchHints(state);
  return [[{ text: ` ${text().screen.filterHint}`, dim: true }], []];
}

/** The keys that mean something now, as many as fit. */
export function keyBar(state: State): Span[] {
  const names = text().screen.bar;
  const spans: Span[] = [];
  let left = state.size.columns - 2;
  const row = focusedRow(state);
  for (const { action, shown = '' } of barFor(contextOf(state))) {
    if (!applies(state, action, row)) continue;
    const name = entryOf(names, action) ?? '';
    const width = widthOf(`${shown} ${name}  `);
    if (width > left) continue;
    left -= width;
    spans.push({ text: ` ${shown}` }, { text: ` ${name} `, dim: true });
  }
  return spans;
}

export interface FootProps {
  readonly state: State;
  /** The state of which the hints speak. */
  readonly settled: State;
  /** The first row, from 0. */
  readonly row: number;
}

export function Foot({ state, settled, row }: FootProps): ReactNode {
  const { setCursorPosition } = useCursor();
  const { editor, filtering, size } = state;
  const line = filtering ?? (editor && !editor.choices ? editor.line : undefined);
  const named = editor?.entry === undefined ? editor && labelOf(editor.field) : text().screen.entries.label;
  const label = filtering ? text().screen.filter : (named ?? '');
  const typed = line ? typing(label, line, size.columns, !filtering && editor?.fresh === true) : undefined;
  setCursorPosition(typed ? { x: typed.at, y: row } : undefined);
  const hints = typed ? [typed.spans, ...typingHints(settled)] : hintsOf(settled);
  const rows = [hints[0] ?? [], hints[1] ?? [], hints[2] ?? [], keyBar(state)];
  return <Lines state={state} rows={rows} height={FOOT_ROWS} />;
}
