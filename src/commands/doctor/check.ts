import type { ExitCode } from '../../cli/exit-codes.ts';
import type { text } from '../../text/text.ts';

export interface Check {
  readonly name: keyof ReturnType<typeof text>['doctor']['labels'];
  /** bad: updates can't work · poor: something works less well · open: couldn't be checked. */
  readonly status: 'good' | 'poor' | 'bad' | 'open';
  readonly found: string;
  /** Advice, a line each. */
  readonly next?: readonly string[];
  /** The exit code if the status is bad. */
  readonly code?: ExitCode;
}
