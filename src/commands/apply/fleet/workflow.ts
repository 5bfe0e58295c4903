/** Workflow of a run: with --yes at once, otherwise preview and prompt first; the summary at the end. */

import { EXIT, type ExitCode } from '../../../cli/exit-codes.ts';
import { printResult, printStatus } from '../../../cli/output.ts';
import type { JsonObject } from '../../../json/json.ts';
import { isInteractive, type Service } from '../../../session/session.ts';
import { copyableCommand } from '../../../task/edits/equivalent-command.ts';
import { isRunningTask, isWindows } from '../../../task/pausing.ts';
import { shellQuote, shellQuoteFile } from '../../../text/shell-quote.ts';
import { text } from '../../../text/text.ts';
import { openPauses } from '../../../update/pause-journal.ts';
import { commandFor } from '../../pausing/next-command.ts';
import { diffTarget, type TargetDiff } from './diff-groups.ts';
import type { FleetExecutor } from './executor.ts';
import type { FleetOptions } from './options.ts';
import { fleetExitCode, type TargetResult } from './outcome.ts';
import type { PreparedTarget } from './prepare.ts';
import { confirmFleet, previewLines, readyDocument } from './preview.ts';
import type { Progress } from './progress.ts';
import type { FleetWork } from './resume.ts';
import { countLines, reasonLines } from './summary.ts';
import type { Target } from './targets.ts';

export interface FleetSession {
  readonly options: FleetOptions;
  readonly work: FleetWork;
  readonly service: Service;
  readonly executor: FleetExecutor;
  readonly progress: Progress;
  /** Takes the document of each task; everything else goes to standard error then. Undefined if people read it. */
  readonly emit: ((document: JsonObject) => void) | undefined;
  readonly signal: AbortSignal;
  printOnce(line: string): void;
}

/** Runs to the end and returns the exit code. A signal replaces it. */
export async function runFleet(scene: FleetSession): Promise<ExitCode> {
  const { options, work, executor, printOnce } = scene;
  const keep = () => work.openLog((why) => printOnce(text().fleet.unsaved(why)));
  if (options.yes && !options.dryRun) {
    await executor.applyAll(work.targets, keep());
    return reportSummary(scene);
  }
  const { ready, code } = await previewAndConfirm(scene);
  if (code !== undefined) return code;
  await executor.submitAll(ready, keep());
  return reportSummary(scene);
}

/** Reads all tasks, shows the changes and prompts. Returns the tasks to send, or the exit code if nothing is sent. */
async function previewAndConfirm(
  scene: FleetSession,
): Promise<{ readonly ready: readonly PreparedTarget[]; readonly code?: ExitCode }> {
  const { options, work, executor, progress, emit, signal } = scene;
  const sketches: TargetDiff[] = [];
  const ready: PreparedTarget[] = [];
  const willAsk = !options.dryRun && isInteractive(options);
  await executor.prepareAll(work.targets, (one) => {
    sketches.push(diffTarget(one.target, one.draft, one.leftOut));
    if (willAsk) ready.push(one);
    else if (emit) progress.printAbove(() => emit(readyDocument(one, options.dryRun)));
  });
  progress.end();
  const words = text();
  const nothing = (code: ExitCode) => ({ ready: [], code });
  if (signal.aborted) {
    printStatus([words.cli.errors.canceled]);
    return nothing(EXIT.done);
  }
  const lines = previewLines(inOrder(work, sketches), inOrder(work, executor.ended), work.before);
  const show = (more: readonly string[] = []) => !emit && printResult([...lines, ...more]);
  const settled =
    fleetExitCode(executor.ended) ||
    (sketches.some(({ leftOut }) => leftOut.length) ? EXIT.usage : EXIT.done);
  if (options.dryRun) show(['', words.fleet.groups.planned]);
  else if (sketches.length === 0 || executor.isHalted()) show();
  if (executor.isHalted()) printStatus([words.fleet.halted]);
  if (options.dryRun || sketches.length === 0 || executor.isHalted()) return nothing(settled);
  if (!willAsk) {
    show();
    printStatus([words.cli.errors.needsYes]);
    return nothing(EXIT.usage);
  }
  printStatus([...lines, ...pauseNotes(scene, ready)]);
  if (await confirmFleet(options, ready.length, signal)) return { ready };
  printStatus([words.cli.errors.canceled]);
  return nothing(EXIT.canceled);
}

