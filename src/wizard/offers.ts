/** Sizes that think along: what would sensibly be resized together with what was. Taking an offer is an ordinary edit. */
import { asInteger, fromInteger, isObject, type Json } from '../json/json.ts';
import { changedPaths, currentTask, type Draft, isRemoved, outline } from '../task/draft.ts';
import { canonicalPath } from '../task/place.ts';
import { resizedVolumes, sizeOf, sumOfSizes, type TouchedVolume } from '../task/touched.ts';

export interface Offer {
  /** The size that would change. */
  readonly path: string;
  readonly name: string;
  readonly value: Json;
}

const growthOf = ({ now, before }: TouchedVolume): bigint =>
  (sizeOf(now) ?? 0n) - (sizeOf(before) ?? sizeOf(now) ?? 0n);

/** A volume has outgrown its disk: the disk grows by as much. */
function growDisk(volume: TouchedVolume): Offer[] {
  const size = sizeOf(volume.outer.now);
  const volumes = sumOfSizes(volume.outer.now.physical_volumes);
  const growth = growthOf(volume);
  if (volume.kind !== 'partition' || size === undefined || growth <= 0n || volumes <= size) return [];
  const enough = size + growth >= volumes ? size + growth : volumes;
  return [{ path: `${volume.outer.path}.size`, name: volume.outer.name, value: fromInteger(enough) }];
}

/** A physical volume of a volume group grew: the group grows by as much, unless its size was set already. */
function growGroup(draft: Draft, volume: TouchedVolume): Offer[] {
  const growth = growthOf(volume);
  if (volume.kind !== 'partition' || growth <= 0n) return [];
  const server = currentTask(draft).target_server;
  const groups = isObject(server) && Array.isArray(server.volume_groups) ? server.volume_groups : [];
  return groups.flatMap((group: Json, position): Offer[] => {
    if (!isObject(group) || isRemoved(group)) return [];
    const size = asInteger(group.size);
    const components = String(group.components ?? '');
    // There may be many groups: what cannot be is told at a glance.
    if (size === undefined || !components.includes(volume.name)) return [];
    const path = canonicalPath(outline(draft), ['target_server', 'volume_groups', position, 'size']);
    if (!components.split(';').includes(volume.name) || changedPaths(draft).has(path)) return [];
    return [{ path, name: String(group.name), value: fromInteger(size + growth) }];
  });
}

const known = new WeakMap<Draft, readonly Offer[]>();

/** What to offer for a draft, the most pressing first. Worked out once a draft, as each frame asks for it. */
export function offersFor(draft: Draft): readonly Offer[] {
  let offers = known.get(draft);
  if (!offers) {
    const volumes = resizedVolumes(draft);
    offers = [...volumes.flatMap(growDisk), ...volumes.flatMap((volume) => growGroup(draft, volume))];
    known.set(draft, offers);
  }
  return offers;
}
