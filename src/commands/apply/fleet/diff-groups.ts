/** Diffs of many tasks: those that change alike stand under one heading. */
import { changesOf, type Draft, locateIn } from '../../task/draft.ts';
import { UsageError } from '../../task/errors.ts';
import { canonicalText } from '../../task/plan.ts';
import { type Finding, findingsOf } from '../../task/rules/rules.ts';
import { type LeftOut, sharedPath } from '../../task/transfer.ts';
import { showValue } from '../../task/values.ts';
import { text } from '../../text/text.ts';
import { changeText } from '../../wizard/describe.ts';
import { CHANGE_MARKS, findingLines } from '../report.ts';
import { leftOutText } from './ended.ts';
import type { Target } from './targets.ts';

interface SketchedChange {
  /** What is done to what: equal where two tasks change alike, whatever they had before. */
  readonly head: string;
  readonly whole: string;
  readonly before: string;
  readonly after: string;
}

/** What a task's diff comes to; short, as there may be thousands. */
export interface Sketch {
  readonly target: Target;
  readonly changes: readonly SketchedChange[];
  readonly findings: readonly string[];
  readonly leftOut: readonly string[];
  /** Equal for tasks that change alike, with the same said of it. */
  readonly key: string;
}

/** The tasks that stand in full under a heading. */
export const SHOWN = 5;
/** The values that are told one by one. */
const VALUES = 5;

export function sketchOf(target: Target, draft: Draft, leftOut: readonly LeftOut[]): Sketch {
  const changes = changesOf(draft);
  const findings = findingsOf(draft);
  const key = [
    changes.map((change) => [change.kind, sharedPath(draft, change), canonicalText(change.after)]),
    findings.map((finding) => [finding.severity, finding.rule, placeOf(draft, finding)]),
    leftOut.map(({ path, why }) => [path, why]),
  ];
  return {
    target,
    changes: changes.map((change) => ({
      head: `${CHANGE_MARKS[change.kind]} ${sharedPath(draft, change)}`,
      whole: changeText(change),
      before: showValue(change.field, change.before),
      after: change.after === null ? text().value.unset : showValue(change.field, change.after),
    })),
    findings: findingLines(findings),
    leftOut: leftOut.map(leftOutText),
    key: JSON.stringify(key),
  };
}

function placeOf(draft: Draft, { path }: Finding): string {
  try {
    return sharedPath(draft, locateIn(draft, path));
  } catch (error) {
    if (error instanceof UsageError) return path;
    throw error;
  }
}

/** The groups as lines, the largest first. */
export function groupLines(sketches: readonly Sketch[]): string[] {
  const groups = new Map<string, Sketch[]>();
  for (const sketch of sketches) {
    const known = groups.get(sketch.key);
    if (known) known.push(sketch);
    else groups.set(sketch.key, [sketch]);
  }
  const bySize = [...groups.values()].sort((a, b) => b.length - a.length);
  return bySize.flatMap((group, index) => [...(index ? [''] : []), ...linesOf(group)]);
}

function linesOf(group: readonly Sketch[]): string[] {
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

/** One change of a group: in a line where all had the same before, else with what they had. */
function changeIn(group: readonly Sketch[], index: number): string[] {
  const changes = group.flatMap(({ changes: all }) => all[index] ?? []);
  const [first] = changes;
  if (!first) return [];
  const wholes = tally(changes.map(({ whole }) => whole));
  if (wholes.length === 1) return [`${first.head}: ${first.whole}`];
  const words = text().fleet.groups;
  const befores = tally(changes.map(({ before }) => before));
  const told = befores.slice(0, VALUES).map(([value, count]) => words.from(value, count));
  const many = befores.length > VALUES ? [words.fromMany(befores.length)] : told;
  return [`${first.head}: ${text().change.arrow('…', first.after)}`, ...many.map((line) => `    ${line}`)];
}

/** A finding of a group, with the values that it names where they differ. */
function findingIn(group: readonly Sketch[], index: number): string[] {
  const lines = tally(group.flatMap(({ findings }) => findings[index] ?? []));
  if (lines.length === 1) return lines.map(([line]) => line);
  const shown = lines.slice(0, VALUES).map(([line, count]) => text().fleet.groups.some(line, count));
  return lines.length > VALUES ? [...shown, text().fleet.groups.fromMany(lines.length)] : shown;
}

/** How often each text comes, the most frequent first. */
function tally(texts: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const one of texts) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** The tasks under a heading: id and name. */
export function targetLines(targets: readonly Target[]): string[] {
  const more = targets.length - SHOWN;
  const shown = more > 0 ? targets.slice(0, SHOWN) : targets;
  return [
    ...shown.map(({ id, name }) => `    ${id}  ${name}`.trimEnd()),
    ...(more > 0 ? [`    ${text().fleet.groups.more(more)}`] : []),
  ];
}
