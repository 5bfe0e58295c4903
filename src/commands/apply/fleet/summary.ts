/** The last word on a run: how many tasks came to what, and which did not take, why. */
import { tableLines } from '../../terminal/table.ts';
import { text } from '../../text/text.ts';
import { type Ended, OUTCOMES, type Outcome } from './ended.ts';

export interface Tally {
  readonly all: readonly Ended[];
  /** Tasks that took before the run was cut off. */
  readonly before: number;
  readonly notBegun: number;
}

/** Counts by outcome, a line each; only what there is. */
export function countLines({ all, before, notBegun }: Tally): string[] {
  const words = text().fleet;
  const rows = OUTCOMES.map((outcome): [string, number, string] => {
    const count = all.filter((ended) => ended.outcome === outcome).length;
    return [words.outcomes[outcome], count + (outcome === 'took' ? before : 0), noteOn(outcome, all, before)];
  });
  const shown = [...rows, [words.notBegun, notBegun, ''] as const].filter(
    ([, count], index) => count || !index,
  );
  return tableLines([
    { title: words.table.outcome, cells: shown.map(([name]) => name) },
    {
      title: words.table.tasks,
      cells: shown.map(([, count]) => String(count).padStart(words.table.tasks.length)),
    },
    { title: '', cells: shown.map(([, , note]) => note) },
  ]);
}

function noteOn(outcome: Outcome, all: readonly Ended[], before: number): string {
  const words = text().fleet.table;
  const same = all.filter((ended) => ended.outcome === outcome && ended.same).length;
  if (same) return words.same(same);
  const partly = all.filter((ended) => ended.outcome === outcome && ended.leftOut.length).length;
  const notes = [
    outcome === 'took' && before ? words.earlier(before) : '',
    outcome === 'took' && partly ? words.partly(partly) : '',
  ];
  return words.notes(notes.filter(Boolean));
}

/** True for a task that somebody has to look at. */
const isTold = ({ outcome, same, leftOut }: Ended): boolean =>
  !same && (leftOut.length > 0 || (outcome !== 'took' && outcome !== 'untold'));

/** The tasks that are not as the plan wants them, those with the same reason under one heading: `most` of each. */
export function reasonLines(all: readonly Ended[], most = Number.POSITIVE_INFINITY): string[] {
  const words = text().fleet;
  const groups = new Map<string, Ended[]>();
  const told = OUTCOMES.flatMap((outcome) => all.filter((ended) => ended.outcome === outcome)).filter(isTold);
  for (const ended of told) {
    const took = ended.outcome === 'took' || ended.outcome === 'untold';
    const head = words.groups[took ? 'tookBut' : 'why'](words.outcomes[ended.outcome], ended.why.join(' '));
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

function rowsOf(group: readonly Ended[]): string[] {
  const words = text().fleet.table;
  const [, ...rows] = tableLines([
    { title: '', cells: group.map(({ target }) => target.id) },
    { title: '', cells: group.map(({ target }) => target.name) },
    { title: '', cells: group.map(({ requestId }) => (requestId ? words.requestId(requestId) : '')) },
  ]);
  return rows.map((row) => `  ${row}`);
}
