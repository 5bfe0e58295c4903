/** A page over the step: help for the field and all keys, or the exact request. It scrolls. */
import type { ReactNode } from 'react';
import { padTo, widthOf } from '../src/terminal/columns.ts';
import { text } from '../src/text/text.ts';
import { type PageLine, pageLines, pageRoom, pageTop } from '../src/wizard/pages.ts';
import type { State } from '../src/wizard/state.ts';
import { Lines } from './Lines.tsx';
import type { Span } from './line.ts';

const spanOf = ({ text: words, tone }: PageLine): Span => ({
  text: ` ${words}`,
  bold: tone === 'bold',
  dim: tone === 'dim',
  ...(tone === 'warning' ? { color: 'yellow' as const } : {}),
});

export function Page({ state, height }: { readonly state: State; readonly height: number }): ReactNode {
  const say = text().screen;
  const lines = pageLines(state);
  const room = pageRoom(state);
  const top = pageTop(state);
  const title = state.overlay === 'help' ? say.help.title : say.request.title;
  const more = lines.length > room ? say.position(Math.min(top + room, lines.length), lines.length) : '';
  const head: Span[] = [
    { text: ` ${padTo(title, state.size.columns - widthOf(more) - 3)}`, bold: true },
    { text: more, dim: true },
  ];
  const foot: Span[] = [{ text: ' esc' }, { text: ` ${say.bar.close}  ${say.help.pages}`, dim: true }];
  const window = lines.slice(top, top + room).map((line) => [spanOf(line)]);
  const blank = Array.from({ length: room - window.length }, (): Span[] => []);
  return <Lines state={state} rows={[head, ...window, ...blank, [], foot]} height={height} />;
}
