/** A draft that was left behind: what is in it, how old it is, and what can be done with it. */
import type { ReactNode } from 'react';
import { entryOf, text } from '../src/text/text.ts';
import { ageText, keptText } from '../src/wizard/describe.ts';
import { barFor } from '../src/wizard/keymap.ts';
import type { State } from '../src/wizard/state.ts';
import { Lines } from './Lines.tsx';
import type { Span } from './line.ts';

export function Resume({ state, height }: { readonly state: State; readonly height: number }): ReactNode {
  if (state.phase.kind !== 'resuming') return null;
  const { leftovers, at } = state.phase;
  const found = leftovers[at];
  if (!found) return null;
  const say = text().screen.resume;
  const room = height - 7;
  const edits = found.edits.map((edit): Span[] => [{ text: `   ${keptText(state.draft.base, edit)}` }]);
  const shown =
    edits.length > room
      ? [...edits.slice(0, room - 1), [{ text: `   ${say.more(edits.length - room + 1)}` }]]
      : edits;
  const keys = barFor('resume')
    .filter(({ action }) => action !== 'nextLeftover' || leftovers.length > 1)
    .flatMap(({ action, shown: key = '' }): Span[] => [
      { text: ` ${key}` },
      { text: ` ${entryOf(text().screen.bar, action)} `, dim: true },
    ]);
  const blank = Array.from({ length: room - shown.length }, (): Span[] => []);
  const rows: Span[][] = [
    [
      { text: ` ${say.title}`, bold: true },
      { text: `   ${say.which(at + 1, leftovers.length)}`, dim: true },
    ],
    [],
    [{ text: ` ${say.found(found.edits.length, ageText(found.age))}` }],
    ...shown,
    ...blank,
    [],
    [{ text: ` ${say.hint}`, dim: true }],
    [],
    keys,
  ];
  return <Lines state={state} rows={rows} height={height} />;
}
