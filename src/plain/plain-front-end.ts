/** Plain mode: the wizard line by line, for screen readers and terminals without cursor control. */

import { guardTerminal } from '../terminal/hangup.ts';
import { isTerminalOpen, newLineReader } from '../terminal/line-reader.ts';
import { wrapUnlessIndented } from '../terminal/text/text-width.ts';
import { text } from '../text/text.ts';
import type { Size } from '../wizard/event.ts';
import type { FrontEndOptions } from '../wizard/front-end.ts';
import { InputEnded, newLineConsole, safeLine } from './line-console.ts';
import { runPromptLoop } from './loop.ts';

/** Size for the flow: rows are not truncated; lines are wrapped when printed. */
const UNCUT_SIZE: Size = { columns: 1_000_000, rows: 30 };

/** Length of the recent output, in characters, that isn't repeated on quitting. */
const RECENT_CHARS = 2000;

/** Removes spaces, so that lines compare equal wherever they were wrapped. */
const withoutSpaces = (words: string): string => words.replace(/\s/g, '');

/** Removes the mark of a verdict: in the list above it has a number instead. */
const withoutMark = (line: string): string => line.replace(/^[✓✗?+x] /, '');

/** Runs plain mode on standard error until the user leaves. Resolves with the exit code. */
export async function runPlainFrontEnd({ keys, ascii, start }: FrontEndOptions): Promise<number> {
  const { stderr } = process;
  let recent = '';
  const write = (words: string) => {
    recent = (recent + words).slice(-RECENT_CHARS);
    stderr.write(words);
  };
  let left: { code: number; summary: readonly string[] } | undefined;
  let leave = () => {};
  const hasLeft = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const store = start(UNCUT_SIZE, {
    leave(code, summary) {
      left ??= { code, summary };
      leave();
    },
    // The terminal itself stops and continues a program that reads lines.
    suspend: () => {},
    repaint: () => {},
  });
  let prompt: string | undefined;
  const lines = newLineReader(keys);
  const console = newLineConsole({
    store,
    lines,
    write,
    height: () => stderr.rows || 24,
    width: () => stderr.columns || 80,
    onPrompt: (asked) => {
      prompt = asked;
    },
  });
  // End an unfinished line before printing anything else.
  const newLine = () => prompt !== undefined && write('\n');
  const interrupted = () => {
    newLine();
    console.press('ctrl+c');
  };
  const continued = () => prompt !== undefined && write(safeLine(prompt, ascii));
  process.on('SIGINT', interrupted);
  process.on('SIGCONT', continued);
  let shownProblem: string | undefined;
  const stop = store.subscribe(() => {
    const problem = store.state().saveError;
    if (problem !== undefined && problem !== shownProblem) console.print(text().screen.unsaved(problem));
    shownProblem = problem;
  });
  const release = guardTerminal({ stdin: keys, output: stderr, isTerminalOpen: () => isTerminalOpen(keys) });
  try {
    const running = runPromptLoop(console, () => left !== undefined).catch((error: unknown) => {
      if (!(error instanceof InputEnded)) throw error;
      newLine();
      store.dispatch({ type: 'quit' });
    });
    await Promise.race([hasLeft, running.then(() => hasLeft)]);
  } finally {
    release();
    stop();
    process.off('SIGINT', interrupted);
    process.off('SIGCONT', continued);
    lines.close();
  }
  const summary = (left?.summary ?? []).map((line) => safeLine(line, ascii));
  const recentText = withoutSpaces(recent);
  for (const line of summary.filter((line) => !recentText.includes(withoutSpaces(withoutMark(line)))))
    write(`${wrapUnlessIndented(line, (stderr.columns || 80) - 1).join('\n')}\n`);
  return left?.code ?? 0;
}
