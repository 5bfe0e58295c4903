/** Submits a draft and reports the outcome. */
import { marks } from '../../cli/ascii.ts';
import { exitCodeFor } from '../../cli/error-report.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { setTaskInFlight } from '../../cli/interrupt.ts';
import { printStatus } from '../../cli/output.ts';
import type { Session } from '../../session/session.ts';
import type { Draft } from '../../task/edits/draft.ts';
import { findingsOf } from '../../task/rules/rules.ts';
import { sideEffectText } from '../../task/sending/side-effect-text.ts';
import { failureLines } from '../../text/failure-text.ts';
import { text } from '../../text/text.ts';
import { areWindowsUnsent } from '../../update/send-and-verify.ts';
import {
  type SubmitOptions,
  type SubmitResult,
  type SubmitStage,
  submit,
  type Verified,
} from '../../update/submit.ts';
import { journalFor } from '../../update/update-journal.ts';
import {
  type LeftOut,
  type Report,
  type ReportError,
  summarizeVerdicts,
} from '../../update/update-report.ts';
import { uncertainLines } from '../../wizard/text/messages.ts';
import type { UpdateContext } from './options.ts';
import type { CommandResult } from './print-report.ts';
import { alongsideLines, changeLines, conflictLines, findingLines } from './report-lines.ts';

/** Submits a draft without a prompt, and reports the outcome. */
export async function sendUpdate(
  session: Session,
  draft: Draft,
  { leftOut = [], undoes = [], wasShown = false }: UpdateContext = {},
): Promise<CommandResult> {
  const { client, taskId } = session;
  const sent = await submit(client, taskId, draft, submitOptions(session, undoes));
  return resultOf(sent, { taskId, draft, leftOut }, wasShown);
}

/** Returns the options of a submit: journal, and the note that an update is under way. */
export function submitOptions(session: Session, undoes: readonly string[] = []): SubmitOptions {
  const journal = journalFor(session, (why) => printStatus([text().cli.history.unwritten(why)]), undoes);
  const onStage = (stage: SubmitStage) => void (stage === 'sending' && setTaskInFlight(session.taskId));
  return { onStage, ...(journal ? { journal } : {}) };
}

/** Returns the sentence about an update that the history doesn't have. */
const unrecordedLines = ({ unrecorded }: Pick<Verified, 'unrecorded'>): string[] =>
  unrecorded ? [text().cli.history.unrecorded[unrecorded.what](unrecorded.why)] : [];

/** Makes the result of a command from the outcome of a submit. */
export function resultOf(
  sent: SubmitResult,
  about: Pick<Report, 'taskId' | 'draft'> & { readonly leftOut: readonly LeftOut[] },
  wasShown = false,
): CommandResult {
  const { draft, leftOut } = about;
  const words = text();
  switch (sent.kind) {
    case 'conflict': {
      const { conflicts } = sent.prepared;
      const error: ReportError = { code: 'conflict', message: words.cli.update.conflict };
      const lines = [words.cli.update.conflict, ...conflictLines(conflicts), ...findingLines(sent.findings)];
      const { findings } = sent;
      const shown = findings.length ? { findings } : {};
      return {
        report: { ...about, result: 'refused', prepared: sent.prepared, ...shown, error },
        code: EXIT.conflict,
        lines,
      };
    }
    case 'verified': {
      const { verdicts, sideEffects, requests, prepared } = sent;
      const result = summarizeVerdicts(verdicts);
      const lines = [
        ...changeLines(draft, verdicts),
        ...(requests.length === 0 ? [] : alongsideLines(prepared.draft)),
        ...sideEffects.map((one) => `${marks().warning} ${sideEffectText(one)}`),
      ];
      if (sent.repeated) lines.push(words.screen.result.repeated);
      else if (sent.lostAnswer) lines.push(words.screen.result.lostAnswer);
      if (!wasShown) lines.push(...findingLines(findingsOf(draft)));
      lines.push(...unrecordedLines(sent));
      const isAsWanted = ['applied', 'unverified'].includes(result) && !sideEffects.length && !leftOut.length;
      return {
        report: { ...about, result, verdicts, sideEffects, requests, prepared, unrecorded: sent.unrecorded },
        code: !isAsWanted ? EXIT.notApplied : sent.unrecorded ? EXIT.unrecorded : EXIT.done,
        lines,
      };
    }
    case 'half': {
      const { verified, why, error, requests } = sent;
      const { verdicts, sideEffects } = verified;
      const message = words.rate.half[why];
      const lines = [
        ...changeLines(draft, verdicts),
        ...sideEffects.map((one) => `${marks().warning} ${sideEffectText(one)}`),
        message,
        ...(error ? failureLines(error) : []),
        ...unrecordedLines(sent),
      ];
      const result = why === 'unknown' ? 'unknown' : summarizeVerdicts(verdicts);
      const shown = error ?? { code: why === 'conflict' ? 'conflict' : 'stopped', message };
      return {
        report: {
          ...about,
          result,
          verdicts,
          sideEffects,
          requests,
          error: shown,
          unrecorded: sent.unrecorded,
        },
        code: why === 'unknown' && error ? exitCodeFor(error) : EXIT.notApplied,
        lines,
      };
    }
    default: {
      const { error, kind } = sent;
      const result = ({ not_sent: 'not_applied', refused: 'not_applied', unknown: 'unknown' } as const)[kind];
      const sending = sent.kind === 'not_sent' ? undefined : sent;
      const unsent = sending && areWindowsUnsent(sending.requests) ? [words.rate.notSent] : [];
      return {
        report: {
          ...about,
          result,
          requests: sending?.requests ?? [],
          error,
          ...(sending && { prepared: sending.prepared }),
          unrecorded: sending?.unrecorded,
        },
        code: exitCodeFor(error),
        lines: [
          ...uncertainLines(sent),
          ...unsent,
          ...failureLines(error),
          ...unrecordedLines(sending ?? {}),
        ],
      };
    }
  }
}
