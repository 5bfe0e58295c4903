/**
 * The documented limits of disks and volumes. Only sizes that an update changes are judged, as SMS itself returns odd
 * ones. Source: docs/api-notes.md#partition-sizes, docs/api-notes.md#6-rules-about-disks.
 */

import { elementLike } from '../request-schema.ts';
import type { Refusal } from '../responses.ts';
import { type Doc, docsIn, integerIn, isDoc } from './documents.ts';

const MIB = 1n << 20n;
const GIB = 1n << 30n;
/** Reserved on a GPT disk (SMS.6613). */
const GPT_RESERVE = 33n * MIB;
const MIN_DISK = 10n * GIB;
const MIN_SYSTEM_DISK = 40n * GIB;
const MAX_SYSTEM_DISK = 1024n * GIB;
const MAX_DISK = { WINDOWS: 32_768n * GIB, LINUX: 16_384n * GIB } as const;
const MAX_MBR_DISK = 2048n * GIB;
const MAX_DISKS = 23;

/** An element of the update, and the one that SMS had returned for it. */
interface Sized {
  readonly element: Doc;
  readonly before: Doc | undefined;
  readonly at: string;
}

interface System {
  readonly isWindows: boolean;
  /** True if the target has LVM: the limits of a system disk are those of Linux without it. */
  readonly hasGroups: boolean;
}

const sizeOf = (element: Doc | undefined, key = 'size'): bigint | undefined => integerIn(element?.[key]);
const isResized = ({ element, before }: Sized): boolean => sizeOf(element) !== sizeOf(before);
const sum = (elements: readonly Doc[]): bigint =>
  elements.reduce((total, element) => total + (sizeOf(element) ?? 0n), 0n);

const sizedIn = (list: unknown, before: unknown, at: string): Sized[] =>
  docsIn(list).map((element, index) => ({
    element,
    before: elementLike(element, before),
    at: `${at}[${index}]`,
  }));

/** Source: docs/api-notes.md#system-disk. */
const isSystem = ({ os_disk, device_use, physical_volumes }: Doc): boolean =>
  os_disk === true ||
  [device_use, ...docsIn(physical_volumes).map((volume) => volume.device_use)].some(
    (use) => use === 'OS' || use === 'BOOT',
  );

/** Returns the fault of the disks and volumes of an update; undefined if there is none. */
export function refusalOfStorage(body: Doc, task: Doc): Refusal | undefined {
  const [server, known] = [body.target_server, task.target_server].map((one) => (isDoc(one) ? one : {}));
  const system: System = {
    isWindows: task.os_type === 'WINDOWS',
    hasGroups: docsIn(known?.volume_groups).length > 0,
  };
  const disks = sizedIn(server?.disks, known?.disks, 'target_server.disks');
  if (disks.length > Math.max(MAX_DISKS, docsIn(known?.disks).length))
    return { code: 'SMS.9001', detail: `target_server.disks: more than ${MAX_DISKS}` };
  const order = faultOfOrder(disks, docsIn(known?.disks));
  if (order) return order;
  const groups = sizedIn(server?.volume_groups, known?.volume_groups, 'target_server.volume_groups');
  return first(disks, (disk) => faultOfDisk(disk, system)) ?? first(groups, faultOfGroup);
}

/** Source: docs/api-notes.md#rule-system-disk-first. An order that SMS itself returned is accepted. */
function faultOfOrder(disks: readonly Sized[], known: readonly Doc[]): Refusal | undefined {
  const at = disks.findIndex(({ element }) => isSystem(element));
  if (at <= 0 || at === known.findIndex(isSystem)) return undefined;
  return { code: 'SMS.6532', detail: `target_server.disks[${at}]: the system disk` };
}

function first(elements: readonly Sized[], fault: (element: Sized) => Refusal | undefined) {
  for (const element of elements) {
    const found = fault(element);
    if (found) return found;
  }
  return undefined;
}

function faultOfDisk(disk: Sized, system: System): Refusal | undefined {
  const { element, before, at } = disk;
  const volumes = sizedIn(element.physical_volumes, before?.physical_volumes, `${at}.physical_volumes`);
  const size = sizeOf(element);
  if (size !== undefined && (isResized(disk) || volumes.some(isResized))) {
    const needed = sum(volumes.map((volume) => volume.element));
    if (needed > size) return refusal('SMS.6539', at, size);
    if (needed > 0n && element.partition_style === 'GPT' && size - needed < GPT_RESERVE)
      return refusal('SMS.6613', at, size);
    const code = isResized(disk) ? codeOfSize(element, size, system) : undefined;
    if (code) return refusal(code, at, size);
  }
  return first(volumes, (volume) => faultOfVolume(volume, system.isWindows));
}

/** Returns the code for a disk outside its limits. Only that of a system disk above 1 TB is documented. */
function codeOfSize(disk: Doc, size: bigint, { isWindows, hasGroups }: System): string | undefined {
  const isLimited = isSystem(disk) && (isWindows || !hasGroups);
  if (isLimited && size > MAX_SYSTEM_DISK) return 'SMS.6537';
  const isTooSmall = size < (isLimited ? MIN_SYSTEM_DISK : MIN_DISK);
  const isTooLarge =
    size > MAX_DISK[isWindows ? 'WINDOWS' : 'LINUX'] ||
    (disk.partition_style === 'MBR' && size > MAX_MBR_DISK);
  return isTooSmall || isTooLarge ? 'SMS.9001' : undefined;
}

function faultOfVolume(volume: Sized, isWindows: boolean): Refusal | undefined {
  const { element, before, at } = volume;
  const size = sizeOf(element);
  if (size === undefined || !isResized(volume)) return undefined;
  if (size % MIB !== 0n) return refusal('SMS.6612', at, size);
  if (isWindows && size < (sizeOf(before) ?? 0n)) return refusal('SMS.6540', at, size);
  return faultOfUse(volume, size);
}

/** Source: docs/api-notes.md#rule-above-used. */
function faultOfUse({ element, before, at }: Sized, size: bigint): Refusal | undefined {
  const used = sizeOf(element, 'used_size') ?? sizeOf(before, 'used_size') ?? 0n;
  const shrinks = size < (sizeOf(before) ?? 0n);
  return size < used || (shrinks && size < used + GIB) ? refusal('SMS.6538', at, size) : undefined;
}

function faultOfGroup(group: Sized): Refusal | undefined {
  const { element, before, at } = group;
  const volumes = sizedIn(element.logical_volumes, before?.logical_volumes, `${at}.logical_volumes`);
  const size = sizeOf(element);
  if (
    size !== undefined &&
    (isResized(group) || volumes.some(isResized)) &&
    size < sum(docsIn(element.logical_volumes))
  )
    return refusal('SMS.6541', at, size);
  return first(volumes, (volume) => {
    const wanted = sizeOf(volume.element);
    return wanted !== undefined && isResized(volume) ? faultOfUse(volume, wanted) : undefined;
  });
}

const refusal = (code: string, at: string, size: bigint): Refusal => ({
  code,
  detail: `${at}.size: ${size}`,
});
