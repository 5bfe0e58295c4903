/** The last rows: the value or editor, what it means, what is wrong, and the keys. Each has its fixed place. */
import { useCursor } from 'ink';
import type { ReactNode } from 'react';
import { currentTask } from '../src/task/draft.ts';
import { fieldValue, locate } from '../src/task/path.ts';
import { type Finding, findingsFor, findingsOf } from '../src/task/rules.ts';
import { exactBytes, limitsOf, showValue } from '../src/task/values.ts';
import { cutTo, widthOf, wrapTo } from '../src/terminal/columns.ts';
import { sanitise } from '../src/terminal/sanitise.ts';
import { text } from '../src/text/text.ts';
import { deltaOf, helpOf, labelOf } from '../src/wizard/describe.ts';
import { preview } from '../src/wizard/editing.ts';
import { barFor } from '../src/wizard/keymap.ts';
import { graphemes } from '../src/wizard/line.ts';
import { focusedRow } from '../src/wizard/lists.ts';
import { contextOf } from '../src/wizard/reduce.ts';
import { pathOf } from '../src/wizard/rows.ts';
import type { Editor, Line, State } from '../src/wizard/state.ts';
import type { Span } from './Line.tsx';
import { Lines } from './Lines.tsx';
import { verdictLines } from './verdictLines.ts';

export const FOOT_ROWS = 4;

interface Typing {
  readonly spans: Span[];
  /** The column of the cursor. */
  readonly at: number;
}

/** A label and typed text; a long text is shown from where its cursor stays in sight. */
function typing(label: string, { typed, at }: Line, columns: number): Typing {
  const head = ` ${label}  `;
  const room = Math.max(8, columns - widthOf(head) - 2);
  const letters = graphemes(sanitise(typed));
  let from = 0;
  while (widthOf(letters.slice(from, at).join('')) > room) from++;
  const before = letters.slice(from, at).join('');
  const shown = letters.slice(from).join('');
  return {
    spans: [{ text: head, bold: true }, { text: cutTo(shown, room, '') }],
    at: widthOf(head) + widthOf(before),
  };
}

function findingSpans({ severity, message }: Finding): Span[] {
  return [{ text: ` ${message}`, color: severity === 'error' ? 'red' : 'yellow' }];
}

function picking(editor: Editor): Span[] {
  const choices = (editor.choices ?? []).map(
    (choice, index): Span =>
      index === editor.choice
        ? { text: ` [${choice}]`, color: 'cyan', bold: true }
        : { text: `  ${choice} ` },
  );
  return [{ text: ` ${labelOf(editor.field)} `, bold: true }, ...choices];
}

/** What the editor's value means and what is wrong with it. */
function editorHints(state: State, editor: Editor): [Span[], Span[]] {
  const say = text().screen;
  const { keys } = locate(state.draft.base, editor.path);
  const server = fieldValue(state.draft.base, editor.field, keys);
  const { value, problem, findings } = preview(state.draft, editor);
  const bytes = exactBytes(editor.field, value);
  const means = bytes ? `${say.means(bytes, deltaOf(editor.field, server, value))} ` : '';
  const allowed = bytes || editor.choices ? '' : ` ${say.allowed(limitsOf(editor.field))}`;
  const hint: Span[] = [
    { text: ` ${means}${say.server(showValue(editor.field, server))}${allowed}`, dim: true },
  ];
  const [finding] = findings;
  const silent = editor.line.typed === '' && !editor.choices && !editor.refused;
  if (problem && !silent) return [hint, [{ text: ` ${problem}`, color: 'red' }]];
  return [hint, finding ? findingSpans(finding) : []];
}

