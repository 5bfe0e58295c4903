/** The options of a run over many tasks. */

import type { CommandLine, OptionValues } from '../../../cli/command-line.ts';
import { formatOf } from '../../../cli/format.ts';
import { parseTaskFilter, type Query } from '../../../session/list-all-tasks.ts';
import { UsageError } from '../../../task/errors.ts';
import { text } from '../../../text/text.ts';
import { type ChangeOptions, parseChangeOptions } from '../../update/options.ts';

/** Maximum and default number of tasks at a time. */
const MAX_CONCURRENCY = 32;
const DEFAULT_CONCURRENCY = 4;

export interface FleetOptions extends ChangeOptions {
  /** The file of the plan, as it was typed. */
  readonly file: string;
  /** Task IDs as they were typed, with `-` for those on standard input. Empty with a filter. */
  readonly ids: readonly string[];
  readonly query?: Query;
  readonly concurrency: number;
  readonly resume: boolean;
  /** True to print a line of JSON for each task as it ends. */
  readonly streams: boolean;
}

/** True if the options are about other tasks than the plan's own. */
export const isFleet = ({ task, state, name, resume }: OptionValues): boolean =>
  task !== undefined || state !== undefined || name !== undefined || resume === true;

/** Throws UsageError. */
export function parseFleetOptions(line: CommandLine): FleetOptions {
  const { argument = '', values } = line;
  const { task = [], state, name, concurrency, resume } = values;
  const words = text().fleet;
  const filtered = state !== undefined || name !== undefined;
  if (filtered && task.length) throw new UsageError(words.eitherOr);
  if (values['token-stdin'] && task.includes('-')) throw new UsageError(words.stdinTwice);
  return {
    ...parseChangeOptions(line),
    file: argument,
    ids: task,
    ...(filtered && { query: parseTaskFilter(values) }),
    concurrency: parseConcurrency(concurrency),
    resume: resume === true,
    streams: formatOf(values) === 'jsonl' && values.query === undefined,
  };
}

function parseConcurrency(given: string | undefined): number {
  if (given === undefined) return DEFAULT_CONCURRENCY;
  const number = /^\d{1,2}$/.test(given) ? Number(given) : 0;
  if (number < 1 || number > MAX_CONCURRENCY) throw new UsageError(text().fleet.concurrency(given));
  return number;
}