/** Returns the notes about pauses before the prompt. */
function pauseNotes({ options }: FleetSession, ready: readonly PreparedTarget[]): string[] {
  const running = options.pause ? ready.filter(({ draft }) => isRunningTask(draft.base)) : [];
  const { fleet, windows } = text().pausing;
  return [
    ...(running.length ? ['', fleet.note(options.concurrency)] : []),
    ...(running.some(({ draft }) => isWindows(draft.base)) ? [windows] : []),
  ];
}

/** A task that is still paused; `isEarlier`: by a run that was interrupted. */
interface LeftPaused {
  readonly isEarlier: boolean;
  readonly id: string;
  readonly name: string;
  /** The command that starts the task. */
  readonly command: string;
}

/** Returns the requested tasks that are still paused. */
function findLeftPaused({ work, service }: FleetSession, ended: readonly TargetResult[]): LeftPaused[] {
  const own = ended.flatMap(({ target, stillPaused }) =>
    stillPaused === undefined
      ? []
      : [{ isEarlier: false, id: target.id, name: target.name, command: stillPaused }],
  );
  const known = new Set(own.map(({ id }) => id));
  const earlier = openPauses(service)
    .filter(({ taskId }) => work.ids.includes(taskId) && !known.has(taskId))
    .map(({ taskId, taskName = '' }) => ({
      isEarlier: true,
      id: taskId,
      name: taskName,
      command: commandFor({ taskId, access: service.access }, 'start'),
    }));
  return [...own, ...earlier];
}

/** Lists tasks that are still paused, each with the command that starts it. */
function pausedLines(left: readonly LeftPaused[]): string[] {
  if (left.length === 0) return [];
  const rows = left.flatMap(({ id, name, command }) => [`  ${id}  ${name}`.trimEnd(), `    ${command}`]);
  return ['', text().pausing.fleet.left(left.length), ...rows];
}

/** Sorts results into the order in which the tasks were named. */
function inOrder<T extends { readonly target: Target }>({ targets }: FleetWork, all: readonly T[]): T[] {
  const places = new Map(targets.map(({ id }, index) => [id, index]));
  const placeOf = ({ target }: T) => places.get(target.id) ?? 0;
  return [...all].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Prints the summary and returns the exit code. */
function reportSummary(scene: FleetSession): ExitCode {
  const { options, work, executor, progress, emit } = scene;
  const ended = inOrder(work, executor.ended);
  progress.end();
  const words = text().fleet;
  const notStarted = work.targets.length - ended.length;
  const reasons = reasonLines(ended);
  const left = findLeftPaused(scene, ended);
  const lines = [
    ...reasons,
    ...(reasons.length ? [''] : []),
    ...countLines({ all: ended, before: work.before, notStarted }),
    ...pausedLines(left),
  ];
  if (emit) printStatus(lines);
  else printResult(lines);
  if (executor.isHalted())
    printStatus([executor.isFull() ? text().pausing.fleet.full(options.concurrency) : words.halted]);
  const unrecorded = ended.filter(({ isUnrecorded }) => isUnrecorded).length;
  if (unrecorded) printStatus([text().cli.history.unrecordedTasks(unrecorded)]);
  const isLeft = notStarted > 0 || ended.some(({ outcome }) => outcome === 'failed');
  if (isLeft && !scene.service.demo) printStatus([words.resume(resumeCommand(scene))]);
  return left.some(({ isEarlier }) => isEarlier) ? EXIT.failed : fleetExitCode(ended);
}

function resumeCommand({ options, service }: FleetSession): string {
  const pause = options.pause ? ['--pause', '--concurrency', String(options.concurrency)] : [];
  const rest = ['--resume', ...service.access, ...pause, ...(options.yes ? ['--yes'] : [])].map(shellQuote);
  return copyableCommand(['sms-wizard', 'apply', shellQuoteFile(options.file), ...rest].join(' '));
}
