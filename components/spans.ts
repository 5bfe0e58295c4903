/** One row of the screen, made of spans. Every text is sanitized here, and no row is wider than the window. */

import { toAscii } from '../src/terminal/symbols.ts';
import { sanitize } from '../src/terminal/text/sanitize.ts';
import { textWidth, truncate } from '../src/terminal/text/text-width.ts';

export interface Span {
  readonly text: string;
  readonly color?: 'red' | 'green' | 'yellow' | 'cyan';
  readonly bold?: boolean;
  readonly dim?: boolean;
  /** Text that the next letter replaces. */
  readonly underline?: boolean;
}

/** Truncates spans to `columns` together, without trailing spaces. */
export function fitSpans(spans: readonly Span[], columns: number, ascii = false): Span[] {
  const fitted: Span[] = [];
  let left = columns;
  for (const span of spans) {
    const safe = ascii ? toAscii(sanitize(span.text)) : sanitize(span.text);
    const text = truncate(safe, left, ascii ? '~' : '…');
    if (text !== '') fitted.push({ ...span, text });
    left -= textWidth(text);
    if (left <= 0) break;
  }
  return fitted;
}

/** SGR on and off, as parameters. */
type Style = readonly [on: string, off: string];

/**
 * Styles by their names in spans. Of the 16 colors only red and magenta can be read on white and on black, whatever the
 * palette (yellow, cyan and green vanish on white, blue on black); bold makes red bright where it is dark.
 */
export const STYLES: Readonly<Record<NonNullable<Span['color']>, Style>> = {
  red: ['1;31', '22;39'],
  yellow: ['35', '39'],
  green: ['1', '22'],
  cyan: ['1', '22'],
};

const sgr = ([on, off]: Style, text: string): string => `\x1b[${on}m${text}\x1b[${off}m`;

function styled({ text, color, bold, dim, underline }: Span): string {
  const weighty = bold || dim ? sgr([bold ? '1' : '2', '22'], text) : text;
  const colored = color ? sgr(STYLES[color], weighty) : weighty;
  return underline ? sgr(['4', '24'], colored) : colored;
}

/** Returns the row as text with SGR sequences. */
export function renderSpans(spans: readonly Span[], columns: number, ascii = false): string {
  return fitSpans(spans, columns, ascii).map(styled).join('');
}