/** Of the focused field: its value in full, its help, and what the rules say. */
function fieldHints(state: State): Span[][] {
  const path = pathOf(focusedRow(state));
  if (path === undefined) return [[], [], []];
  const { field, keys, path: canonical } = locate(state.draft.base, path);
  const value = fieldValue(currentTask(state.draft), field, keys);
  const [finding] = findingsFor(state.draft, canonical);
  const exact = exactBytes(field, value) ?? showValue(field, value);
  const [first = '', ...rest] = wrapTo(helpOf(field), state.size.columns - 2);
  return [
    [{ text: ` ${labelOf(field)}  `, bold: true }, { text: exact }],
    [{ text: ` ${first}`, dim: true }],
    finding ? findingSpans(finding) : [{ text: ` ${rest.join(' ')}`, dim: true }],
  ];
}

function reviewHints(state: State): Span[][] {
  const say = text().screen;
  const { meanwhile, draft } = state;
  const findings = findingsOf(draft);
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const [conflict] = meanwhile?.conflicts ?? [];
  const name = String(currentTask(draft).name ?? state.taskId);
  const ready = errors ? say.blocked(errors) : draft.edits.length ? say.ready(draft.edits.length, name) : '';
  const lines: Span[][] = [[{ text: ` ${ready}`, ...(errors ? { color: 'red' as const } : { bold: true }) }]];
  if (conflict?.gone) lines.push([{ text: ` ${say.meanwhile.gone(conflict.path)}`, color: 'yellow' }]);
  else if (conflict) {
    const { field } = locate(draft.base, conflict.path);
    const values = [conflict.was, conflict.theirs, conflict.yours].map((value) => showValue(field, value));
    const [was = '', theirs = '', yours = ''] = values;
    lines.push([{ text: ` ${say.meanwhile.conflict(conflict.path, was, theirs, yours)}`, color: 'yellow' }]);
  } else if (meanwhile?.moved.length) {
    lines.push([{ text: ` ${say.meanwhile.moved(meanwhile.moved.join(', '))}`, color: 'yellow' }]);
  } else lines.push([]);
  return lines;
}

function hintsOf(state: State): Span[][] {
  const say = text().screen;
  if (state.phase.kind === 'ended') return verdictLines(state);
  if (state.phase.kind === 'asking') {
    const warnings = findingsOf(state.draft).filter((finding) => finding.severity === 'warning').length;
    return [[{ text: ` ${say.confirm(warnings)}`, bold: true }]];
  }
  if (state.editor?.choices) return [picking(state.editor), ...editorHints(state, state.editor)];
  const lines = state.step === 'review' && !state.editor ? reviewHints(state) : fieldHints(state);
  if (state.message) lines[2] = [{ text: ` ${state.message}`, color: 'yellow' }];
  return lines;
}

/** The keys that mean something now, as many as fit. */
function keyBar(state: State): Span[] {
  const names = text().screen.bar;
  const spans: Span[] = [];
  let left = state.size.columns - 2;
  const row = focusedRow(state);
  for (const { action, shown = '' } of barFor(contextOf(state))) {
    if (action === 'open' && row?.kind !== 'element') continue;
    const width = widthOf(`${shown} ${names[action]}  `);
    if (width > left) continue;
    left -= width;
    spans.push({ text: ` ${shown}`, bold: true }, { text: ` ${names[action]} `, dim: true });
  }
  return spans;
}

export function Foot({ state, row }: { readonly state: State; readonly row: number }): ReactNode {
  const { setCursorPosition } = useCursor();
  const { editor, filtering, size } = state;
  const line = filtering ?? (editor && !editor.choices ? editor.line : undefined);
  const label = filtering ? text().screen.filter : editor ? labelOf(editor.field) : '';
  const typed = line ? typing(label, line, size.columns) : undefined;
  setCursorPosition(typed ? { x: typed.at, y: row } : undefined);
  const hints = typed
    ? [
        typed.spans,
        ...(editor
          ? editorHints(state, editor)
          : [[{ text: ` ${text().screen.filterHint}`, dim: true }], []]),
      ]
    : hintsOf(state);
  const rows = [hints[0] ?? [], hints[1] ?? [], hints[2] ?? [], keyBar(state)];
  return <Lines state={state} rows={rows} height={FOOT_ROWS} />;
}
