/** Previews a plan on many tasks: grouped changes, and the prompt. */
import type { ServiceOptions } from '../../../cli/service-options.ts';
import type { JsonObject } from '../../../json/json.ts';
import { isInteractive } from '../../../session/session.ts';
import { requestsOf } from '../../../task/sending/parts.ts';
import { openInputTty } from '../../../terminal/input-tty.ts';
import { text } from '../../../text/text.ts';
import { groupLines, MAX_SHOWN_TARGETS, type TargetDiff } from './diff-groups.ts';
import { type TargetResult, taskDocument } from './outcome.ts';
import type { PreparedTarget } from './prepare.ts';
import { reasonLines } from './summary.ts';

/** Renders unchanged tasks, then skipped and failed ones with reasons, then the groups of equal changes. */
export function previewLines(
  sketches: readonly TargetDiff[],
  ended: readonly TargetResult[],
  before: number,
): string[] {
  const words = text().fleet.groups;
  const same = ended.filter((one) => one.same).length;
  const parts = [
    [...(same ? [words.same(same)] : []), ...(before ? [words.before(before)] : [])],
    reasonLines(ended, MAX_SHOWN_TARGETS),
    groupLines(sketches),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, index) => (index ? ['', ...part] : part));
}

/** Makes the document of a task that nothing was sent for: a dry run, or the confirmation is missing. */
export function readyDocument({ target, draft, leftOut }: PreparedTarget, planned: boolean): JsonObject {
  const error = { code: 'confirmation_missing', message: text().cli.errors.needsYes };
  const report = planned
    ? { result: 'planned' as const, requests: requestsOf(draft, target.id) }
    : { result: 'refused' as const, error };
  return taskDocument(target, null, { taskId: target.id, draft, ...report }, leftOut);
}

/** Prompts before `count` tasks are changed. Returns undefined without a terminal to prompt on. */
export async function confirmFleet(
  options: ServiceOptions,
  count: number,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const keys = isInteractive(options) ? openInputTty(options.stdinTaken) : undefined;
  if (!keys) return undefined;
  const { confirm, promptTheme } = await import('../../../cli/prompts.ts');
  const theme = { ...promptTheme(), keywords: text().cli.update.answers };
  const on = { input: keys, output: process.stderr, signal };
  return confirm({ message: text().fleet.confirm(count), default: false, theme }, on);
}
