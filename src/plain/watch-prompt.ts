/** Watching in plain mode: lines as something changes, until Enter is pressed. */
import { motionErrorLines, motionLine } from '../task/motion-text.ts';
import { text } from '../text/text.ts';
import { rowsOf } from '../wizard/rows/rows.ts';
import type { State } from '../wizard/state.ts';
import { watchNotes, watchTitle } from '../wizard/text/move-text.ts';
import { type LineConsole, truncateRow } from './line-console.ts';
import { rowText } from './row-text.ts';

/**
 * Prints lines that weren't printed last, on each change, while one line of input is waited for. `isKnown`: the first
 * lines were printed before.
 */
async function printUntilEnter(
  console: LineConsole,
  linesOf: (state: State) => readonly string[],
  isKnown: boolean,
  isOver: (state: State) => boolean,
): Promise<void> {
  let printed: readonly string[] = linesOf(console.state());
  if (!isKnown) console.print(...printed);
  const stop = console.store.subscribe(() => {
    if (isOver(console.state())) return;
    const lines = linesOf(console.state());
    const known = new Set(printed);
    const fresh = lines.filter((line) => !known.has(line));
    printed = lines;
    // The prompt is on the line already.
    if (fresh.length) console.print('', ...fresh);
  });
  try {
    await console.ask(text().pausing.watch.stop);
  } finally {
    stop();
  }
}

/** Prints a watched task as it changes. */
export async function watchPrompt(console: LineConsole): Promise<void> {
  const { phase } = console.state();
  if (phase.kind !== 'watching') return;
  console.print('', text().plain.title(watchTitle(phase)));
  await printUntilEnter(
    console,
    ({ phase: at }) => {
      if (at.kind !== 'watching') return [];
      const errors = at.task ? motionErrorLines(at.task) : [];
      const notes = watchNotes(at).filter((line) => !errors.includes(line));
      return [...(at.task ? [motionLine(at.task)] : []), ...errors, ...notes];
    },
    false,
    ({ phase: at }) => at.kind !== 'watching',
  );
  console.press('escape');
}

/** Prints the rows of the task list that change. */
export async function freshPrompt(console: LineConsole): Promise<void> {
  const isOn = () => console.state().picker?.freshMs !== undefined;
  if (!isOn()) console.press('w');
  console.print(text().pausing.watch.fresh);
  const rows = (state: State) => rowsOf(state).map((row) => truncateRow(rowText(state, row)));
  await printUntilEnter(console, rows, true, ({ phase }) => phase.kind !== 'picking');
  if (isOn()) console.press('w');
  console.printed = undefined;
}
