/**
 * Prompts on a terminal. A module of its own, so that only these prompts are bundled. If the terminal vanishes meanwhile, the process ends by SIGHUP: the library would write to it once more, which ends in SIGSEGV
 * on Node 20.
 */
import { styleText } from 'node:util';
import * as inquirer from '@inquirer/prompts';
import { guardTerminal } from '../terminal/hangup.ts';
import { asciiOnly, marks } from './ascii.ts';

interface On {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal?: AbortSignal;
}

type Prompt<Config, Answer> = (config: Config, on: On) => Promise<Answer>;

function guarded<Config, Answer>(ask: Prompt<Config, Answer>): Prompt<Config, Answer> {
  return async (config, on) => {
    const release = guardTerminal({ stdin: on.input, output: on.output });
    try {
      return await ask(config, on);
    } finally {
      release();
    }
  };
}

export const confirm = guarded(inquirer.confirm);
export const input = guarded(inquirer.input);
export const password = guarded(inquirer.password);

/** Asks for one of several values. */
export const select = <Value>(config: Parameters<typeof inquirer.select<Value>>[0], on: On): Promise<Value> =>
  guarded(inquirer.select<Value>)(config, on);

/** Asks for one of several keys. */
export const expand = <Value>(config: Parameters<typeof inquirer.expand<Value>>[0], on: On): Promise<Value> =>
  guarded(inquirer.expand<Value>)(config, on);

/** Returns the marks for prompts if the locale can't show theirs. */
export const promptTheme = (): {
  readonly prefix?: { readonly idle: string; readonly done: string };
  readonly icon?: { readonly cursor: string };
} =>
  asciiOnly()
    ? {
        prefix: { idle: styleText('blue', '?'), done: styleText('green', marks().done) },
        icon: { cursor: marks().here },
      }
    : {};
