/** Widths of the columns in rows of disks and volumes: as wide as their list needs and the window has room for. */
import { baseWithAdditions, currentTask, type Draft } from '../src/task/edits/draft.ts';
import { memoizeWeak } from '../src/task/memoize-weak.ts';
import { sanitize } from '../src/terminal/text/sanitize.ts';
import { shortenApart, truncateMiddle } from '../src/terminal/text/shorten.ts';
import { textWidth } from '../src/terminal/text/text-width.ts';
import { cursorOf } from '../src/wizard/actions/cursor.ts';
import type { Size } from '../src/wizard/event.ts';
import { layoutOf } from '../src/wizard/layout.ts';
import type { Row } from '../src/wizard/rows/row.ts';
import { rowsOf } from '../src/wizard/rows/rows.ts';
import { rowsOfStep } from '../src/wizard/rows/step-rows.ts';
import type { State } from '../src/wizard/state.ts';
import { elementColumns, nameOf } from '../src/wizard/text/labels.ts';

type ElementRow = Extract<Row, { kind: 'element' }>;

export interface RowWidths {
  readonly name: number;
  readonly role: number;
  readonly kind: number;
}

/** Returns true where a window has room for roomy columns. */
export const isWide = ({ columns }: Size): boolean => columns >= 76;

/** Columns of the marks, of a size, and of the gaps in front of the other columns. */
const [MARKS, SIZE, GAPS] = [5, 10, 4];
/** Longer lists are measured by their first rows. */
const MAX_MEASURED = 200;

const INDENTED = new Set(['LogicalVolumes', 'BtrfsSubvolumn']);

/** Maximum length of a name on the screen; longer ones aren't from SMS. */
const MAX_NAME = 1000;

/** Returns the name of an element as its row shows it if there is room. */
export const rowName = (draft: Draft, { object, keys }: ElementRow): string =>
  (INDENTED.has(object) ? '  ' : '') + sanitize(nameOf(currentTask(draft), keys).slice(0, MAX_NAME));

const measured = memoizeWeak((rows: readonly Row[]) =>
  memoizeWeak((draft: Draft) => {
    const elements = rows.slice(0, MAX_MEASURED).flatMap((row) => (row.kind === 'element' ? [row] : []));
    const most = (widths: readonly number[]) => widths.reduce((max, width) => Math.max(max, width), 0);
    // Groups have no use and no kind, so there is room for what they consist of.
    const columns = (isShort: boolean) =>
      elements
        .filter(({ object }) => object !== 'VolumeGroups' && object !== 'RateWindow')
        .map(({ object, keys }) => elementColumns(draft.base, object, keys, isShort).map(textWidth));
    const [long, short] = [columns(false), columns(true)];
    return {
      name: most(elements.map((row) => textWidth(rowName(draft, row)))),
      kind: most(long.map(([, kind = 0]) => kind)),
      long: most(long.map(([, , summary = 0]) => summary)),
      short: most(short.map(([, , summary = 0]) => summary)),
    };
  }),
);

/** Returns the widths for the rows of a step. What its list doesn't need goes to names, then to kinds. */
export function rowWidths({ draft, size, step }: State): RowWidths {
  const wide = isWide(size);
  const least = wide ? { name: 24, role: 6, kind: 7 } : { name: 13, role: 6, kind: 4 };
  if (step === 'review') return least;
  // All rows of the step: a filter makes no column narrower.
  const { name, kind, long, short } = measured(rowsOfStep(baseWithAdditions(draft), step))(draft);
  const used = MARKS + least.name + least.role + least.kind + SIZE + GAPS + (wide ? long : short);
  let spare = Math.max(0, size.columns - used);
  const wider = (from: number, wanted: number) => {
    const more = Math.min(spare, Math.max(0, wanted - from));
    spare -= more;
    return from + more;
  };
  return { ...least, name: wider(least.name, name), kind: wider(least.kind, kind) };
}

/** The names of the rows on the screen as they fit their column: unlike ones are unlike. */
const visibleNames = memoizeWeak((state: State): ReadonlyMap<string, string> => {
  const { top } = cursorOf(state);
  const visible = rowsOf(state).slice(top, top + layoutOf(state.size).body);
  const names = visible.flatMap((row) => (row.kind === 'element' ? [rowName(state.draft, row)] : []));
  return shortenApart(names, rowWidths(state).name, state.ascii ? '~' : '…');
});

/** Returns the name of a row's element in its column. */
export function fittedName(state: State, row: ElementRow): string {
  const name = rowName(state.draft, row);
  return visibleNames(state).get(name) ?? truncateMiddle(name, rowWidths(state).name);
}
