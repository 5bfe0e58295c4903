/** Offers after a resize: the minimum size that fits, along the whole chain. */
import { describe, expect, test } from 'vitest';
import { type Draft, newDraft, setValue } from '../../../../src/task/edits/draft.ts';
import { findingsOf } from '../../../../src/task/rules/rules.ts';
import { resizeOffers } from '../../../../src/wizard/actions/resize-offers.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

const GIB = 1 << 30;
const MIB = 1 << 20;
const DISK = 'target_server.disks';
const ROOT = `${DISK}[700].physical_volumes[9002].size`;
const GROUP = 'target_server.volume_groups[vgtest]';
const DATA = `${GROUP}.logical_volumes[/dev/mapper/vgtest-data].size`;

interface Sized {
  readonly id: number;
  readonly name: string;
  readonly size: number;
}
interface SizedDisk extends Sized {
  readonly physical_volumes: readonly Sized[];
}
interface SizedGroup extends Sized {
  readonly logical_volumes: readonly Sized[];
}

const draft = (...edits: [string, number][]): Draft =>
  edits.reduce((next, [path, value]) => setValue(next, path, value), newDraft(payload(LVM)));
const offered = (edited: Draft): [string, number][] =>
  resizeOffers(edited).map(({ path, value }) => [path, Number(value)]);
const sizeAt = (path: string): number => sizes()[path] as number;
const sizes = (): Record<string, number> => {
  const server = payload(LVM).target_server as unknown as { disks: SizedDisk[]; volume_groups: SizedGroup[] };
  const found: Record<string, number> = {};
  for (const disk of server.disks) {
    found[`${DISK}[${disk.id}].size`] = Number(disk.size);
    for (const inner of disk.physical_volumes)
      found[`${DISK}[${disk.id}].physical_volumes[${inner.id}].size`] = Number(inner.size);
  }
  for (const group of server.volume_groups) {
    found[`target_server.volume_groups[${group.name}].size`] = Number(group.size);
    for (const volume of group.logical_volumes)
      found[`target_server.volume_groups[${group.name}].logical_volumes[${volume.name}].size`] = Number(
        volume.size,
      );
  }
  return found;
};

describe('elements that became too small', () => {
  test('a disk that was resized already gets the least that fits, not the growth once more', () => {
    const edited = draft([`${DISK}[700].size`, 60 * GIB], [ROOT, sizeAt(ROOT) + 30 * GIB]);
    expect(offered(edited)).toEqual([[`${DISK}[700].size`, 70 * GIB]]);
  });

  test('a disk under a grown partition', () => {
    expect(offered(draft([ROOT, sizeAt(ROOT) + 10 * GIB]))).toEqual([[`${DISK}[700].size`, 50 * GIB]]);
  });

  test('the whole chain from a volume to the disk, each after the other', () => {
    const edited = draft([DATA, sizeAt(DATA) + 20 * GIB]);
    const chain = offered(edited);
    expect(chain.map(([path]) => path.replace(/\[[^\]]*\]/g, ''))).toEqual([
      'target_server.volume_groups.size',
      'target_server.disks.size',
    ]);
    const all = chain.reduce((next, [path, value]) => setValue(next, path, value), edited);
    expect(findingsOf(all).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(resizeOffers(all)).toEqual([]);
  });

  test('a group over its disks', () => {
    const edited = draft([`${GROUP}.size`, sizeAt(`${GROUP}.size`) + 5 * GIB]);
    expect(offered(edited)).toEqual([[`${DISK}[702].size`, expect.any(Number)]]);
  });

  test('nothing for what the service itself has wrong', () => {
    expect(offered(draft(['speed_limit', 5]))).toEqual([]);
  });
});

describe('what may fill a grown container', () => {
  test('the last partition of a disk that just grew, by as much in whole MiB', () => {
    const [[path, value]] = offered(draft([`${DISK}[700].size`, 60 * GIB])) as [[string, number]];
    expect(path).toBe(ROOT);
    expect(value - sizeAt(ROOT)).toBeGreaterThan(19 * GIB);
    expect((value - sizeAt(ROOT)) % MIB).toBe(0);
    expect(value).toBeLessThan(60 * GIB);
  });

  test('a group whose disk grew', () => {
    const edited = draft([`${DISK}[702].size`, 15 * GIB]);
    expect(offered(edited)).toEqual([[`${GROUP}.size`, sizeAt(`${GROUP}.size`) + 5 * GIB]]);
  });

  test('a partition that grew as well is left alone', () => {
    expect(offered(draft([`${DISK}[700].size`, 60 * GIB], [ROOT, sizeAt(ROOT) + GIB]))).toEqual([]);
  });
});
