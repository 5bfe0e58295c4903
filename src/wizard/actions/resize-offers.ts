/**
 * Offers to resize what goes with a resized volume, group, partition or disk. Too small ones come first, and get the
 * least size that fits; those that may fill a grown container come after. Taking an offer is an ordinary edit.
 */
import { isObject, type Json, type JsonObject, narrowInteger } from '../../json/json.ts';
import {
  baseWithAdditions,
  changedPaths,
  currentTask,
  type Draft,
  isRemoved,
  locateIn,
  setValue,
} from '../../task/edits/draft.ts';
import { totalSize } from '../../task/edits/list-totals.ts';
import { GIB, MIB } from '../../task/fields/size-units.ts';
import { memoizeWeak } from '../../task/memoize-weak.ts';
import { canonicalPath } from '../../task/paths/canonical-path.ts';
import { componentsOf, leastDiskSize, sizeOf } from '../../task/rules/edited-storage.ts';
import { type GroupChange, groupChangesOf } from '../../task/rules/group-changes.ts';
import { elementsIn, type Touched, touchedOf } from '../../task/rules/touched.ts';

export interface ResizeOffer {
  /** The size that would change. */
  readonly path: string;
  readonly name: string;
  /** The new size, in bytes. */
  readonly value: Json;
}

/** A chain is no longer than volume, group, some partitions and their disks. */
const MAX_CHAIN = 8;

/** Returns what to offer for a draft: the next offer, then those that follow once it is taken. */
export const resizeOffers = memoizeWeak((draft: Draft): readonly ResizeOffer[] => {
  const chain: ResizeOffer[] = [];
  for (let next = draft; chain.length < MAX_CHAIN; ) {
    const offer = findShortage(next);
    if (!offer || chain.some(({ path }) => path === offer.path)) break;
    chain.push(offer);
    next = setValue(next, offer.path, offer.value);
  }
  return chain.length ? chain : findSpace(draft);
});

const roundUp = (bytes: bigint, unit: bigint): bigint => ((bytes + unit - 1n) / unit) * unit;
const roundDown = (bytes: bigint, unit: bigint): bigint => (bytes / unit) * unit;

const offer = (path: string, name: string, bytes: bigint): ResizeOffer => ({
  path: `${path}.size`,
  name,
  value: narrowInteger(bytes),
});

/** Returns by how many bytes an element is larger than its contents; negative if it is smaller. */
function slackOf(element: JsonObject | undefined, contents: bigint | undefined): bigint | undefined {
  const size = sizeOf(element);
  return size === undefined || contents === undefined ? undefined : size - contents;
}

/** True if something is missing, and more than was missing before the edits. */
const isShort = (now: bigint | undefined, before: bigint | undefined): now is bigint =>
  now !== undefined && now < 0n && now < (before ?? 0n);

function findShortage(draft: Draft): ResizeOffer | undefined {
  for (const group of groupChangesOf(draft)) {
    const found = growGroup(group) ?? growPart(draft, group);
    if (found) return found;
  }
  for (const { path, name, now, before } of touchedDisks(draft)) {
    const slack = slackOf(now, leastDiskSize(now));
    if (isShort(slack, slackOf(before, before && leastDiskSize(before))))
      return offer(path, name, roundUp(leastDiskSize(now), GIB));
  }
  return undefined;
}

const volumesOf = (group: JsonObject): bigint => totalSize(group.logical_volumes);

/** The logical volumes need more than the group has. */
function growGroup({ path, name, now, before }: GroupChange): ResizeOffer | undefined {
  const slack = slackOf(now, volumesOf(now));
  return isShort(slack, slackOf(before, before && volumesOf(before)))
    ? offer(path, name, volumesOf(now))
    : undefined;
}

/** The group has more than its disks and partitions: the last of them grows. */
function growPart(
  draft: Draft,
  { now, before, partsNow, partsBefore }: GroupChange,
): ResizeOffer | undefined {
  const slack = slackOf(now, partsNow);
  const slackBefore = slackOf(before, partsBefore);
  const excess = slack !== undefined && slack > 0n && slack > (slackBefore ?? 0n) ? slack : 0n;
  const part = excess > 0n ? partNamed(draft, componentsOf(now).at(-1)) : undefined;
  const size = sizeOf(part?.element);
  return part && size !== undefined
    ? offer(part.path, String(part.element.name), roundUp(size + excess, part.isDisk ? GIB : MIB))
    : undefined;
}

