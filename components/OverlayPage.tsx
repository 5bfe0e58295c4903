/** A scrolling page over the step: help for the field and all keys, or the exact request. */
import type { ReactNode } from 'react';
import { pad, textWidth } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import type { State } from '../src/wizard/state.ts';
import { pageHeight, pageLines, pageTop } from '../src/wizard/text/overlay-pages.ts';
import type { PageLine } from '../src/wizard/text/page-line.ts';
import { Rows } from './Rows.tsx';
import type { Span } from './spans.ts';

const spanOf = ({ text: words, tone }: PageLine): Span => ({
  text: ` ${words}`,
  bold: tone === 'bold',
  dim: tone === 'dim',
  ...(tone === 'warning' ? { color: 'yellow' as const } : {}),
});

export function OverlayPage({
  state,
  height,
}: {
  readonly state: State;
  readonly height: number;
}): ReactNode {
  const texts = text().screen;
  const lines = pageLines(state);
  const room = pageHeight(state);
  const top = pageTop(state);
  const title = state.overlay === 'help' ? texts.help.title : texts.request.title;
  const more = lines.length > room ? texts.position(Math.min(top + room, lines.length), lines.length) : '';
  const head: Span[] = [
    { text: ` ${pad(title, state.size.columns - textWidth(more) - 3)}`, bold: true },
    { text: more, dim: true },
  ];
  const foot: Span[] = [{ text: ' esc' }, { text: ` ${texts.bar.close}  ${texts.help.pages}`, dim: true }];
  const window = lines.slice(top, top + room).map((line) => [spanOf(line)]);
  const blank = Array.from({ length: room - window.length }, (): Span[] => []);
  return <Rows state={state} rows={[head, ...window, ...blank, [], foot]} height={height} />;
}
