/** Renders the summary of a run: counts by outcome, and the tasks to look at with the reasons. */
import { renderTable } from '../../../terminal/text/table.ts';
import { text } from '../../../text/text.ts';
import { OUTCOMES, type Outcome, type TargetResult } from './outcome.ts';

export interface FleetSummary {
  readonly all: readonly TargetResult[];
  /** Number of tasks that were applied before the run was interrupted. */
  readonly before: number;
  readonly notStarted: number;
}

/** Renders the counts by outcome, a line for each that isn't 0. */
export function countLines({ all, before, notStarted }: FleetSummary): string[] {
  const words = text().fleet;
  const rows = OUTCOMES.map((outcome): [string, number, string] => {
    const count = all.filter((ended) => ended.outcome === outcome).length;
    return [
      words.outcomes[outcome],
      count + (outcome === 'applied' ? before : 0),
      noteOn(outcome, all, before),
    ];
  });
  const shown = [...rows, [words.notStarted, notStarted, ''] as const].filter(
    ([, count], index) => count || !index,
  );
  return renderTable([
    { title: words.table.outcome, cells: shown.map(([name]) => name) },
    {
      title: words.table.tasks,
      cells: shown.map(([, count]) => String(count).padStart(words.table.tasks.length)),
    },
    { title: '', cells: shown.map(([, , note]) => note) },
  ]);
}

function noteOn(outcome: Outcome, all: readonly TargetResult[], before: number): string {
  const words = text().fleet.table;
  const same = all.filter((ended) => ended.outcome === outcome && ended.same).length;
  if (same) return words.same(same);
  const partly = all.filter((ended) => ended.outcome === outcome && ended.leftOut.length).length;
  const notes = [
    outcome === 'applied' && before ? words.earlier(before) : '',
    outcome === 'applied' && partly ? words.partly(partly) : '',
  ];
  return words.notes(notes.filter(Boolean));
}

/** True for a task that needs attention. */
const isReported = ({ outcome, same, leftOut, moveCode }: TargetResult): boolean =>
  !same &&
  (leftOut.length > 0 || moveCode !== undefined || (outcome !== 'applied' && outcome !== 'unverified'));

/** Renders the tasks that don't have all of the plan, grouped by reason, at most `most` in each group. */
export function reasonLines(all: readonly TargetResult[], most = Number.POSITIVE_INFINITY): string[] {
  const words = text().fleet;
  const groups = new Map<string, TargetResult[]>();
  const reported = OUTCOMES.flatMap((outcome) => all.filter((ended) => ended.outcome === outcome)).filter(
    isReported,
  );
  for (const ended of reported) {
    const isDone = ended.outcome === 'applied' || ended.outcome === 'unverified';
    const isPart = isDone && ended.leftOut.length > 0;
    const head = words.groups[isPart ? 'partlyApplied' : 'why'](
      words.outcomes[ended.outcome],
      ended.why.join(' '),
    );
    const known = groups.get(head);
    if (known) known.push(ended);
    else groups.set(head, [ended]);
  }
  return [...groups].flatMap(([head, group], index) => {
    const more = group.length - most;
    const rows = rowsOf(more > 0 ? group.slice(0, most) : group);
    return [...(index ? [''] : []), head, ...rows, ...(more > 0 ? [`  ${words.groups.more(more)}`] : [])];
  });
}

function rowsOf(group: readonly TargetResult[]): string[] {
  const words = text().fleet.table;
  const [, ...rows] = renderTable([
    { title: '', cells: group.map(({ target }) => target.id) },
    { title: '', cells: group.map(({ target }) => target.name) },
    { title: '', cells: group.map(({ requestId }) => (requestId ? words.requestId(requestId) : '')) },
  ]);
  return rows.map((row) => `  ${row}`);
}
