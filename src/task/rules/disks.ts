/** Rules about the sizes of single disks. Source: docs/api-notes.md#disk-sizes. */
import type { JsonObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { totalSize } from '../edits/list-totals.ts';
import type { ObjectName } from '../fields/catalogue.ts';
import { formatSize, formatSizeRoundedUp, formatSizesApart, GIB, TIB } from '../fields/size-units.ts';
import { isSystemDisk, osOf, RESERVED_ON_GPT, sizeOf, usesLvm } from './edited-storage.ts';
import { type Face, type Fault, faultRule, type Measure } from './fault.ts';
import type { Rule } from './rule.ts';

const DISK: readonly ObjectName[] = ['TargetDisk'];
const DISK_SIZE = ['TargetDisk.size'] as const;
const SIZE_AND_USE = ['TargetDisk.size', 'TargetDisk.os_disk', 'TargetDisk.device_use'] as const;
const DISK_AND_VOLUMES = ['TargetDisk.size', 'TargetPhysicalVolumes.size'] as const;

/** Returns a fault in the size of a disk; a disk of unknown size has none. */
const sizeFault = (
  measure: (size: bigint, face: Face) => Measure,
  message: (name: string, size: bigint, face: Face) => string,
): Fault => ({
  objects: DISK,
  field: 'size',
  measure(face) {
    const size = sizeOf(face.element);
    return size === undefined ? undefined : measure(size, face);
  },
  message: (face) => message(face.part.name, sizeOf(face.element) ?? 0n, face),
});

/** Returns a fault between a size and a limit that the draft can't change, so that any new size is judged. */
const limitFault = (...[measure, message]: Parameters<typeof sizeFault>): Fault => ({
  ...sizeFault(measure, message),
  judgesTyped: true,
});

/** Returns a fault between the sizes of a disk and its source disk. */
const sourceFault = (
  measure: (size: bigint, sourceSize: bigint, face: Face) => Measure,
  message: (name: string, size: string, sourceSize: string) => string,
): Fault =>
  limitFault(
    (size, face) => {
      const sourceSize = sizeOf(face.part.source);
      return sourceSize === undefined ? undefined : measure(size, sourceSize, face);
    },
    (name, size, { part }) => message(name, ...formatSizesApart(size, sizeOf(part.source) ?? 0n)),
  );

const partitionsOf = ({ physical_volumes }: JsonObject): bigint => totalSize(physical_volumes);
const hasPartitions = (disk: JsonObject): boolean => partitionsOf(disk) > 0n;
const isGpt = (disk: JsonObject | undefined): boolean => disk?.partition_style === 'GPT';

interface Range {
  readonly least: bigint;
  readonly most: bigint;
}
const SYSTEM: Range = { least: 40n * GIB, most: 1024n * GIB };
const DATA: Range = { least: 10n * GIB, most: 32_768n * GIB };
const rangeOf = (disk: JsonObject): Range => (isSystemDisk(disk) ? SYSTEM : DATA);

/** Returns the number of bytes by which a size is outside a range. */
const outside = (size: bigint, { least, most }: Range): bigint => (size < least ? least - size : size - most);

const rangeMessage =
  (os: string) =>
  (name: string, size: bigint, { element }: Face): string => {
    const { least, most } = rangeOf(element);
    const { system, data } = text().screen.disk;
    const kind = isSystemDisk(element) ? system : data;
    return text().rules.diskRange(name, os, kind, ...formatSizesApart(least, most, size));
  };

const MBR_LIMIT = 2n * TIB;
const LINUX_LIMIT = 16n * TIB;

/** Rules about the sizes of disks. */
export const DISK_RULES: readonly Rule[] = [
  faultRule(
    {
      name: 'disk_holds_volumes',
      severity: 'error',
      source: { basis: 'documented', reference: 'SMS.6539', note: 'rule-disk-holds-partitions' },
      fields: DISK_AND_VOLUMES,
      yieldsTo: ['zero_size'],
    },
    sizeFault(
      (size, { element }) => partitionsOf(element) - size,
      (name, size, { element }) => {
        const volumes = partitionsOf(element);
        const missing = formatSizeRoundedUp(volumes - size);
        return text().rules.diskTooSmall(name, ...formatSizesApart(size, volumes), missing);
      },
    ),
  ),
  faultRule(
    {
      name: 'disk_exceeds_volumes',
      severity: 'warning',
      source: { basis: 'documented', reference: 'SMS.6614', note: 'rule-disk-exceeds-partitions' },
      fields: DISK_AND_VOLUMES,
      yieldsTo: ['zero_size', 'disk_holds_volumes', 'gpt_reserve'],
    },
    sizeFault(
      (size, { element }) => hasPartitions(element) && partitionsOf(element) >= size,
      (name, size) => text().rules.diskFilled(name, formatSize(size)),
    ),
  ),
  faultRule(
    {
      name: 'gpt_reserve',
      severity: 'warning',
      source: { basis: 'documented', reference: 'SMS.6613', note: 'rule-gpt-reserve' },
      fields: [...DISK_AND_VOLUMES, 'TargetDisk.partition_style'],
      yieldsTo: ['zero_size', 'disk_holds_volumes'],
    },
    sizeFault(
      (size, { element }) => {
        const partitions = partitionsOf(element);
        // Partitions larger than the disk are another fault.
        return isGpt(element) && partitions > 0n && partitions <= size && partitions + RESERVED_ON_GPT - size;
      },
      (name, size, { element }) => {
        const free = size - partitionsOf(element);
        return text().rules.gptReserve(name, ...formatSizesApart(free, RESERVED_ON_GPT));
      },
    ),
  ),
  faultRule(
    {
      name: 'mbr_limit',
      severity: 'error',
      source: { basis: 'documented', note: 'rule-mbr-limit' },
      fields: ['TargetDisk.size', 'TargetDisk.partition_style'],
    },
    limitFault(
      (size, { element }) => element.partition_style === 'MBR' && size - MBR_LIMIT,
      (name, size) => text().rules.mbrLimit(name, ...formatSizesApart(size, MBR_LIMIT)),
    ),
  ),
  faultRule(
    {
      name: 'gpt_headroom',
      severity: 'warning',
      source: { basis: 'documented', note: 'rule-gpt-headroom' },
      fields: DISK_SIZE,
      yieldsTo: ['zero_size'],
    },
    sourceFault(
      (size, sourceSize, { part }) => isGpt(part.source) && sourceSize + GIB - size,
      (name, size, source) => text().rules.gptHeadroom(name, size, source),
    ),
  ),
  faultRule(
    {
      name: 'windows_disk_range',
      severity: 'error',
      source: { basis: 'documented', note: 'rule-windows-disk-size' },
      fields: SIZE_AND_USE,
      yieldsTo: ['zero_size'],
    },
    limitFault((size, { element, task }) => {
      const { least, most } = rangeOf(element);
      const volumes = partitionsOf(element);
      return osOf(task) === 'WINDOWS' && outside(size, { least, most: volumes > most ? volumes : most });
    }, rangeMessage('Windows')),
  ),
  faultRule(
    {
      name: 'linux_disk_range',
      severity: 'warning',
      source: { basis: 'documented', reference: 'SMS.6537', note: 'rule-linux-disk-size' },
      fields: SIZE_AND_USE,
      yieldsTo: ['zero_size', 'linux_disk_limit'],
    },
    limitFault(
      (size, { element, task }) =>
        osOf(task) === 'LINUX' && !usesLvm(task) && outside(size, rangeOf(element)),
      rangeMessage('Linux'),
    ),
  ),
  faultRule(
    {
      name: 'linux_disk_limit',
      severity: 'error',
      source: { basis: 'documented', note: 'rule-linux-disk-limit' },
      fields: DISK_SIZE,
    },
    limitFault(
      (size, { task }) => osOf(task) === 'LINUX' && size - LINUX_LIMIT,
      (name, size) => text().rules.linuxLimit(name, ...formatSizesApart(size, LINUX_LIMIT)),
    ),
  ),
  faultRule(
    {
      name: 'smaller_than_source',
      severity: 'warning',
      source: { basis: 'documented', note: 'rule-not-below-source' },
      fields: DISK_SIZE,
      yieldsTo: ['zero_size'],
    },
    sourceFault(
      (size, sourceSize) => sourceSize - size,
      (name, size, source) => text().rules.smallerThanSource(name, size, source),
    ),
  ),
];
