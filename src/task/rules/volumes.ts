/** Rules about partitions and logical volumes. Source: docs/api-notes.md#volume-sizes. */
import { isObject, type JsonObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { isRemoved } from '../edits/draft.ts';
import type { FieldKey, ObjectName } from '../fields/catalogue.ts';
import { formatCount, formatSizeRoundedUp, formatSizesApart, GIB, MIB } from '../fields/size-units.ts';
import { isBlockLevel, isPhysicalVolume, isSystemVolume, osOf, sizeOf, usedOf } from './edited-storage.ts';
import { type Face, type Fault, faultRule, type Measure } from './fault.ts';
import type { Rule } from './rule.ts';
import { elementsIn } from './touched.ts';

const PARTITION: readonly ObjectName[] = ['TargetPhysicalVolumes'];
const VOLUMES: readonly ObjectName[] = ['TargetPhysicalVolumes', 'LogicalVolumes'];
const VOLUME_SIZES: readonly FieldKey[] = ['TargetPhysicalVolumes.size', 'LogicalVolumes.size'];

/** Returns a fault of a changed size: none for volumes that are new or of unknown size. */
const resizeFault = (
  objects: readonly ObjectName[],
  measure: (size: bigint, was: bigint, face: Face) => Measure,
  message: (name: string, size: bigint, face: Face) => string,
): Fault => ({
  objects,
  field: 'size',
  measure(face) {
    const [size, was] = [sizeOf(face.element), sizeOf(face.part.before)];
    return size === undefined || was === undefined || size === was ? undefined : measure(size, was, face);
  },
  message: (face) => message(face.part.name, sizeOf(face.element) ?? 0n, face),
});

/** Returns a fault of a changed size whose amount depends on used space. */
const driftingFault = (...parts: Parameters<typeof resizeFault>): Fault => ({
  ...resizeFault(...parts),
  drifts: true,
});

/** Returns the bytes of data in a volume: the larger of what the task and the source server messages. */
function usedIn({ element, part }: Face): bigint | undefined {
  const [own, source] = [usedOf(element), usedOf(part.source)];
  return own === undefined || (source !== undefined && source > own) ? source : own;
}

const isLvmResize = ({ element, task, part }: Face): boolean =>
  osOf(task) === 'LINUX' &&
  isBlockLevel(task) &&
  (part.object === 'LogicalVolumes' || isPhysicalVolume(element, task));

const isBtrfs = ({ file_system, device_use }: JsonObject): boolean =>
  String(file_system).toLowerCase() === 'btrfs' || device_use === 'BTRFS';

/** True for a disk or partition that belongs to LVM: it is a physical volume, or one of its partitions is. */
const isOfLvm = (element: JsonObject, task: JsonObject): boolean =>
  isPhysicalVolume(element, task) ||
  elementsIn(element, 'physical_volumes').some(
    (volume) => isObject(volume) && !isRemoved(volume) && isPhysicalVolume(volume, task),
  );

/** The minimum size of a disk and of a partition of LVM. */
const LVM_MINIMUM = { TargetDisk: 10n * GIB, TargetPhysicalVolumes: GIB } as const;

const lvmMinimum = (object: keyof typeof LVM_MINIMUM): Fault => ({
  objects: [object],
  field: 'size',
  judgesTyped: true,
  measure({ element, task }) {
    const size = sizeOf(element);
    // The size first: it is at hand, while a disk of LVM may only be known by all its partitions.
    const lack = size === undefined ? 0n : LVM_MINIMUM[object] - size;
    return lack > 0n && isOfLvm(element, task) && lack;
  },
  message({ element, part }) {
    const sizes = formatSizesApart(sizeOf(element) ?? 0n, LVM_MINIMUM[object]);
    return text().rules.lvmMinimum(part.name, ...sizes);
  },
});

/** Rules about partitions and logical volumes. */
export const VOLUME_RULES: readonly Rule[] = [
  faultRule(
    {
      name: 'shrink_below_used',
      severity: 'warning',
      source: { basis: 'documented', reference: 'SMS.6538', note: 'rule-above-used' },
      fields: VOLUME_SIZES,
      yieldsTo: ['zero_size'],
    },
    driftingFault(
      VOLUMES,
      (size, was, face) => {
        const used = usedIn(face);
        // A physical volume's used size is its whole size, not its data.
        if (used === undefined || size > was || isPhysicalVolume(face.element, face.task)) return undefined;
        return used + GIB - size;
      },
      (name, size, face) => {
        const used = usedIn(face) ?? 0n;
        const least = formatSizeRoundedUp(used + GIB);
        return text().rules.shrinkBelowUsed(name, ...formatSizesApart(size, used), least);
      },
    ),
  ),
  faultRule(
    {
      name: 'only_grow',
      severity: 'warning',
      source: { basis: 'documented', reference: 'SMS.6540', note: 'rule-grow-only' },
      fields: VOLUME_SIZES,
      yieldsTo: ['zero_size', 'windows_system_volume', 'block_lvm_resized'],
    },
    resizeFault(
      VOLUMES,
      (size, was, { task }) => (osOf(task) === 'WINDOWS' || isBlockLevel(task)) && size < was,
      (name, _, { task }) =>
        osOf(task) === 'WINDOWS' ? text().rules.onlyGrow(name) : text().rules.onlyGrowByBlock(name),
    ),
  ),
  faultRule(
    {
      name: 'windows_system_volume',
      severity: 'warning',
      source: { basis: 'documented', note: 'rule-windows-fixed-volumes' },
      fields: ['TargetPhysicalVolumes.size'],
    },
    resizeFault(
      PARTITION,
      (_size, _was, { element, task }) => osOf(task) === 'WINDOWS' && isSystemVolume(element),
      (name) => text().rules.windowsSystemVolume(name),
    ),
  ),
  faultRule(
    {
      name: 'btrfs_resized',
      severity: 'warning',
      source: { basis: 'documented', note: 'rule-btrfs-fixed' },
      fields: ['TargetPhysicalVolumes.size', 'BtrfsFileSystem.size'],
    },
    resizeFault(
      [...VOLUMES, 'BtrfsFileSystem'],
      (_size, _was, { element, part }) => part.object === 'BtrfsFileSystem' || isBtrfs(element),
      (name) => text().rules.btrfsResized(name),
    ),
  ),
  faultRule(
    {
      name: 'block_lvm_resized',
      severity: 'warning',
      source: { basis: 'documented', reference: 'FAQ 14.12, 14.13', note: 'rule-linux-block-lvm' },
      fields: [...VOLUME_SIZES, 'TargetDisk.size'],
    },
    resizeFault(
      [...VOLUMES, 'TargetDisk'],
      (_size, _was, face) => isLvmResize(face),
      (name, _, { part }) =>
        part.object === 'LogicalVolumes'
          ? text().rules.blockLogicalVolume(name)
          : text().rules.blockPhysicalVolume(name),
    ),
  ),
  faultRule(
    {
      name: 'partition_whole_mib',
      severity: 'warning',
      source: { basis: 'documented', reference: 'SMS.6612', note: 'partition-sizes' },
      fields: ['TargetPhysicalVolumes.size'],
    },
    {
      objects: PARTITION,
      field: 'size',
      judgesTyped: true,
      measure: ({ element }) => (sizeOf(element) ?? 0n) % MIB !== 0n,
      message({ element, part }) {
        const size = sizeOf(element) ?? 0n;
        return text().rules.wholeMib(part.name, formatCount(size), String(size / MIB + 1n));
      },
    },
  ),
  faultRule(
    {
      name: 'lvm_minimum',
      severity: 'warning',
      source: { basis: 'documented', note: 'rule-lvm-size' },
      fields: ['TargetPhysicalVolumes.size', 'TargetDisk.size'],
      yieldsTo: ['zero_size'],
    },
    lvmMinimum('TargetPhysicalVolumes'),
    lvmMinimum('TargetDisk'),
  ),
];
