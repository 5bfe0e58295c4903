/** Submits a draft between a pause and a start, and reports all three. */
import { EXIT } from '../../cli/exit-codes.ts';
import { setPausedNote } from '../../cli/interrupt.ts';
import { printStatus } from '../../cli/output.ts';
import type { Session } from '../../session/session.ts';
import type { Draft } from '../../task/edits/draft.ts';
import { lookup, text } from '../../text/text.ts';
import { type MoveStage, pauseChangeStart } from '../../update/pause-change-start.ts';
import { pauseJournalFor } from '../../update/pause-journal.ts';
import type { ChangeOptions, UpdateContext } from '../update/options.ts';
import type { CommandResult } from '../update/print-report.ts';
import { resultOf, submitOptions } from '../update/send.ts';
import { commandFor } from './next-command.ts';
import { draftAsSent, pauseOutcome, pauseReport } from './pause-outcome.ts';

/** Pauses the task, submits the draft, and starts the task again. */
export async function sendPaused(
  { waitMs }: Pick<ChangeOptions, 'waitMs'>,
  session: Session,
  draft: Draft,
  { leftOut = [], undoes = [] }: UpdateContext = {},
): Promise<CommandResult> {
  const words = text().pausing;
  const { client, taskId } = session;
  const submit = submitOptions(session, undoes);
  const start = commandFor(session, 'start');
  const unwritten = (why: string) => printStatus([text().cli.history.unwritten(why)]);
  const moved = await pauseChangeStart(client, taskId, draft, {
    ...{ submit, waitMs, pauses: pauseJournalFor(session, 'update', unwritten) },
    onStage(stage: MoveStage) {
      const stageText = lookup(words.stages, stage);
      if (stageText) printStatus([stageText]);
      if (stage !== 'pausing' && stage !== 'starting') submit.onStage?.(stage);
    },
    onPaused: (isPaused) => setPausedNote(isPaused ? words.inFlight(start) : undefined),
  });
  setPausedNote(undefined);
  const about = { taskId, draft: draftAsSent(draft, moved), leftOut };
  const base: CommandResult = moved.update
    ? resultOf(moved.update, about)
    : { report: { ...about, result: 'not_applied' }, code: EXIT.done, lines: [] };
  const ended = pauseOutcome(moved, session);
  const isSettled = base.code === EXIT.done || base.code === EXIT.unrecorded || !moved.update;
  const code = isSettled && (ended.code !== EXIT.done || !moved.update) ? ended.code : base.code;
  const error = ended.error && !base.report.error ? { error: ended.error } : {};
  return {
    report: { ...base.report, ...error, pause: pauseReport(moved, session) },
    code,
    lines: [...base.lines, ...ended.lines],
  };
}
