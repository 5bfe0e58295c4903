/** What the command line asks of a run over many tasks. */
import { UsageError } from '../../task/errors.ts';
import { text } from '../../text/text.ts';
import { type Query, wanted } from '../all-tasks.ts';
import type { CommandLine } from '../flags.ts';

/** The most tasks that are worked on at a time, and how many are where nothing is said. */
const MOST = 32;
const USUAL = 4;

export interface Wish {
  /** Which tasks: ids as they were given, with `-` for those on standard input; or what a filter finds. */
  readonly ids: readonly string[];
  readonly query?: Query;
  readonly concurrency: number;
  readonly resume: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** True where a command line is about more than the plan's own task. */
export const isFleet = ({ task, text: given, on }: CommandLine): boolean =>
  task.length > 0 || given.state !== undefined || given.name !== undefined || on.has('resume');

/** Throws UsageError. */
export function wishFrom(line: CommandLine): Wish {
  const { task, text: given, on } = line;
  const words = text().fleet;
  const filtered = given.state !== undefined || given.name !== undefined;
  if (filtered && task.length) throw new UsageError(words.eitherOr);
  if (on.has('token-stdin') && task.includes('-')) throw new UsageError(words.stdinTwice);
  return {
    ids: task,
    ...(filtered ? { query: wanted(line) } : {}),
    concurrency: concurrencyFrom(given.concurrency),
    resume: on.has('resume'),
    dryRun: on.has('dry-run'),
    yes: on.has('yes'),
  };
}

function concurrencyFrom(given: string | undefined): number {
  if (given === undefined) return USUAL;
  const number = /^\d{1,2}$/.test(given) ? Number(given) : 0;
  if (number < 1 || number > MOST) throw new UsageError(text().fleet.concurrency(given));
  return number;
}