interface Part {
  readonly path: string;
  readonly element: JsonObject;
  readonly isDisk: boolean;
}

function partNamed(draft: Draft, name: string | undefined): Part | undefined {
  const isIt = (element: Json): element is JsonObject =>
    isObject(element) && !isRemoved(element) && element.name === name;
  const found = (keys: readonly (string | number)[], element: JsonObject, isDisk: boolean): Part => ({
    path: canonicalPath(baseWithAdditions(draft), keys),
    element,
    isDisk,
  });
  for (const [at, disk] of elementsIn(currentTask(draft).target_server, 'disks').entries()) {
    const keys = ['target_server', 'disks', at];
    if (isIt(disk)) return found(keys, disk, true);
    for (const [inner, partition] of elementsIn(disk, 'physical_volumes').entries())
      if (isIt(partition)) return found([...keys, 'physical_volumes', inner], partition, false);
  }
  return undefined;
}

interface Standing extends Pick<Touched, 'path' | 'name' | 'before'> {
  readonly now: JsonObject;
}

/** The disks that the draft edits, or in which it edits a partition, and doesn't remove. */
function touchedDisks(draft: Draft): Standing[] {
  const disks = new Map<string, Standing>();
  const partitions = touchedOf(draft, 'TargetPhysicalVolumes').map(({ outer }) => outer);
  for (const disk of [...touchedOf(draft, 'TargetDisk'), ...partitions])
    if (disk?.now) disks.set(disk.path, { ...disk, now: disk.now });
  return [...disks.values()];
}

/** Offers to fill a disk, or a group, that grew while nothing in it was resized. */
function findSpace(draft: Draft): ResizeOffer[] {
  const isEdited = (path: string) => changedPaths(draft).has(`${path}.size`);
  for (const disk of touchedDisks(draft)) {
    const space = spaceIn(disk, leastDiskSize(disk.now));
    const found = isEdited(disk.path) && fillLast(disk, 'physical_volumes', roundDown(space, MIB));
    if (found) return [found];
  }
  for (const group of groupChangesOf(draft)) {
    const { path, name, now, partsNow = 0n, partsBefore = 0n } = group;
    const size = sizeOf(now);
    if (!isEdited(path) && partsBefore > 0n && partsNow > partsBefore && size !== undefined)
      return [offer(path, name, size + partsNow - partsBefore)];
    const space = spaceIn(group, volumesOf(now));
    const found = isEdited(path) && fillLast({ path, now }, 'logical_volumes', space);
    if (found) return [found];
  }
  return [];

  function fillLast(
    { path, now }: Pick<Standing, 'path' | 'now'>,
    list: string,
    space: bigint,
  ): ResizeOffer | undefined {
    const elements = elementsIn(now, list).flatMap((element, at) =>
      isObject(element) && !isRemoved(element) ? [{ element, at }] : [],
    );
    const last = elements.at(-1);
    const size = sizeOf(last?.element);
    if (!last || size === undefined || space <= 0n) return undefined;
    const volume = volumePath(path, list, last.at);
    const isResized = elements.some(({ at }) => isEdited(volumePath(path, list, at)));
    return isResized ? undefined : offer(volume, String(last.element.name ?? ''), size + space);
  }

  function volumePath(outer: string, list: string, at: number): string {
    const { keys } = locateIn(draft, outer);
    return canonicalPath(baseWithAdditions(draft), [...keys, list, at]);
  }
}

/** The space that growing made, as far as it is free, in bytes. */
function spaceIn({ now, before }: Pick<GroupChange, 'now' | 'before'>, least: bigint): bigint {
  const [size, sizeBefore] = [sizeOf(now), sizeOf(before)];
  if (size === undefined || sizeBefore === undefined || size <= sizeBefore) return 0n;
  const [grown, free] = [size - sizeBefore, size - least];
  return free < grown ? free : grown;
}
