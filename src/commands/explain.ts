/** The last word on an error: for people, with its exit code; a stack only with --debug. */
import { ServiceError } from '../api/errors.ts';
import { withoutSecrets } from '../api/secrets.ts';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import { failureLines } from '../wizard/failure.ts';
import { sayWrapped } from './wrapped.ts';

/** What other programs' errors say may hold anything. */
const say = (lines: readonly string[]): void => sayWrapped(lines.map(withoutSecrets));

/** Prints what went wrong and gives the exit code. */
export function explain(error: unknown, debug: boolean): number {
  const words = text().cli.errors;
  // @inquirer/prompts throws this on Ctrl-C at a question.
  if (error instanceof Error && error.name === 'ExitPromptError') {
    say([words.cancelled]);
    return 130;
  }
  if (debug && error instanceof Error && error.stack) say(error.stack.split('\n'));
  if (error instanceof UsageError) {
    say([words.prefix + error.message]);
    return 2;
  }
  if (error instanceof ServiceError) {
    if (debug && error.trail.length) say([words.trail(error.trail.join(' ← '))]);
    const [first = '', ...rest] = failureLines(error, text().net.nothingSent);
    say([words.prefix + first, ...rest]);
    return error.kind === 'auth' ? 4 : 1;
  }
  say([words.crash, error instanceof Error ? error.message : String(error)]);
  return 1;
}
