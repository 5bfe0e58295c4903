/** Rules about resizing volumes. Source: API facts §6, observed. */
import { text } from '../../text/text.ts';
import { currentTask, type Draft } from '../draft.ts';
import { resizedVolumes, sizeOf, type TouchedVolume, usedOf } from '../touched.ts';
import { formatAtLeast, formatSize, GIB } from '../units.ts';
import type { Found, Rule } from './rule.ts';
import { osOf } from './sizes.ts';

interface Resized extends TouchedVolume {
  readonly from: bigint;
  readonly to: bigint;
}

function resized(draft: Draft): Resized[] {
  return resizedVolumes(draft).flatMap((volume): Resized[] => {
    const [from, to] = [sizeOf(volume.before), sizeOf(volume.now)];
    return from === undefined || to === undefined ? [] : [{ ...volume, from, to }];
  });
}

const isBlock = (draft: Draft): boolean => currentTask(draft).type === 'MIGRATE_BLOCK';
const isBtrfs = ({ now }: TouchedVolume): boolean =>
  String(now.file_system).toLowerCase() === 'btrfs' || now.device_use === 'BTRFS';

/** What the volume really holds: the source server knows it better than the task. */
function usedIn({ now, source }: TouchedVolume): bigint | undefined {
  const known = [usedOf(now), usedOf(source)].filter((used): used is bigint => used !== undefined);
  return known.length ? known.reduce((most, used) => (used > most ? used : most)) : undefined;
}

function shrinkBelowUsed(draft: Draft): Found[] {
  return resized(draft).flatMap((volume): Found[] => {
    const used = usedIn(volume);
    if (used === undefined || volume.to >= volume.from || volume.to >= used + GIB) return [];
    const least = formatAtLeast(used + GIB);
    const message = text().rules.shrinkBelowUsed(volume.name, formatSize(volume.to), formatSize(used), least);
    return [{ path: `${volume.path}.size`, message }];
  });
}

function shrinkByBlock(draft: Draft): Found[] {
  if (!isBlock(draft) && osOf(draft) !== 'WINDOWS') return [];
  return resized(draft)
    .filter(({ from, to }) => to < from)
    .map(({ path, name }) => ({ path: `${path}.size`, message: text().rules.onlyGrow(name) }));
}

function windowsSystemVolume(draft: Draft): Found[] {
  if (osOf(draft) !== 'WINDOWS') return [];
  return resized(draft)
    .filter(({ now }) => now.device_use === 'OS' || now.device_use === 'BOOT')
    .map(({ path, name }) => ({ path: `${path}.size`, message: text().rules.windowsSystemVolume(name) }));
}

function btrfsResized(draft: Draft): Found[] {
  return resized(draft)
    .filter(isBtrfs)
    .map(({ path, name }) => ({ path: `${path}.size`, message: text().rules.btrfsResized(name) }));
}

const VOLUME_SIZES = ['TargetPhysicalVolumes.size', 'LogicalVolumes.size'] as const;
const observed = (name: Rule['name'], find: Rule['find'], about: Rule['about'] = VOLUME_SIZES): Rule => ({
  name,
  severity: 'warning',
  source: { basis: 'observed' },
  about,
  find,
});

export const VOLUME_RULES: readonly Rule[] = [
  observed('shrink_below_used', shrinkBelowUsed),
  observed('only_grow', shrinkByBlock),
  observed('windows_system_volume', windowsSystemVolume, ['TargetPhysicalVolumes.size']),
  observed('btrfs_resized', btrfsResized, ['TargetPhysicalVolumes.size', 'BtrfsFileSystem.size']),
];
