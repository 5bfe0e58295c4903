/** The last rows: the value or editor, its meaning, its problem, and the keys. Each has its fixed place. */
import { useCursor } from 'ink';
import type { ReactNode } from 'react';
import { toAscii } from '../src/terminal/symbols.ts';
import { sanitize } from '../src/terminal/text/sanitize.ts';
import { textWidth, truncate } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import { graphemes } from '../src/wizard/actions/text-input.ts';
import { FOOTER_HEIGHT } from '../src/wizard/layout.ts';
import type { State, TextInput } from '../src/wizard/state.ts';
import { labelOf } from '../src/wizard/text/labels.ts';
import { editorHints, footerHints } from './footer-hints.ts';
import { keyBar } from './key-bar.ts';
import { Rows } from './Rows.tsx';
import type { Span } from './spans.ts';
import { searchHints } from './task-list-hints.ts';

interface Typing {
  readonly spans: Span[];
  /** Column of the cursor. */
  readonly at: number;
}

/** Returns a label and typed text; a long text is scrolled so that its cursor is visible. */
function typing(state: State, label: string, { typed, at }: TextInput, fresh: boolean): Typing {
  const { ascii, size } = state;
  const head = ` ${label}  `;
  const room = Math.max(8, size.columns - textWidth(head) - 2);
  // One by one, as the cursor counts them: some aren't shown, and some are shown as others.
  const letters = graphemes(typed).map((letter) => (ascii ? toAscii(sanitize(letter)) : sanitize(letter)));
  let from = at;
  let before = 0;
  while (from > 0 && before + textWidth(letters[from - 1] ?? '') <= room) {
    from--;
    before += textWidth(letters[from] ?? '');
  }
  const shown = truncate(letters.slice(from, from + room).join(''), room, '');
  return {
    spans: [
      { text: head, bold: true },
      { text: shown, ...(fresh ? { underline: true } : {}) },
    ],
    at: textWidth(head) + before,
  };
}

/** Returns the hints under a text input, as of the last typing pause. */
function typingHints(state: State): Span[][] {
  if (state.editor) return editorHints(state, state.editor);
  if (state.phase.kind === 'picking') return searchHints(state);
  return [[{ text: ` ${text().screen.filterHint}`, dim: true }], []];
}

export interface FooterProps {
  readonly state: State;
  /** State that the hints describe. */
  readonly settled: State;
  /** Index of the first row, from 0. */
  readonly row: number;
}

export function Footer({ state, settled, row }: FooterProps): ReactNode {
  const { setCursorPosition } = useCursor();
  const { editor, filtering } = state;
  const line = filtering ?? (editor && !editor.choices ? editor.line : undefined);
  const named = editor?.entry === undefined ? editor && labelOf(editor.field) : text().screen.entries.label;
  const label = filtering ? text().screen.filter : (named ?? '');
  const typed = line ? typing(state, label, line, !filtering && editor?.isPristine === true) : undefined;
  setCursorPosition(typed ? { x: typed.at, y: row } : undefined);
  const hints = typed ? [typed.spans, ...typingHints(settled)] : footerHints(settled);
  if (typed && settled.message) hints[2] = [{ text: ` ${settled.message}`, color: 'yellow' }];
  const rows = [hints[0] ?? [], hints[1] ?? [], hints[2] ?? [], keyBar(state)];
  return <Rows state={state} rows={rows} height={FOOTER_HEIGHT} />;
}
