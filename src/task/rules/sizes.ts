/** Rules about the sizes of disks. Source: API facts §6. */
import { asInteger, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { changedPaths, currentTask, type Draft } from '../draft.ts';
import { sizeOf, sumOfSizes, type Touched, touchedIn, volumesOf } from '../touched.ts';
import { formatAtLeast, formatSize, GIB, TIB } from '../units.ts';
import type { Found, Rule } from './rule.ts';

export const osOf = (draft: Draft): string => String(currentTask(draft).os_type ?? '');

const isSystem = (disk: JsonObject): boolean => disk.os_disk === true || disk.device_use === 'OS';

/** Disks whose size, or one of the fields named, the draft sets. */
function disksWith(draft: Draft, ...fields: string[]): Touched[] {
  return touchedIn(draft, 'disks').filter(({ path }) =>
    fields.some((name) => changedPaths(draft).has(`${path}.${name}`)),
  );
}

function overfull(
  draft: Draft,
  list: 'disks' | 'volume_groups',
  say: 'diskTooSmall' | 'groupTooSmall',
): Found[] {
  return touchedIn(draft, list).flatMap(({ path, name, now }): Found[] => {
    const size = sizeOf(now);
    const volumes = sumOfSizes(volumesOf(now));
    if (size === undefined || volumes <= size) return [];
    const missing = formatAtLeast(volumes - size);
    const message = text().rules[say](name, formatSize(size), formatSize(volumes), missing);
    return [{ path: `${path}.size`, message }];
  });
}

const diskHoldsVolumes = (draft: Draft): Found[] => overfull(draft, 'disks', 'diskTooSmall');
const groupHoldsVolumes = (draft: Draft): Found[] => overfull(draft, 'volume_groups', 'groupTooSmall');

function mbrLimit(draft: Draft): Found[] {
  return disksWith(draft, 'size', 'partition_style').flatMap(({ path, name, now }): Found[] => {
    const size = sizeOf(now) ?? 0n;
    if (now.partition_style !== 'MBR' || size <= 2n * TIB) return [];
    return [{ path: `${path}.size`, message: text().rules.mbrLimit(name, formatSize(size)) }];
  });
}

function gptHeadroom(draft: Draft): Found[] {
  return disksWith(draft, 'size').flatMap(({ path, name, now, source }): Found[] => {
    const [size, from] = [sizeOf(now), sizeOf(source)];
    if (source?.partition_style !== 'GPT' || size === undefined || from === undefined) return [];
    if (size >= from + GIB) return [];
    return [{ path: `${path}.size`, message: text().rules.gptHeadroom(name, formatSize(from)) }];
  });
}

function windowsDiskRange(draft: Draft): Found[] {
  if (osOf(draft) !== 'WINDOWS') return [];
  return disksWith(draft, 'size').flatMap(({ path, name, now }): Found[] => {
    const size = sizeOf(now);
    if (size === undefined) return [];
    const system = isSystem(now);
    const [least, most] = system ? [40n * GIB, 1024n * GIB] : [10n * GIB, 32768n * GIB];
    const volumes = sumOfSizes(volumesOf(now));
    if (size >= least && size <= (volumes > most ? volumes : most)) return [];
    const kind = system ? text().screen.disk.system : text().screen.disk.data;
    const range = `${formatSize(least)}–${formatSize(most)}`;
    return [{ path: `${path}.size`, message: text().rules.diskRange(name, kind, range, formatSize(size)) }];
  });
}

function linuxDiskLimit(draft: Draft): Found[] {
  if (osOf(draft) !== 'LINUX') return [];
  return disksWith(draft, 'size').flatMap(({ path, name, now }): Found[] => {
    const size = sizeOf(now) ?? 0n;
    return size > 16n * TIB
      ? [{ path: `${path}.size`, message: text().rules.linuxLimit(name, formatSize(size)) }]
      : [];
  });
}

function smallerThanSource(draft: Draft): Found[] {
  return disksWith(draft, 'size').flatMap(({ path, name, now, source }): Found[] => {
    const [size, from] = [sizeOf(now), sizeOf(source)];
    if (size === undefined || from === undefined || size >= from) return [];
    return [
      {
        path: `${path}.size`,
        message: text().rules.smallerThanSource(name, formatSize(size), formatSize(from)),
      },
    ];
  });
}

/** Sizes that the service itself keeps as derived values: the free space of a group is not what is checked. */
function groupBeyondParts(draft: Draft): Found[] {
  return touchedIn(draft, 'volume_groups').flatMap(({ path, name, now, before }): Found[] => {
    const [size, was] = [sizeOf(now), sizeOf(before)];
    if (size === undefined || was === undefined || !changedPaths(draft).has(`${path}.size`)) return [];
    const parts = partsOf(draft, String(now.components ?? ''));
    if (parts === undefined || size <= parts) return [];
    return [
      {
        path: `${path}.size`,
        message: text().rules.groupBeyondParts(name, formatSize(size), formatSize(parts)),
      },
    ];
  });
}

/** What the components of a volume group hold together; undefined where one of them is not known. */
function partsOf(draft: Draft, components: string): bigint | undefined {
  const server = currentTask(draft).target_server as JsonObject | undefined;
  const names = components.split(';').filter(Boolean);
  const wanted = new Set<unknown>(names);
  const sizes = new Map<unknown, bigint>();
  const note = (element: Json) => {
    const { name, size } = isObject(element) ? element : {};
    const known = wanted.has(name) ? asInteger(size) : undefined;
    if (known !== undefined) sizes.set(name, known);
  };
  for (const disk of Array.isArray(server?.disks) ? server.disks : []) {
    note(disk);
    const partitions = isObject(disk) ? disk.physical_volumes : undefined;
    if (Array.isArray(partitions)) partitions.forEach(note);
  }
  if (names.length === 0 || names.some((name) => !sizes.has(name))) return undefined;
  return names.reduce((sum, name) => sum + (sizes.get(name) ?? 0n), 0n);
}

const DISK_SIZE = ['TargetDisk.size'] as const;

export const SIZE_RULES: readonly Rule[] = [
  {
    name: 'disk_holds_volumes',
    severity: 'error',
    source: { basis: 'documented' },
    about: ['TargetDisk.size', 'TargetPhysicalVolumes.size'],
    find: diskHoldsVolumes,
  },
  {
    name: 'group_holds_volumes',
    severity: 'error',
    source: { basis: 'standard', of: 'LVM' },
    about: ['VolumeGroups.size', 'LogicalVolumes.size'],
    find: groupHoldsVolumes,
  },
  {
    name: 'group_beyond_parts',
    severity: 'warning',
    source: { basis: 'observed' },
    about: ['VolumeGroups.size'],
    find: groupBeyondParts,
  },
  {
    name: 'mbr_limit',
    severity: 'error',
    source: { basis: 'documented' },
    about: ['TargetDisk.size', 'TargetDisk.partition_style'],
    find: mbrLimit,
  },
  {
    name: 'gpt_headroom',
    severity: 'warning',
    source: { basis: 'documented' },
    about: DISK_SIZE,
    find: gptHeadroom,
  },
  {
    name: 'windows_disk_range',
    severity: 'error',
    source: { basis: 'documented' },
    about: DISK_SIZE,
    find: windowsDiskRange,
  },
  {
    name: 'linux_disk_limit',
    severity: 'error',
    source: { basis: 'documented' },
    about: DISK_SIZE,
    find: linuxDiskLimit,
  },
  {
    name: 'smaller_than_source',
    severity: 'warning',
    source: { basis: 'documented' },
    about: DISK_SIZE,
    find: smallerThanSource,
  },
];
