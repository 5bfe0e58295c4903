/** Groups the changes of many tasks: those that change alike share a heading. */

import { changeText } from '../../../task/edits/change-text.ts';
import { changesOf, type Draft, locateIn } from '../../../task/edits/draft.ts';
import { canonicalJson } from '../../../task/edits/saved/plan.ts';
import { portablePath, type SkippedEdit } from '../../../task/edits/saved/transfer.ts';
import { UsageError } from '../../../task/errors.ts';
import { formatValuesApart } from '../../../task/fields/values.ts';
import { type Finding, findingsOf } from '../../../task/rules/rules.ts';
import { text } from '../../../text/text.ts';
import { CHANGE_MARKS, findingLines } from '../../update/report-lines.ts';
import { leftOutText } from './outcome.ts';
import type { Target } from './targets.ts';

interface SketchedChange {
  /** The action and the path: equal in two tasks that change alike, whatever their values before. */
  readonly head: string;
  readonly whole: string;
  readonly before: string;
  readonly after: string;
}

/** The changes of a task as text. Kept small, as there may be thousands. */
export interface TargetDiff {
  readonly target: Target;
  readonly changes: readonly SketchedChange[];
  readonly findings: readonly string[];
  readonly leftOut: readonly string[];
  /** Equal for tasks with the same changes, findings and omissions. */
  readonly key: string;
}

/** Maximum number of tasks listed under a heading. */
export const MAX_SHOWN_TARGETS = 5;
/** Maximum number of different values listed one by one. */
const MAX_SHOWN_VALUES = 5;

export function diffTarget(target: Target, draft: Draft, leftOut: readonly SkippedEdit[]): TargetDiff {
  const changes = changesOf(draft);
  const findings = findingsOf(draft);
  const key = [
    changes.map((change) => [change.kind, portablePath(draft, change), canonicalJson(change.after)]),
    findings.map((finding) => [finding.severity, finding.rule, placeOf(draft, finding)]),
    leftOut.map(({ path, why }) => [path, why]),
  ];
  return {
    target,
    changes: changes.map((change) => {
      const [before, after] = formatValuesApart(change.field, change.before, change.after);
      return {
        head: `${CHANGE_MARKS[change.kind]} ${portablePath(draft, change)}`,
        whole: changeText(change),
        before,
        after: change.after === null ? text().value.unset : after,
      };
    }),
    findings: findingLines(findings),
    leftOut: leftOut.map(leftOutText),
    key: JSON.stringify(key),
  };
}

function placeOf(draft: Draft, { path }: Finding): string {
  try {
    return portablePath(draft, locateIn(draft, path));
  } catch (error) {
    if (error instanceof UsageError) return path;
    throw error;
  }
}

/** Renders the groups, the largest first. */
export function groupLines(sketches: readonly TargetDiff[]): string[] {
  const groups = new Map<string, TargetDiff[]>();
  for (const sketch of sketches) {
    const known = groups.get(sketch.key);
    if (known) known.push(sketch);
    else groups.set(sketch.key, [sketch]);
  }
  const bySize = [...groups.values()].sort((a, b) => b.length - a.length);
  return bySize.flatMap((group, index) => [...(index ? [''] : []), ...linesOf(group)]);
}

function linesOf(group: readonly TargetDiff[]): string[] {
  const words = text().fleet.groups;
  const [first] = group;
  if (!first) return [];
  return [
    words.change(group.length),
    ...first.changes.flatMap((_, index) => changeIn(group, index)).map((line) => `  ${line}`),
    ...first.findings.flatMap((_, index) => findingIn(group, index)).map((line) => `  ${line}`),
    ...first.leftOut.map(words.left).map((line) => `  ${line}`),
    ...targetLines(group.map(({ target }) => target)),
  ];
}

/** Renders one change of a group: in one line, or with the values before if they differ. */
function changeIn(group: readonly TargetDiff[], index: number): string[] {
  const changes = group.flatMap(({ changes: all }) => all[index] ?? []);
  const [first] = changes;
  if (!first) return [];
  const wholes = tally(changes.map(({ whole }) => whole));
  if (wholes.length === 1) return [`${first.head}: ${first.whole}`];
  const words = text().fleet.groups;
  const befores = tally(changes.map(({ before }) => before));
  const shown = befores.slice(0, MAX_SHOWN_VALUES).map(([value, count]) => words.from(value, count));
  const many = befores.length > MAX_SHOWN_VALUES ? [words.fromMany(befores.length)] : shown;
  return [`${first.head}: ${text().change.arrow('…', first.after)}`, ...many.map((line) => `    ${line}`)];
}

/** Renders one finding of a group, a line for each wording if they differ. */
function findingIn(group: readonly TargetDiff[], index: number): string[] {
  const lines = tally(group.flatMap(({ findings }) => findings[index] ?? []));
  if (lines.length === 1) return lines.map(([line]) => line);
  const shown = lines
    .slice(0, MAX_SHOWN_VALUES)
    .map(([line, count]) => text().fleet.groups.some(line, count));
  return lines.length > MAX_SHOWN_VALUES ? [...shown, text().fleet.groups.fromMany(lines.length)] : shown;
}

/** Counts equal texts, the most frequent first. */
function tally(texts: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const one of texts) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** Renders the tasks under a heading: ID and name. */
export function targetLines(targets: readonly Target[]): string[] {
  const more = targets.length - MAX_SHOWN_TARGETS;
  const shown = more > 0 ? targets.slice(0, MAX_SHOWN_TARGETS) : targets;
  return [
    ...shown.map(({ id, name }) => `    ${id}  ${name}`.trimEnd()),
    ...(more > 0 ? [`    ${text().fleet.groups.more(more)}`] : []),
  ];
}
