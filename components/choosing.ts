/** One line of things to choose from, the chosen one in sight. */
import { widthOf } from '../src/terminal/columns.ts';
import type { State } from '../src/wizard/state.ts';
import type { Span } from './line.ts';

export function choosing(state: State, label: string, choices: readonly string[], chosen: number): Span[] {
  const head = ` ${label} `;
  const widths = choices.map((choice) => widthOf(choice) + 3);
  let from = 0;
  const used = (start: number) => widths.slice(start, chosen + 1).reduce((sum, width) => sum + width, 0);
  while (from < chosen && used(from) > state.size.columns - widthOf(head) - 2) from++;
  const spans = choices
    .slice(from)
    .map(
      (choice, index): Span =>
        index + from === chosen
          ? { text: ` [${choice}]`, color: 'cyan', bold: true }
          : { text: `  ${choice} ` },
    );
  return [{ text: head, bold: true }, ...spans];
}
