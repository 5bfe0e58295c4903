/** One row of the screen, made of spans. Every text passes the sanitiser here, and no row is wider than the window. */
import { cutTo, widthOf } from '../src/terminal/columns.ts';
import { toAscii } from '../src/terminal/marks.ts';
import { sanitise } from '../src/terminal/sanitise.ts';

export interface Span {
  readonly text: string;
  readonly color?: 'red' | 'green' | 'yellow' | 'cyan';
  readonly bold?: boolean;
  readonly dim?: boolean;
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

const COLOURS = { red: 31, green: 32, yellow: 33, cyan: 36 } as const;

function styled({ text, color, bold, dim }: Span): string {
  const weighty = bold || dim ? `\x1b[${bold ? 1 : 2}m${text}\x1b[22m` : text;
  return color ? `\x1b[${COLOURS[color]}m${weighty}\x1b[39m` : weighty;
}

/** The row as it is written: plain letters, and what sets colours and weights. */
export function rowText(spans: readonly Span[], columns: number, ascii = false): string {
  return fitSpans(spans, columns, ascii).map(styled).join('');
}
