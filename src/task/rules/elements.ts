/** Rules about what a draft adds, removes or clears. Source: docs/api-notes.md#arrays-are-replaced. */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { type Change, changesOf, currentTask, type Draft, elementCount, isRemoved } from '../edits/draft.ts';
import type { FieldKey, ObjectName } from '../fields/catalogue.ts';
import { formatSize } from '../fields/size-units.ts';
import { valueAt } from '../paths/path.ts';
import { innerVolumes, isSystemDisk, sizeOf } from './edited-storage.ts';
import { faultRule, textOf } from './fault.ts';
import type { Rule, Violation } from './rule.ts';
import { elementsIn, nameOf, touchedOf } from './touched.ts';

const MOST_DISKS = 23;
const DISKS = ['target_server', 'disks'];

const standing = (elements: readonly Json[]): JsonObject[] =>
  elements.filter(isObject).filter((element) => !isRemoved(element));

const disksOf = (task: JsonObject): readonly Json[] => elementsIn(task.target_server, 'disks');

const changesOfKind = (draft: Draft, kind: Change['kind']): Change[] =>
  changesOf(draft).filter((change) => change.kind === kind);

function tooManyDisks(draft: Draft): Violation[] {
  const count = elementCount(draft, DISKS);
  const before = standing(disksOf(draft.base)).length;
  const [added] = changesOfKind(draft, 'add').filter(({ field }) => field.of === 'TargetDisk');
  if (!added || count <= MOST_DISKS || count <= before) return [];
  return [{ path: added.path, message: text().rules.diskCount(count) }];
}

function noDiskLeft(draft: Draft): Violation[] {
  const [removed] = changesOfKind(draft, 'remove').filter(({ field }) => field.of === 'TargetDisk');
  return removed && elementCount(draft, DISKS) === 0
    ? [{ path: removed.path, message: text().rules.noDiskLeft }]
    : [];
}

/** The fields that a new disk needs. */
const OF_NEW_DISK = ['name', 'size'] as const;

function incompleteDisks(draft: Draft): Violation[] {
  return touchedOf(draft, 'TargetDisk').flatMap(({ now, before, path, name, isRestored }) => {
    if (!now || before || isRestored) return [];
    return OF_NEW_DISK.filter((field) => now[field] == null || now[field] === '').map((field) => ({
      path: `${path}.${field}`,
      message: text().rules.newDiskLacks(name, field),
    }));
  });
}

/** The kinds of elements that nothing but a name makes recognizable, each with its name. A disk has a rule of its own. */
const NAME_OF: Partial<Record<ObjectName, string>> = {
  TargetPhysicalVolumes: 'name',
  VolumeGroups: 'name',
  LogicalVolumes: 'name',
  BtrfsFileSystem: 'name',
  BtrfsSubvolumn: 'subvol_name',
};

function namelessAdditions(draft: Draft): Violation[] {
  return changesOfKind(draft, 'add').flatMap(({ path, keys, field, restores }) => {
    const name = NAME_OF[field.of as ObjectName];
    const element = valueAt(currentTask(draft), keys);
    if (!name || restores || (isObject(element) && element[name] != null && element[name] !== '')) return [];
    return [{ path: `${path}.${name}`, message: text().rules.newElementUnnamed(field.name, name) }];
  });
}

const KEEPS_VALUE: readonly FieldKey[] = ['PutTaskReq.name', 'PutTaskReq.type', 'TargetServer.vm_id'];

function clearedFields(draft: Draft): Violation[] {
  return changesOfKind(draft, 'set').flatMap(({ field, path, before, after, restores }) => {
    const isKept = KEEPS_VALUE.includes(`${field.object}.${field.name}` as FieldKey);
    const isCleared = (after === null || after === '') && before != null && before !== '';
    return isKept && isCleared && !restores ? [{ path, message: text().rules.cleared(path) }] : [];
  });
}

/** Returns a violation if the system disk isn't the first one because of the draft. */
function systemDiskFirst(draft: Draft): Violation[] {
  const position = (task: JsonObject) => standing(disksOf(task)).findIndex(isSystemDisk);
  const [before, now] = [position(draft.base), position(currentTask(draft))];
  if (now <= 0 || now === before) return [];
  const disk = standing(disksOf(currentTask(draft)))[now] as JsonObject;
  const part = touchedOf(draft, 'TargetDisk').find((touched) => touched.now === disk);
  const [change] = changesOf(draft).filter(({ keys }) => keys[1] === 'disks');
  const path = part?.path ?? change?.path;
  const name = nameOf(disk, [...DISKS, now]);
  return path === undefined ? [] : [{ path, message: text().rules.systemDiskFirst(name, String(now + 1)) }];
}

