/** An abandoned draft: its edits, its age, and the choices. */
import type { ReactNode } from 'react';
import { text } from '../src/text/text.ts';
import { savedChangeCount } from '../src/wizard/rows/change-count.ts';
import type { State } from '../src/wizard/state.ts';
import { ageText, savedEditLines } from '../src/wizard/text/labels.ts';
import { keyBar } from './key-bar.ts';
import { Rows } from './Rows.tsx';
import type { Span } from './spans.ts';

export function ResumeDraft({
  state,
  height,
}: {
  readonly state: State;
  readonly height: number;
}): ReactNode {
  if (state.phase.kind !== 'resuming') return null;
  const { leftovers, at, discarding } = state.phase;
  const found = leftovers[at];
  if (!found) return null;
  const texts = text().screen.resume;
  const room = height - 7;
  const edits = savedEditLines(state.draft, found.edits).map((line): Span[] => [{ text: `   ${line}` }]);
  const shown =
    edits.length > room
      ? [...edits.slice(0, room - 1), [{ text: `   ${texts.more(edits.length - room + 1)}` }]]
      : edits;
  const blank = Array.from({ length: room - shown.length }, (): Span[] => []);
  const rows: Span[][] = [
    [
      { text: ` ${texts.title}`, bold: true },
      { text: `   ${texts.which(at + 1, leftovers.length)}`, dim: true },
    ],
    [],
    [{ text: ` ${texts.found(savedChangeCount(found.edits), ageText(found.age))}` }],
    ...shown,
    ...blank,
    [],
    discarding
      ? [{ text: ` ${texts.discard(savedChangeCount(found.edits))}`, bold: true }]
      : [{ text: ` ${texts.hint}`, dim: true }],
    [],
    keyBar(state),
  ];
  return <Rows state={state} rows={rows} height={height} />;
}
