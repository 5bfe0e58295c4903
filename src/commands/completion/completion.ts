/** `sms-wizard completion bash|zsh|fish`: prints a script that completes commands, options, fields and values. */

import type { Command } from '../../cli/command-line.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { printText } from '../../cli/output.ts';
import { withSuggestion } from '../../cli/suggestion.ts';
import { UsageError } from '../../task/errors.ts';
import { text } from '../../text/text.ts';
import { bash } from './bash.ts';
import { SHELLS, type Shell } from './candidates.ts';
import { fish } from './fish.ts';
import { zsh } from './zsh.ts';

const SCRIPTS: Record<Shell, () => string> = { bash, zsh, fish };

/** The questions of the scripts: tasks, and the elements of one for an option; not among the shells. */
const QUESTIONS = ['tasks', 'set', 'unset'] as const;
type Question = (typeof QUESTIONS)[number];

const isQuestion = (word: string): word is Question => (QUESTIONS as readonly string[]).includes(word);

export const completion: Command = async ({ argument = '' }) => {
  if (isQuestion(argument)) return answer(argument);
  if (!(SHELLS as readonly string[]).includes(argument)) {
    throw new UsageError(
      withSuggestion(text().cli.errors.shell(argument, SHELLS.join(', ')), argument, SHELLS),
    );
  }
  printText(SCRIPTS[argument as Shell]());
  return EXIT.done;
};

/** Prints an answer for a shell. What fails is no matter: there is nothing to offer then. */
async function answer(question: Question): Promise<number> {
  const { printElementWords, printTaskWords } = await import('./task-words.ts');
  const { COMP_LINE: line = '', COMP_WORD: word = '' } = process.env;
  try {
    await (question === 'tasks' ? printTaskWords(line) : printElementWords(line, word, question));
    return EXIT.done;
  } catch {
    return EXIT.failed;
  }
}