/** Describes a removed element and its contents: `/dev/xvdb (20 GiB, 3 volumes)`. */
function contentsOf(element: JsonObject, name: string): string {
  const size = sizeOf(element);
  const inner = innerVolumes(element);
  const mounted = textOf(element.mount_point);
  const volumes = Array.isArray(inner) ? inner.length : 0;
  const facts = [
    ...(size === undefined ? [] : [formatSize(size)]),
    ...(mounted ? [mounted] : []),
    ...(volumes ? [text().rules.volumes(volumes)] : []),
  ];
  return facts.length ? text().rules.withFacts(name, facts.join(', ')) : name;
}

/** The list of rate windows is documented to be replaced, and holds no data. */
const isRisky = ({ field }: Change): boolean => field.of !== 'RateWindow';

function elementsAdded(draft: Draft): Violation[] {
  return changesOfKind(draft, 'add')
    .filter(isRisky)
    .map(({ path, keys, field }) => {
      const element = valueAt(currentTask(draft), keys);
      const name = nameOf(isObject(element) ? element : undefined, keys);
      return { path, message: text().rules.added(name, field.name) };
    });
}

function elementsRemoved(draft: Draft): Violation[] {
  return changesOfKind(draft, 'remove')
    .filter(isRisky)
    .map(({ path, keys, field }) => {
      const element = valueAt(draft.base, keys);
      const object = isObject(element) ? element : {};
      return { path, message: text().rules.removed(contentsOf(object, nameOf(object, keys)), field.name) };
    });
}

/** Returns a violation for an addition to a list that GET doesn't return as objects: an update replaces it entirely. */
function listReplaced(draft: Draft): Violation[] {
  return (['networks', 'btrfs_list'] as const).flatMap((list) => {
    const server = isObject(draft.base.target_server) ? draft.base.target_server : {};
    const present = server[list];
    const isKnown =
      Array.isArray(present) && present.every(isObject) && (list !== 'btrfs_list' || present.length === 0);
    const [added] = changesOfKind(draft, 'add').filter(({ keys }) => keys[1] === list);
    if (isKnown || !added) return [];
    const names = Array.isArray(present) ? present.filter((entry) => typeof entry === 'string') : [];
    return [{ path: added.path, message: text().rules.listReplaced(list, names.join(', ')) }];
  });
}

/** Rules about added, removed and cleared elements. */
export const ELEMENT_RULES: readonly Rule[] = [
  {
    name: 'disk_count',
    severity: 'error',
    source: { basis: 'documented', note: 'rule-disk-count' },
    fields: [],
    check: tooManyDisks,
  },
  {
    name: 'no_disk_left',
    severity: 'error',
    source: { basis: 'inferred', note: 'rule-disks-per-source' },
    fields: [],
    check: noDiskLeft,
  },
  {
    name: 'new_disk_incomplete',
    severity: 'error',
    source: { basis: 'inferred', note: 'identity-of-elements' },
    fields: ['TargetDisk.name', 'TargetDisk.size'],
    check: incompleteDisks,
  },
  {
    name: 'new_element_unnamed',
    severity: 'error',
    source: { basis: 'inferred', note: 'identity-of-elements' },
    fields: Object.entries(NAME_OF).map(([object, name]) => `${object}.${name}` as FieldKey),
    check: namelessAdditions,
  },
  faultRule(
    {
      name: 'zero_size',
      severity: 'error',
      source: { basis: 'inferred', note: 'sizes' },
      fields: ['TargetDisk.size', 'TargetPhysicalVolumes.size', 'VolumeGroups.size', 'LogicalVolumes.size'],
    },
    {
      objects: ['TargetDisk', 'TargetPhysicalVolumes', 'VolumeGroups', 'LogicalVolumes'],
      field: 'size',
      measure: ({ element }) => sizeOf(element) === 0n,
      message: ({ part }) => text().rules.zeroSize(part.name),
    },
  ),
  {
    name: 'cleared_field',
    severity: 'warning',
    source: { basis: 'inferred', note: 'absent-keys-stay' },
    fields: KEEPS_VALUE,
    check: clearedFields,
  },
  {
    name: 'system_disk_first',
    severity: 'warning',
    source: { basis: 'documented', reference: 'SMS.6532', note: 'rule-system-disk-first' },
    fields: ['TargetDisk.os_disk', 'TargetDisk.device_use'],
    check: systemDiskFirst,
  },
  {
    name: 'element_added',
    severity: 'warning',
    source: { basis: 'inferred', note: 'arrays-are-replaced' },
    fields: [],
    yieldsTo: ['disk_count', 'list_replaced', 'new_disk_incomplete', 'new_element_unnamed'],
    check: elementsAdded,
  },
  {
    name: 'element_removed',
    severity: 'warning',
    source: { basis: 'inferred', note: 'arrays-are-replaced' },
    fields: [],
    yieldsTo: ['no_disk_left', 'group_loses_part'],
    check: elementsRemoved,
  },
  {
    name: 'list_replaced',
    severity: 'warning',
    source: { basis: 'inferred', note: 'keys-of-the-target-server' },
    fields: [],
    check: listReplaced,
  },
];
