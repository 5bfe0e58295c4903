/** Facts about disks, volumes and groups, for the rules and the screen. */
import { asInteger, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { changedPaths, type Draft, isRemoved } from '../edits/draft.ts';
import { totalSize } from '../edits/list-totals.ts';
import { incrementalSum } from '../edits/structural-sharing.ts';
import { MIB } from '../fields/size-units.ts';
import { memoizeWeak } from '../memoize-weak.ts';
import { elementsIn, touchedOf } from './touched.ts';

/** Returns the size of an element in bytes; undefined if it isn't known. */
export const sizeOf = (element: JsonObject | undefined): bigint | undefined => asInteger(element?.size);
/** Returns the used size of an element in bytes; undefined if it isn't known. */
export const usedOf = (element: JsonObject | undefined): bigint | undefined => asInteger(element?.used_size);

/** Returns the name of the operating system that a task is for: WINDOWS, LINUX, or empty. */
export function osOf(task: JsonObject): string {
  const { os_type, target_server } = task;
  const target = isObject(target_server) ? target_server.os_type : undefined;
  return [os_type, target].includes('WINDOWS') ? 'WINDOWS' : String(os_type ?? target ?? '');
}

/** Returns true for a task of block-level migration. */
export const isBlockLevel = ({ type }: JsonObject): boolean => type === 'MIGRATE_BLOCK';

/** A GPT disk keeps so much for itself. Source: docs/api-notes.md#rule-gpt-reserve. */
export const RESERVED_ON_GPT = 33n * MIB;

/** Returns the least size of a disk that its partitions fit on, in bytes: it is larger than they are together. */
export function leastDiskSize({ physical_volumes, partition_style }: JsonObject): bigint {
  const partitions = totalSize(physical_volumes);
  if (partitions === 0n) return 0n;
  return partitions + (partition_style === 'GPT' ? RESERVED_ON_GPT : 1n);
}

/** Returns the volumes of a disk or a group. */
export const innerVolumes = (element: JsonObject): Json | undefined =>
  element.physical_volumes ?? element.logical_volumes;

const SYSTEM_USES: ReadonlySet<Json | undefined> = new Set(['OS', 'BOOT']);

/** Returns true for a volume that the system boots from. */
export const isSystemVolume = ({ device_use }: JsonObject): boolean => SYSTEM_USES.has(device_use);

const systemVolumesIn = incrementalSum((element) =>
  isObject(element) && !isRemoved(element) && isSystemVolume(element) ? 1n : 0n,
);

/** Returns true for the disk that the system boots from. Source: docs/api-notes.md#system-disk. */
export function isSystemDisk(disk: JsonObject): boolean {
  const { os_disk, physical_volumes } = disk;
  if (os_disk === true || isSystemVolume(disk)) return true;
  return Array.isArray(physical_volumes) && systemVolumesIn(physical_volumes) > 0n;
}

/** Returns the names of the disks and partitions that a volume group consists of. */
export const componentsOf = (group: JsonObject | undefined): string[] =>
  String(group?.components ?? '')
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean);

const allComponents = memoizeWeak(
  (groups: readonly Json[]): ReadonlySet<string> =>
    new Set(groups.flatMap((group) => (isObject(group) && !isRemoved(group) ? componentsOf(group) : []))),
);

const groupsIn = (task: JsonObject): readonly Json[] => elementsIn(task.target_server, 'volume_groups');

/** Returns true for a task with volume groups. */
export const usesLvm = (task: JsonObject): boolean => groupsIn(task).some((group) => !isRemoved(group));

/** Returns true for a disk or partition that is a physical volume of LVM. */
export function isPhysicalVolume(element: JsonObject, task: JsonObject): boolean {
  const { name, device_use, file_system } = element;
  if (device_use === 'VOLUME_GROUP' || String(file_system).toLowerCase() === 'lvm2_member') return true;
  return typeof name === 'string' && allComponents(groupsIn(task)).has(name);
}

/** A partition or logical volume that the draft resizes. */
export interface EditedVolume extends EditedElement {
  readonly kind: 'partition' | 'logical';
  /** The disk or group that contains it. */
  readonly outer: EditedElement;
}

/** An element that the draft changes and doesn't remove. */
export interface EditedElement {
  readonly path: string;
  readonly name: string;
  readonly now: JsonObject;
  /** Undefined for an added element. */
  readonly before: JsonObject | undefined;
}

/** Returns the partitions and logical volumes whose size the draft sets. */
export function resizedVolumes(draft: Draft): EditedVolume[] {
  const volumes = touchedOf(draft, 'TargetPhysicalVolumes', 'LogicalVolumes');
  return volumes.flatMap((volume): EditedVolume[] => {
    const { object, path, name, before, now, outer } = volume;
    if (!now || !outer?.now || !changedPaths(draft).has(`${path}.size`)) return [];
    const kind = object === 'LogicalVolumes' ? 'logical' : 'partition';
    return [{ path, name, before, now, kind, outer: { ...outer, now: outer.now } }];
  });
}
