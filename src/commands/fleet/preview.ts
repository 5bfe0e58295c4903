/** What a plan would change in many tasks: all diffs, grouped, and the question whether to go on. */
import type { JsonObject } from '../../json/json.ts';
import { keyboard } from '../../terminal/keyboard.ts';
import { text } from '../../text/text.ts';
import { type CommandLine, usesStdin } from '../flags.ts';
import { printJsonLine } from '../output.ts';
import { canAsk } from '../session.ts';
import { type Ended, taskDocument } from './ended.ts';
import { groupLines, SHOWN, type Sketch } from './groups.ts';
import type { Ready } from './prepare.ts';
import { reasonLines } from './table.ts';

/** What stays as it is, what is skipped or failed and why, then the diffs by equal change. */
export function previewLines(sketches: readonly Sketch[], ended: readonly Ended[], before: number): string[] {
  const words = text().fleet.groups;
  const same = ended.filter((one) => one.same).length;
  const parts = [
    [...(same ? [words.same(same)] : []), ...(before ? [words.before(before)] : [])],
    reasonLines(ended, SHOWN),
    groupLines(sketches),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, index) => (index ? ['', ...part] : part));
}

/** A task of a dry run, or of one that lacks the confirmation, for programs. */
export function printReady({ target, draft, leftOut }: Ready, planned: boolean): void {
  const error = { code: 'confirmation_missing', message: text().cli.errors.needsYes };
  const report = planned ? { result: 'planned' as const } : { result: 'refused' as const, error };
  const document: JsonObject = taskDocument(target, null, { taskId: target.id, draft, ...report }, leftOut);
  printJsonLine(document);
}

/** Asks whether so many tasks are to be changed; undefined where there is nobody to ask. */
export async function agreed(
  line: CommandLine,
  count: number,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const keys = canAsk(line) ? keyboard(usesStdin(line)) : undefined;
  if (!keys) return undefined;
  const { confirm } = await import('../ask.ts');
  const theme = { keywords: text().cli.update.answers };
  const on = { input: keys, output: process.stderr, signal };
  return confirm({ message: text().fleet.confirm(count), default: false, theme }, on);
}
