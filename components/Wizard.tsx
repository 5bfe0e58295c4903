/** The whole screen: a function of the state, exactly as high as the window. */
import { Box } from 'ink';
import type { ReactNode } from 'react';
import { wrap } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import { FOOTER_HEIGHT, fitsMinimum, HEADER_HEIGHT, layoutOf, MIN_SIZE } from '../src/wizard/layout.ts';
import type { State } from '../src/wizard/state.ts';
import { uncertainLines } from '../src/wizard/text/messages.ts';
import { uncovered } from '../src/wizard/text/move-text.ts';
import { ErrorPage } from './ErrorPage.tsx';
import { Footer } from './Footer.tsx';
import { Header } from './Header.tsx';
import { leftRight, ruleRow } from './loading-rows.ts';
import { OverlayPage } from './OverlayPage.tsx';
import { Progress } from './Progress.tsx';
import { ResumeDraft } from './ResumeDraft.tsx';
import { Rows } from './Rows.tsx';
import { StepBody } from './StepBody.tsx';
import type { Span } from './spans.ts';
import { TaskList } from './TaskList.tsx';
import { useTypedState } from './use-settled-state.ts';
import { WatchPage } from './WatchPage.tsx';

/** Returns the page that replaces the step under the header; undefined if the step itself is shown. */
function pageOver(state: State, height: number): ReactNode {
  if (state.overlay) return <OverlayPage state={state} height={height} />;
  if (state.phase.kind === 'resuming') return <ResumeDraft state={state} height={height} />;
  if (state.phase.kind === 'submitting') return <Progress state={state} height={height} />;
  const { phase } = state;
  if (phase.kind !== 'result' || phase.result.kind === 'verified') return undefined;
  const { result } = phase;
  const [first = '', ...others] = state.move?.lines ?? [];
  if (result.kind === 'not_paused')
    return <ErrorPage state={state} title={first} notes={others} height={height} />;
  const notes = state.move?.lines ?? [];
  const title = uncertainLines(result);
  return <ErrorPage state={state} title={title} failure={result.failure} notes={notes} height={height} />;
}

export function Wizard({ state }: { readonly state: State }): ReactNode {
  const settled = useTypedState(state);
  const { columns, rows } = state.size;
  if (!fitsMinimum(state.size)) {
    const lines = wrap(text().screen.tooSmall(MIN_SIZE.columns, MIN_SIZE.rows), columns).slice(0, rows);
    const shown = lines.map((line): Span[] => [{ text: line }]);
    return <Rows state={state} rows={shown} height={shown.length} />;
  }
  const { phase } = state;
  if (state.overlay && (phase.kind === 'watching' || phase.kind === 'taskFailed')) {
    const head = leftRight([{ text: ` ${text().screen.program}`, bold: true }], '', columns);
    return (
      <Box flexDirection="column">
        <Rows state={state} rows={[head, ruleRow(state), []]} height={HEADER_HEIGHT} />
        <OverlayPage state={state} height={rows - HEADER_HEIGHT} />
      </Box>
    );
  }
  if (phase.kind === 'watching') return <WatchPage state={state} watch={phase} />;
  if (phase.kind === 'picking') return <TaskList state={state} settled={settled} />;
  if (phase.kind === 'loading') return <Progress state={state} height={rows} />;
  if (phase.kind === 'taskFailed') {
    return <ErrorPage state={state} title={text().screen.unreadable} failure={phase.failure} height={rows} />;
  }
  const below = rows - HEADER_HEIGHT;
  const page = pageOver(state, below);
  if (page) {
    return (
      <Box flexDirection="column">
        <Header state={state} />
        {page}
      </Box>
    );
  }
  // What a start is asked for stays on the screen.
  const asked = phase.kind === 'confirmingStart';
  const { body, roomy } = layoutOf(state.size);
  const middle = body + (roomy ? 3 : 1);
  return (
    <Box flexDirection="column" height={HEADER_HEIGHT + middle + FOOTER_HEIGHT}>
      <Header state={asked ? uncovered(state) : state} />
      <StepBody state={asked ? uncovered(settled) : settled} />
      <Footer state={state} settled={settled} row={HEADER_HEIGHT + middle} />
    </Box>
  );
}
