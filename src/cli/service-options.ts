/** Options of the commands that connect to SMS: service, credentials, prompts. */
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import type { CommandLine } from './command-line.ts';

export interface ServiceOptions {
  /** True to use the built-in simulator. */
  readonly demo: boolean;
  /** The name of a set of simulated tasks, not checked yet. */
  readonly scenario?: string;
  /** The set of simulated tasks of a demo without a name: all, or a single task to begin with. */
  readonly defaultScenario: 'all' | 'lvm';
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly lang?: string;
  /** Time limit of a call, in seconds; undefined for the default of the command. */
  readonly seconds?: number;
  /** True if the token comes from standard input. */
  readonly tokenStdin: boolean;
  /** True if standard input has a token or IDs, so that keys must come from the terminal itself. */
  readonly stdinTaken: boolean;
  /** False if prompts are forbidden, even on a terminal: by --no-input or --json. */
  readonly mayAsk: boolean;
  readonly debug: boolean;
}

/** Options of a command about one task. */
export interface TaskOptions extends ServiceOptions {
  /** The task as it was typed. Undefined only in a demo, for its first task. */
  readonly taskWord?: string;
}

/** Commands that are not about the first task of a demo. */
const ALL_TASK_COMMANDS: readonly CommandLine['command'][] = ['list', 'apply', 'doctor'];

/** Parses the options. Throws UsageError if the time limit is out of its range. */
export function parseServiceOptions({ command, taskId, values }: CommandLine): ServiceOptions {
  const { scenario, endpoint, region, profile, lang } = values;
  const tokenStdin = values['token-stdin'] === true;
  return {
    demo: values.demo === true,
    defaultScenario: taskId !== undefined || ALL_TASK_COMMANDS.includes(command) ? 'all' : 'lvm',
    tokenStdin,
    stdinTaken: tokenStdin || [...(values.task ?? []), ...(values.set ?? []), values.edit].includes('-'),
    mayAsk: values['no-input'] !== true && values.json !== true,
    debug: values.debug === true || values.verbose === true,
    ...(scenario !== undefined && { scenario }),
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(lang !== undefined && { lang }),
    ...(values.timeout !== undefined && { seconds: parseTimeout(values.timeout) }),
  };
}

/** Returns the task of a command about one task. Throws UsageError if none is named, except in a demo. */
export function parseTask({ command, taskWord, values }: CommandLine): Pick<TaskOptions, 'taskWord'> {
  if (taskWord === undefined && !values.demo) throw new UsageError(text().cli.errors.needsTask(command));
  return taskWord === undefined ? {} : { taskWord };
}

function parseTimeout(given: string): number {
  const seconds = Number(given);
  if (!(seconds >= 1 && seconds <= 3600)) throw new UsageError(text().cli.errors.seconds(given));
  return seconds;
}
