/** Values to pick from: in one line if they fit, else as a column in the place of the list. */
import { symbolsFor } from '../src/terminal/symbols.ts';
import { sanitize } from '../src/terminal/text/sanitize.ts';
import { textWidth } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import { type Chooser, chooserOf, shownChoices } from '../src/wizard/actions/choosing/chooser.ts';
import type { State } from '../src/wizard/state.ts';
import type { Span } from './spans.ts';

const isInline = ({ size }: State, { title, choices }: Chooser): boolean =>
  choices.reduce((width, choice) => width + textWidth(choice) + 3, textWidth(title) + 2) <= size.columns;

/** Returns the open chooser if its values are a column. */
export function columnChooser(state: State): Chooser | undefined {
  const chooser = chooserOf(state);
  return chooser && !isInline(state, chooser) ? chooser : undefined;
}

/** Returns the rows of a column of values, the chosen one always among them. */
export function chooserColumn(state: State, chooser: Chooser, height: number): Span[][] {
  const marks = symbolsFor(state.ascii);
  const shown = shownChoices(state, chooser);
  const at = Math.max(0, shown.indexOf(chooser.chosen));
  // By pages, so that an arrow moves the mark alone.
  const top = Math.min(Math.floor(at / height) * height, Math.max(0, shown.length - height));
  return shown.slice(top, top + height).map((index): Span[] => {
    const isChosen = index === chooser.chosen;
    const mark = isChosen ? ` ${marks.here} ` : '   ';
    return [{ text: mark + sanitize(chooser.choices[index] ?? ''), bold: isChosen }];
  });
}

/** Returns the position of the chosen value: `3 of 23`. */
export function chooserPosition(state: State, chooser: Chooser): string {
  const shown = shownChoices(state, chooser);
  return text().screen.position(shown.indexOf(chooser.chosen) + 1, shown.length);
}

/** Returns the line of a chooser under the list: all values, or the text that is searched for. */
export function chooserLine(state: State, chooser: Chooser): Span[] {
  const { title, choices, chosen } = chooser;
  const head: Span = { text: ` ${title} `, bold: true };
  if (isInline(state, chooser)) {
    const values = choices.map(
      (choice, index): Span =>
        index === chosen ? { text: ` [${choice}]`, color: 'cyan', bold: true } : { text: `  ${choice} ` },
    );
    return [head, ...values];
  }
  const { choiceSearch } = state;
  const hint = text().screen.choiceSearch;
  return [head, choiceSearch === undefined ? { text: ` ${hint}`, dim: true } : { text: ` ${choiceSearch}` }];
}
