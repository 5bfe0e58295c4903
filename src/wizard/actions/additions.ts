/** What can be added in a step, and to which list; from the source server, where it is known, with its values. */
import { isObject, type JsonObject } from '../json/json.ts';
import { fieldOf, fieldsOf, type ObjectName } from '../task/catalogue.ts';
import { addElement, outline } from '../task/draft.ts';
import { text } from '../text/text.ts';
import { nameOf } from './describe.ts';
import { goTo } from './moves.ts';
import type { Row } from './rows.ts';
import { STEPS, type State, type StepName } from './state.ts';
import { rowsOfStep } from './steps.ts';

export interface Addition {
  readonly label: string;
  readonly list: string;
  readonly known: JsonObject;
}

const SERVER = 'target_server';

/** Objects of the source server, without the keys that the API does not take. */
function fromSource(state: State, name: string, object: ObjectName): JsonObject[] {
  const list = state.draft.source?.[name];
  return (Array.isArray(list) ? list : []).filter(isObject).map((entry) => {
    const known = fieldsOf(object).filter((field) => Object.hasOwn(entry, field.name));
    return Object.fromEntries(known.map((field) => [field.name, entry[field.name] ?? null]));
  });
}

function offered(state: State, name: string, object: ObjectName): Addition[] {
  const say = text().screen;
  const list = `${SERVER}.${name}`;
  const kind = say.element[object];
  const known = fromSource(state, name, object).map((entry) => ({
    label: say.addition.fromSource(kind, String(entry.name ?? entry.device ?? entry.mac ?? '')),
    list,
    known: entry,
  }));
  return [{ label: kind, list, known: {} }, ...known];
}

/** Additions to a list inside an element: a partition of a disk, a logical volume of a group. */
function inside(state: State, row: Row | undefined, outer: ObjectName, name: string): Addition[] {
  if (row?.kind !== 'element') return [];
  const within = row.object === outer ? row.path : undefined;
  const list = within
    ? `${within}.${name}`
    : row.path.slice(0, row.path.lastIndexOf(`.${name}[`) + name.length + 1);
  if (!within && fieldOf(outer, name)?.of !== row.object) return [];
  const object = fieldOf(outer, name)?.of as ObjectName;
  const keys = within ? row.keys : row.keys.slice(0, -2);
  const { element, addition } = text().screen;
  return [{ label: addition.inside(element[object], nameOf(outline(state.draft), keys)), list, known: {} }];
}

/** What `a` offers in the present step, with the cursor on a row. */
export function additionsFor(state: State, row: Row | undefined): Addition[] {
  switch (state.step) {
    case 'network':
      return offered(state, 'networks', 'NetWork');
    case 'disks':
      return [
        ...offered(state, 'disks', 'TargetDisk').slice(0, 1),
        ...inside(state, row, 'TargetDisk', 'physical_volumes'),
      ];
    case 'volumes':
      return [
        ...inside(state, row, 'TargetDisk', 'physical_volumes'),
        ...inside(state, row, 'VolumeGroups', 'logical_volumes'),
        ...inside(state, row, 'BtrfsFileSystem', 'subvolumn'),
        ...offered(state, 'volume_groups', 'VolumeGroups').slice(0, 1),
        ...offered(state, 'btrfs_list', 'BtrfsFileSystem'),
      ];
    default:
      return [];
  }
}

/** The state after an addition: its new element is open, ready to be filled in, in the step that lists it. */
export function added(state: State, { list, known }: Addition): State {
  const { draft, path } = addElement(state.draft, list, known);
  const isListed = (step: StepName) =>
    step !== 'review' && rowsOfStep(outline(draft), step).some((row) => 'path' in row && row.path === path);
  const step = [state.step, ...STEPS].find(isListed) ?? state.step;
  return { ...goTo(state, step), draft, undo: [...state.undo, state.draft], open: path };
}
