/** The ways through a run: at once, or looked at first; and what is told in the end. */
import { shellWord } from '../../task/command.ts';
import { text } from '../../text/text.ts';
import type { CommandLine } from '../flags.ts';
import { fitted, printResult, say } from '../output.ts';
import { canAsk, type Service } from '../session.ts';
import type { Course } from './course.ts';
import { codeOf } from './ended.ts';
import { type Sketch, sketchOf } from './groups.ts';
import type { Ready } from './prepare.ts';
import { agreed, previewLines, printReady } from './preview.ts';
import type { Progress } from './progress.ts';
import type { Work } from './resuming.ts';
import { countLines, reasonLines } from './table.ts';
import type { Target } from './targets.ts';
import type { Wish } from './wish.ts';

export interface Scene {
  readonly line: CommandLine;
  readonly wish: Wish;
  readonly work: Work;
  readonly service: Service;
  readonly course: Course;
  readonly progress: Progress;
  /** Whether each task is told as a line of JSON, and all else on standard error. */
  readonly json: boolean;
  readonly signal: AbortSignal;
  sayOnce(line: string): void;
}

/** Runs to the end; the answer is the exit code where no signal cut it short. */
export async function carryOut(scene: Scene): Promise<number> {
  const { wish, work, course, sayOnce } = scene;
  const keep = () => work.keep((why) => sayOnce(text().fleet.unkept(why)));
  if (wish.yes && !wish.dryRun) {
    await course.carryOut(work.targets, keep());
    return finished(scene);
  }
  const { ready, code } = await looked(scene);
  if (code !== undefined) return code;
  await course.submit(ready, keep());
  return finished(scene);
}

/** Reads all tasks and shows what would change; what is ready to be sent, or the exit code where nothing will be. */
async function looked(scene: Scene): Promise<{ readonly ready: readonly Ready[]; readonly code?: number }> {
  const { line, wish, work, course, progress, json, signal } = scene;
  const sketches: Sketch[] = [];
  const ready: Ready[] = [];
  const willAsk = !wish.dryRun && canAsk(line);
  await course.look(work.targets, (one) => {
    sketches.push(sketchOf(one.target, one.draft, one.leftOut));
    if (willAsk) ready.push(one);
    else if (json) progress.aside(() => printReady(one, wish.dryRun));
  });
  progress.end();
  const words = text();
  const nothing = (code: number) => ({ ready: [], code });
  if (signal.aborted) {
    say([words.cli.errors.cancelled]);
    return nothing(0);
  }
  const lines = previewLines(inOrder(work, sketches), inOrder(work, course.ended), work.before);
  const show = (more: readonly string[] = []) =>
    !json && printResult(fitted([...lines, ...more], process.stdout));
  const settled = codeOf(course.ended) || (sketches.some(({ leftOut }) => leftOut.length) ? 2 : 0);
  if (wish.dryRun) show(['', words.fleet.groups.planned]);
  else if (sketches.length === 0 || course.halted()) show();
  if (course.halted()) say([words.fleet.halted]);
  if (wish.dryRun || sketches.length === 0 || course.halted()) return nothing(settled);
  if (!willAsk) {
    show();
    say([words.cli.errors.needsYes]);
    return nothing(2);
  }
  say(fitted(lines, process.stderr));
  if (await agreed(line, ready.length, signal)) return { ready };
  say([words.cli.errors.cancelled]);
  return nothing(3);
}

/** In the order in which the tasks were named, whichever ended first. */
function inOrder<T extends { readonly target: Target }>({ targets }: Work, all: readonly T[]): T[] {
  const places = new Map(targets.map(({ id }, index) => [id, index]));
  const placeOf = ({ target }: T) => places.get(target.id) ?? 0;
  return [...all].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Tells what became of the tasks; the answer is the exit code. */
function finished(scene: Scene): number {
  const { work, course, progress, json } = scene;
  const ended = inOrder(work, course.ended);
  progress.end();
  const words = text().fleet;
  const notBegun = work.targets.length - ended.length;
  const reasons = reasonLines(ended);
  const lines = [
    ...reasons,
    ...(reasons.length ? [''] : []),
    ...countLines({ all: ended, before: work.before, notBegun }),
  ];
  if (json) say(fitted(lines, process.stderr));
  else printResult(fitted(lines, process.stdout));
  if (course.halted()) say([words.halted]);
  const isLeft = notBegun > 0 || ended.some(({ outcome }) => outcome === 'failed');
  if (isLeft && !scene.service.demo) say([words.resume(resumeCommand(scene))]);
  return codeOf(ended);
}

function resumeCommand({ line, wish, service }: Scene): string {
  const command = ['sms-wizard', 'apply', line.argument ?? '', '--resume', ...service.access];
  return [...command, ...(wish.yes ? ['--yes'] : [])].map(shellWord).join(' ');
}
