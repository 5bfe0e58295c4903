/** A block of rows of a fixed height: what is missing is blank, what is too much is left out. */
import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { State } from '../src/wizard/state.ts';
import { Line, type Span } from './Line.tsx';

export interface LinesProps {
  readonly state: State;
  readonly rows: readonly (readonly Span[])[];
  readonly height: number;
}

export function Lines({ state, rows, height }: LinesProps): ReactNode {
  return (
    <Box flexDirection="column" height={height}>
      {Array.from({ length: height }, (_, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
          key={index}
          spans={rows[index] ?? []}
          columns={state.size.columns}
          ascii={state.ascii}
        />
      ))}
    </Box>
  );
}
