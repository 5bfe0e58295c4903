/** `sms-wizard completion bash|zsh|fish`: a script that teaches the shell our commands, options, fields and values. */
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import { bash } from './completion/bash.ts';
import { fish } from './completion/fish.ts';
import { SHELLS, type Shell } from './completion/words.ts';
import { zsh } from './completion/zsh.ts';
import type { CommandLine } from './flags.ts';

const SCRIPTS: Record<Shell, () => string> = { bash, zsh, fish };

export async function completion({ argument = '' }: CommandLine): Promise<number> {
  if (!(SHELLS as readonly string[]).includes(argument)) {
    throw new UsageError(text().cli.errors.shell(argument, SHELLS.join(', ')));
  }
  process.stdout.write(SCRIPTS[argument as Shell]());
  return 0;
}
