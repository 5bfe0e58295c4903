/** One row of the screen, made of spans. Every text passes the sanitiser here, and no row is wider than the window. */
import { Text } from 'ink';
import type { ReactNode } from 'react';
import { cutTo, widthOf } from '../src/terminal/columns.ts';
import { toAscii } from '../src/terminal/marks.ts';
import { sanitise } from '../src/terminal/sanitise.ts';

export interface Span {
  readonly text: string;
  readonly color?: 'red' | 'green' | 'yellow' | 'cyan';
  readonly bold?: boolean;
  readonly dim?: boolean;
}

export interface LineProps {
  readonly spans: readonly Span[];
  readonly columns: number;
  readonly ascii?: boolean;
}

/** Shortens spans to so many columns together, without the blanks at the end. */
export function fitSpans(spans: readonly Span[], columns: number, ascii = false): Span[] {
  const fitted: Span[] = [];
  let left = columns;
  for (const span of spans) {
    const safe = ascii ? toAscii(sanitise(span.text)) : sanitise(span.text);
    const text = cutTo(safe, left, ascii ? '~' : '…');
    if (text !== '') fitted.push({ ...span, text });
    left -= widthOf(text);
    if (left <= 0) break;
  }
  return fitted;
}

export function Line({ spans, columns, ascii = false }: LineProps): ReactNode {
  const fitted = fitSpans(spans, columns, ascii);
  if (fitted.length === 0) return <Text> </Text>;
  return (
    <Text>
      {fitted.map((span, index) => (
        <Text
          // biome-ignore lint/suspicious/noArrayIndexKey: a span has no identity but its place
          key={index}
          bold={span.bold ?? false}
          dimColor={span.dim ?? false}
          {...(span.color ? { color: span.color } : {})}
        >
          {span.text}
        </Text>
      ))}
    </Text>
  );
}
