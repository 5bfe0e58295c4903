/** Prompts before a change is sent. */
import type { ReadStream } from 'node:tty';
import { printable } from '../../cli/ascii.ts';
import { EXIT, type ExitCode } from '../../cli/exit-codes.ts';
import { printStatus } from '../../cli/output.ts';
import { isInteractive, type Session } from '../../session/session.ts';
import { changesOf, type Draft } from '../../task/edits/draft.ts';
import { isPauseOffered, isWindows } from '../../task/pausing.ts';
import { openInputTty } from '../../terminal/input-tty.ts';
import { text } from '../../text/text.ts';
import type { ReportError } from '../../update/update-report.ts';
import { sendPaused } from '../pausing/send-paused.ts';
import type { ChangeOptions, UpdateContext } from './options.ts';
import { previewLines } from './preview.ts';
import type { CommandResult } from './print-report.ts';
import { sendUpdate } from './send.ts';

/** Sends a change after a prompt on a terminal. Refuses it elsewhere, unless --yes was given. */
export async function confirmAndSend(
  options: ChangeOptions,
  draft: Draft,
  session: Session,
  context: UpdateContext = {},
): Promise<CommandResult> {
  const send = (pause: boolean, about = context) =>
    pause ? sendPaused(options, session, draft, about) : sendUpdate(session, draft, about);
  if (options.pause && isWindows(draft.base)) printStatus([text().pausing.windows]);
  if (options.yes) return send(options.pause);
  const words = text().cli;
  const refused = (code: ExitCode, message: string, lines: readonly string[]): CommandResult => {
    const error: ReportError = { code: code === EXIT.usage ? 'confirmation_missing' : 'cancelled', message };
    return {
      report: { taskId: session.taskId, draft, result: 'refused', leftOut: context.leftOut ?? [], error },
      code,
      lines: [...lines, message],
    };
  };
  const keys = isInteractive(options) ? openInputTty(options.stdinTaken) : undefined;
  if (!keys) return refused(EXIT.usage, words.errors.needsYes, previewLines(draft));
  printStatus(previewLines(draft));
  const answer = await ask(draft, session.taskId, keys, options.pause);
  if (answer === 'no') return refused(EXIT.canceled, words.errors.canceled, []);
  return send(answer === 'pause', { ...context, wasShown: true });
}

type Answer = 'yes' | 'pause' | 'no';

/** Asks whether to submit; with a third answer if a pause may help and was not asked for. */
async function ask(draft: Draft, taskId: string, keys: ReadStream, pause: boolean): Promise<Answer> {
  const words = text();
  const { confirm, expand, promptTheme } = await import('../../cli/prompts.ts');
  const name = String(draft.base.name || taskId);
  const count = changesOf(draft).length;
  const on = { input: keys, output: process.stderr };
  if (pause || !isPauseOffered(draft)) {
    const message = printable(words.cli.update.confirm(count, name));
    const theme = { ...promptTheme(), keywords: words.cli.update.answers };
    const isYes = await confirm({ message, default: false, theme }, on);
    return isYes ? (pause ? 'pause' : 'yes') : 'no';
  }
  if (isWindows(draft.base)) printStatus([words.pausing.windows]);
  const { yes, pause: paused, no } = words.pausing.choices;
  const choices = [
    { key: 'y', name: yes, value: 'yes' },
    { key: 'p', name: paused, value: 'pause' },
    { key: 'n', name: no, value: 'no' },
  ] as const;
  const message = printable(words.pausing.choose(count, name));
  return expand<Answer>({ message, default: 'n', expanded: true, choices, theme: promptTheme() }, on);
}
