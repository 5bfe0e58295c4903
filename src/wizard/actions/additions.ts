/** Elements that can be added in a step, and their list; with the source server's values if known. */
import { isObject, type JsonObject } from '../../json/json.ts';
import {
  addElement,
  baseWithAdditions,
  currentTask,
  elementCount,
  locateIn,
} from '../../task/edits/draft.ts';
import { fieldOf, fieldsOf, type ObjectName } from '../../task/fields/catalogue.ts';
import { hasWindows, MAX_WINDOWS, WINDOWS } from '../../task/rate-windows.ts';
import { text } from '../../text/text.ts';
import type { Row } from '../rows/row.ts';
import { rowsOfStep } from '../rows/step-rows.ts';
import type { State } from '../state.ts';
import { STEPS, type StepName } from '../state.ts';
import { nameOf } from '../text/labels.ts';
import { beginFilling, diskDefaults } from './fill-in.ts';
import { goToStep } from './transitions.ts';
import { withDraft } from './undo.ts';

export interface Addition {
  readonly label: string;
  readonly list: string;
  readonly known: JsonObject;
}

const SERVER = 'target_server';

/** Returns the source server's objects, without keys that the API doesn't have. */
function fromSource(state: State, name: string, object: ObjectName): JsonObject[] {
  const list = state.draft.source?.[name];
  return (Array.isArray(list) ? list : []).filter(isObject).map((entry) => {
    const known = fieldsOf(object).filter((field) => Object.hasOwn(entry, field.name));
    return Object.fromEntries(known.map((field) => [field.name, entry[field.name] ?? null]));
  });
}

function offered(state: State, name: string, object: ObjectName): Addition[] {
  const texts = text().screen;
  const list = `${SERVER}.${name}`;
  const kind = texts.element[object];
  const known = fromSource(state, name, object).map((entry) => ({
    label: texts.addition.fromSource(kind, String(entry.name ?? entry.device ?? entry.mac ?? '')),
    list,
    known: entry,
  }));
  return [{ label: kind, list, known: {} }, ...known];
}

/** Returns additions to a list inside an element: a partition of a disk, a logical volume of a group. */
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
  return [
    {
      label: addition.inside(element[object], nameOf(currentTask(state.draft), keys)),
      list,
      known: {},
    },
  ];
}

/** Returns the addition of a rate window, if the others are known and there is room for one. */
function windowAddition({ draft }: State): Addition[] {
  const isFree = hasWindows(draft.base) && elementCount(draft, [WINDOWS]) < MAX_WINDOWS;
  return isFree ? [{ label: text().screen.element.RateWindow, list: WINDOWS, known: {} }] : [];
}

/** Returns the additions that `a` offers in the current step for a focused row. */
export function additionsFor(state: State, row: Row | undefined): Addition[] {
  switch (state.step) {
    case 'network':
      return [...offered(state, 'networks', 'NetWork'), ...windowAddition(state)];
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

/**
 * Returns the state after an addition, with the new element open in the step that lists it. The fields that a new disk
 * needs are asked for, one by one.
 */
export function withAddition(state: State, { list, known }: Addition): State {
  const object = locateIn(state.draft, list).field.of as ObjectName;
  const isBlank = Object.keys(known).length === 0;
  const values = isBlank && object === 'TargetDisk' ? diskDefaults(state.draft) : known;
  const { draft, path } = addElement(state.draft, list, values);
  const isListed = (step: StepName) =>
    step !== 'review' &&
    rowsOfStep(baseWithAdditions(draft), step).some((row) => 'path' in row && row.path === path);
  const step = [state.step, ...STEPS].find(isListed) ?? state.step;
  const open: State = { ...goToStep(withDraft(state, draft), step), openPath: path };
  return isBlank ? beginFilling(open, path, object) : open;
}
