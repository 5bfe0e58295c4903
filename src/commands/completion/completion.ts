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

/** The word for the tasks, which the scripts ask for; not among the shells. */
const TASKS = 'tasks';

export const completion: Command = async ({ argument = '' }) => {
  if (argument === TASKS) return printTasks();
  if (!(SHELLS as readonly string[]).includes(argument)) {
    throw new UsageError(
      withSuggestion(text().cli.errors.shell(argument, SHELLS.join(', ')), argument, SHELLS),
    );
  }
  printText(SCRIPTS[argument as Shell]());
  return EXIT.done;
};

/** Prints the tasks for a shell. What fails is no matter: there is nothing to offer then. */
async function printTasks(): Promise<number> {
  const { printTaskWords } = await import('./task-words.ts');
  try {
    await printTaskWords(process.env.COMP_LINE ?? '');
    return EXIT.done;
  } catch {
    return EXIT.failed;
  }
}
