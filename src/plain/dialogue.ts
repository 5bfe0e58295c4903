/** Plain mode: the wizard as a dialogue of lines, for screen readers and terminals without cursor control. */
import { brokenTo } from '../terminal/columns.ts';
import { guardTerminal } from '../terminal/hangup.ts';
import { readLines, terminalStands } from '../terminal/lines.ts';
import { text } from '../text/text.ts';
import type { Size } from '../wizard/state.ts';
import type { Opening } from '../wizard/ways.ts';
import { converse } from './converse.ts';
import { InputEnded, newTalk, safeLine } from './talk.ts';

/** Rows are not cut: the flow has all the width it wants, and lines are broken when they are said. */
const ROOM: Size = { columns: 1_000_000, rows: 30 };

/** Of what was said last, in characters, nothing is said again on leaving. */
const RECENT = 2000;

/** Lines are the same wherever they were broken. */
const withoutBlanks = (words: string): string => words.replace(/\s/g, '');

/** Holds the dialogue on standard error until it is left. The answer is the exit code. */
export async function openDialogue({ keys, ascii, start }: Opening): Promise<number> {
  const { stderr } = process;
  let recent = '';
  const write = (words: string) => {
    recent = (recent + words).slice(-RECENT);
    stderr.write(words);
  };
  let left: { code: number; summary: readonly string[] } | undefined;
  let leave = () => {};
  const leaving = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const store = start(ROOM, {
    leave(code, summary) {
      left ??= { code, summary };
      leave();
    },
    // The terminal itself stops and continues a program that reads lines.
    suspend: () => {},
  });
  let prompt: string | undefined;
  const lines = readLines(keys);
  const talk = newTalk({
    store,
    lines,
    write,
    height: () => stderr.rows || 24,
    width: () => stderr.columns || 80,
    onPrompt: (asked) => {
      prompt = asked;
    },
  });
  // What stands on a line that was not finished is finished before anything else is said.
  const newLine = () => prompt !== undefined && write('\n');
  const interrupted = () => {
    newLine();
    talk.press('ctrl+c');
  };
  const continued = () => prompt !== undefined && write(safeLine(prompt, ascii));
  process.on('SIGINT', interrupted);
  process.on('SIGCONT', continued);
  let unkept: string | undefined;
  const stop = store.subscribe(() => {
    const problem = store.state().unkept;
    if (problem !== undefined && problem !== unkept) talk.say(text().screen.unkept(problem));
    unkept = problem;
  });
  const release = guardTerminal({ stdin: keys, output: stderr, stands: () => terminalStands(keys) });
  try {
    const talking = converse(talk, () => left !== undefined).catch((error: unknown) => {
      if (!(error instanceof InputEnded)) throw error;
      newLine();
      store.dispatch({ type: 'quit' });
    });
    await Promise.race([leaving, talking.then(() => leaving)]);
  } finally {
    release();
    stop();
    process.off('SIGINT', interrupted);
    process.off('SIGCONT', continued);
    lines.close();
  }
  const summary = (left?.summary ?? []).map((line) => safeLine(line, ascii));
  const heard = withoutBlanks(recent);
  for (const line of summary.filter((line) => !heard.includes(withoutBlanks(line))))
    write(`${brokenTo(line, (stderr.columns || 80) - 1).join('\n')}\n`);
  return left?.code ?? 0;
}
