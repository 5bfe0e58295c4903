/** Options that update, undo and apply share. */
import type { CommandLine } from '../../cli/command-line.ts';
import { parseServiceOptions, type ServiceOptions } from '../../cli/service-options.ts';
import type { Draft } from '../../task/edits/draft.ts';
import { UsageError } from '../../task/errors.ts';
import { text } from '../../text/text.ts';
import type { LeftOut } from '../../update/update-report.ts';

export interface ChangeOptions extends ServiceOptions {
  /** True to show the request without sending it. */
  readonly dryRun: boolean;
  /** True to print the request of a dry run as well. */
  readonly showRequest: boolean;
  /** True to send without a prompt. */
  readonly yes: boolean;
  readonly json: boolean;
  /** True to pause a running task for the change. */
  readonly pause: boolean;
  /** Time to wait for a state, in ms. */
  readonly waitMs: number;
  /** True to send figures that follow from a resize as SMS returned them. */
  readonly keepsFigures: boolean;
}

/** Default time to wait for a state, in ms; Terraform waits as long for a start. */
export const DEFAULT_WAIT_MS = 300_000;

/** Returns the time to wait for a state, in ms. Throws UsageError. */
export function parseWait({ values: { wait } }: CommandLine): number {
  if (wait === undefined) return DEFAULT_WAIT_MS;
  const seconds = Number(wait);
  if (!Number.isInteger(seconds) || seconds < 1)
    throw new UsageError(text().cli.errors.wholeNumber('wait', 1, wait));
  return seconds * 1000;
}

/** Throws UsageError. */
export const parseChangeOptions = (line: CommandLine): ChangeOptions => ({
  ...parseServiceOptions(line),
  dryRun: line.values['dry-run'] === true,
  showRequest: line.values['show-request'] === true,
  yes: line.values.yes === true,
  json: line.values.json === true,
  pause: line.values.pause === true,
  waitMs: parseWait(line),
  keepsFigures: line.values['no-derived'] === true,
});

/** Makes the figures of a draft follow its resizes, unless the options forbid it. */
export const draftWith = ({ keepsFigures }: Pick<ChangeOptions, 'keepsFigures'>, draft: Draft): Draft =>
  keepsFigures ? { ...draft, keepsFigures } : draft;

/** Facts of an update besides its draft. */
export interface UpdateContext {
  /** Requested edits that aren't in the draft. */
  readonly leftOut?: readonly LeftOut[];
  /** History IDs of the updates that this one takes back. */
  readonly undoes?: readonly string[];
  /** True if the warnings were shown before the question. */
  readonly wasShown?: boolean;
}
