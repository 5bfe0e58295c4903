/** Prints the report of a change, or of the error that stopped it. */
import { hasPrinted, printOutcome, printWhole } from '../../cli/documents.ts';
import { errorFacts, exitCodeFor, isExpected } from '../../cli/error-report.ts';
import type { ExitCode } from '../../cli/exit-codes.ts';
import { setInterruptReport, taskInFlight } from '../../cli/interrupt.ts';
import { printResult } from '../../cli/output.ts';
import { newDraft } from '../../task/edits/draft.ts';
import { CrashAfterSending } from '../../update/submit.ts';
import { type Report, reportDocument } from '../../update/update-report.ts';

export interface CommandResult {
  readonly report: Report;
  readonly code: ExitCode;
  readonly lines: readonly string[];
}

/**
 * Runs a change, prints its report and returns the exit code. With `json` an error is printed as a report too, about the
 * task that `about` names at that time. Throws errors that must still be shown to people: all without `json`, bugs with it.
 */
export async function printReport(
  json: boolean | undefined,
  about: { readonly taskId: string },
  run: () => Promise<CommandResult>,
): Promise<ExitCode> {
  if (json) setInterruptReport((message) => printInterrupted(about.taskId, message));
  try {
    const { report, code, lines } = await run();
    if (json) printOutcome(reportDocument(report));
    else printResult(lines);
    return code;
  } catch (error) {
    if (!json) throw error;
    const result = error instanceof CrashAfterSending ? 'unknown' : 'refused';
    const { taskId } = about;
    printWhole(reportDocument({ taskId, draft: newDraft({}), result, error: errorFacts(error) }));
    if (!isExpected(error)) throw error;
    return exitCodeFor(error);
  }
}

/** Prints the report of a change that a signal ended: unknown if it may have been sent. */
function printInterrupted(taskId: string, message: string): void {
  if (hasPrinted()) return;
  const result = taskInFlight() === undefined ? 'refused' : 'unknown';
  const error = { code: 'interrupted', message };
  printWhole(reportDocument({ taskId, draft: newDraft({}), result, error }));
}
