/** The whole screen: a function of the state, exactly as high as the window. */
import { Box } from 'ink';
import type { ReactNode } from 'react';
import { wrapTo } from '../src/terminal/columns.ts';
import { text } from '../src/text/text.ts';
import { unprovenLines } from '../src/wizard/hints.ts';
import { fits, LEAST, layoutOf } from '../src/wizard/layout.ts';
import type { State } from '../src/wizard/state.ts';
import { Body } from './Body.tsx';
import { Failure } from './Failure.tsx';
import { FOOT_ROWS, Foot } from './Foot.tsx';
import { HEADER_ROWS, Header } from './Header.tsx';
import { Lines } from './Lines.tsx';
import type { Span } from './line.ts';
import { Page } from './Page.tsx';
import { Picker } from './Picker.tsx';
import { Resume } from './Resume.tsx';
import { useSettled } from './settled.ts';
import { Waiting } from './Waiting.tsx';

/** What takes the place of the step under the header; nothing where the step itself is shown. */
function pageOver(state: State, height: number): ReactNode {
  if (state.overlay) return <Page state={state} height={height} />;
  if (state.phase.kind === 'resuming') return <Resume state={state} height={height} />;
  if (state.phase.kind === 'submitting') return <Waiting state={state} height={height} />;
  const { phase } = state;
  if (phase.kind !== 'ended' || phase.ending.kind === 'verified') return undefined;
  const title = unprovenLines(phase.ending);
  return <Failure state={state} title={title} failure={phase.ending.failure} height={height} />;
}

export function Wizard({ state }: { readonly state: State }): ReactNode {
  const settled = useSettled(state);
  const { columns, rows } = state.size;
  if (!fits(state.size)) {
    const lines = wrapTo(text().screen.tooSmall(LEAST.columns, LEAST.rows), columns).slice(0, rows);
    const asked = lines.map((line): Span[] => [{ text: line }]);
    return <Lines state={state} rows={asked} height={asked.length} />;
  }
  const { phase } = state;
  if (phase.kind === 'picking') return <Picker state={state} settled={settled} />;
  if (phase.kind === 'loading') return <Waiting state={state} height={rows} />;
  if (phase.kind === 'unreadable') {
    return <Failure state={state} title={text().screen.unreadable} failure={phase.failure} height={rows} />;
  }
  const below = rows - HEADER_ROWS;
  const page = pageOver(state, below);
  if (page) {
    return (
      <Box flexDirection="column">
        <Header state={state} />
        {page}
      </Box>
    );
  }
  const { body, roomy } = layoutOf(state.size);
  const middle = body + (roomy ? 3 : 1);
  return (
    <Box flexDirection="column" height={HEADER_ROWS + middle + FOOT_ROWS}>
      <Header state={state} />
      <Body state={settled} />
      <Foot state={state} settled={settled} row={HEADER_ROWS + middle} />
    </Box>
  );
}
