/** A block of rows of a fixed height: what is missing is blank, what is too much is left out. */
import { Box, Text } from 'ink';
import { memo, type ReactNode } from 'react';
import type { State } from '../src/wizard/state.ts';
import { rowText, type Span } from './line.ts';

export interface LinesProps {
  readonly state: State;
  readonly rows: readonly (readonly Span[])[];
  readonly height: number;
}

/** A row as one text: of many small ones Ink would make a layout each. It is drawn anew only where it has changed. */
export const Row = memo(({ text }: { readonly text: string }): ReactNode => <Text>{text || ' '}</Text>);

export function Lines({ state, rows, height }: LinesProps): ReactNode {
  return (
    <Box flexDirection="column" height={height}>
      {Array.from({ length: height }, (_, index) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
          key={index}
          text={rowText(rows[index] ?? [], state.size.columns, state.ascii)}
        />
      ))}
    </Box>
  );
}
