/** A block of rows of a fixed height: missing rows are blank, extra rows are omitted. */
import { Box, Text } from 'ink';
import { memo, type ReactNode } from 'react';
import type { State } from '../src/wizard/state.ts';
import { renderSpans, type Span } from './spans.ts';

export interface RowsProps {
  readonly state: State;
  readonly rows: readonly (readonly Span[])[];
  readonly height: number;
}

/** A row is one text: see ink-rows.ts. It is drawn only if it changed. */
export const Row = memo(({ text }: { readonly text: string }): ReactNode => <Text>{text || ' '}</Text>);

export function Rows({ state, rows, height }: RowsProps): ReactNode {
  return (
    <Box flexDirection="column" height={height}>
      {Array.from({ length: height }, (_, index) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
          key={index}
          text={renderSpans(rows[index] ?? [], state.size.columns, state.ascii)}
        />
      ))}
    </Box>
  );
}
