/** Reports tasks that were paused from here and not started again. */
import { printStatus } from '../../cli/output.ts';
import type { JsonObject } from '../../json/json.ts';
import type { Service } from '../../session/session.ts';
import type { FileFault } from '../../storage/files.ts';
import { findPausesProblem, type Pause } from '../../storage/pauses.ts';
import { text } from '../../text/text.ts';
import { openPauses, settlePauses } from '../../update/pause-journal.ts';
import { commandFor } from './next-command.ts';

const printed = new Set<string>();

/** Reports a file of ours that can't be read, or its folder, once. */
export function printStateFault(fault: FileFault | undefined): void {
  if (!fault || printed.has(fault.path)) return;
  printed.add(fault.path);
  printStatus([text().screen.resume.unreadable(fault.path, fault.why)]);
}

/** Describes an open pause, with the command that starts the task. */
export function openPauseLines(
  { taskId, taskName, time, step }: Pause,
  { access }: Pick<Service, 'access'>,
): string[] {
  const words = text().pausing;
  const task = [taskName, taskId].filter(Boolean).join(' ');
  const sentence = (step === 'stop' ? words.maybeOpen : words.open)(task, text().time(new Date(time)));
  return [sentence, words.toStart(commandFor({ taskId, access }, 'start'))];
}

/**
 * Prints the open pauses of a service, at the start of a command. Pauses of `task` that are over by its reading are ended
 * before. Tells if the file of pauses can't be read: a paused task would not be reported.
 */
export function printOpenPauses(service: Service, task?: JsonObject): void {
  if (!service.demo) printStateFault(findPausesProblem());
  const taskId = String(task?.id);
  // A stop that may still arrive leaves its pause open, but a reading that shows the task running counts.
  const isOver = task !== undefined && !settlePauses({ ...service, taskId }, task);
  const open = openPauses(service).filter((pause) => !isOver || pause.taskId !== taskId);
  const lines = open.flatMap((pause) => openPauseLines(pause, service));
  if (lines.length) printStatus(lines);
}
