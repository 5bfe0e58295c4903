/** Bars of the volumes on a disk, drawn to scale. */
import { afterEach, describe, expect, test } from 'vitest';
import {
  addElement,
  type Draft,
  newDraft,
  removeElement,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { setLanguage } from '../../../../src/text/text.ts';
import { containerOf, storageBar, storageSentence } from '../../../../src/wizard/rows/storage-bar.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

const GIB = 1 << 30;
const XVDA = ['target_server', 'disks', 0];
const XVDB = ['target_server', 'disks', 1];
const GROUP = ['target_server', 'volume_groups', 0];
const SIZE = 'target_server.disks[700].size';
const ROOT = 'target_server.disks[700].physical_volumes[9002].size';

const draft = (...edits: [string, number][]): Draft =>
  edits.reduce((next, [path, value]) => setValue(next, path, value), newDraft(payload(LVM)));

afterEach(() => setLanguage('en'));

describe('a bar', () => {
  test('of an unchanged disk is one line: data, free space in the volume, and what is unallocated', () => {
    expect(storageBar(draft(), XVDB, 60)).toEqual({
      name: '/dev/xvdb',
      bars: ['[####|########################|....................] 10 GiB'],
      legend: ['/dev/xvdb1 1 GiB, full', '/dev/xvdb2 5 GiB, full', '4 GiB unallocated'],
    });
  });

  test('of a disk that a group uses as a whole has the group in it, not free space', () => {
    const disk = ['target_server', 'disks', 2];
    expect(storageBar(draft(), disk, 60)?.legend).toEqual(['vgtest 10 GiB']);
    const grown = storageBar(draft(['target_server.disks[702].size', 40 * GIB]), disk, 60);
    expect(grown?.legend).toEqual(['vgtest 10 GiB', '30 GiB unallocated']);
    expect(storageSentence(draft(), disk)).toContain('vgtest 10 GiB');
  });

  test('of a resized disk has the same scale before and after', () => {
    const { bars } = storageBar(draft([SIZE, 80 * GIB], [ROOT, 60 * GIB]), XVDA, 60) ?? { bars: [] };
    const [before, after] = bars.map((line) => /\[(.*)\]/.exec(line)?.[1] ?? '');
    expect(before?.length).toBe(after?.length);
    expect(before?.trimEnd().length).toBe(Math.floor((before?.length ?? 0) / 2));
    expect(after?.trimEnd().length).toBe(after?.length);
    expect(after?.indexOf('|')).toBe(Math.floor(((after?.length ?? 0) * 60) / 80) - 1);
  });

  test('shows what does not fit beyond the end of the disk', () => {
    const { bars, legend } = storageBar(draft([ROOT, 60 * GIB]), XVDA, 60) ?? { bars: [], legend: [] };
    expect(bars.at(-1)).toMatch(/^after {2}\[#+=+!+\] 40 GiB$/);
    expect(legend.at(-1)).toBe("20 GiB don't fit");
  });

  test('leaves a removed volume out and takes a new one in', () => {
    const without = removeElement(draft(), 'target_server.disks[701].physical_volumes[9004]');
    expect(storageBar(without, XVDB, 60)?.legend).toEqual(['/dev/xvdb1 1 GiB, full', '9 GiB unallocated']);
    const { draft: more } = addElement(draft(), 'target_server.disks[701].physical_volumes', {
      name: '/dev/xvdb3',
      size: 2 * GIB,
    });
    expect(storageBar(more, XVDB, 60)?.legend).toContain('/dev/xvdb3 2 GiB');
  });

  test.each([24, 40, 56, 76, 116])('is never wider than %i columns', (columns) => {
    for (const keys of [XVDA, XVDB, GROUP]) {
      const bars = storageBar(draft([SIZE, 70 * GIB]), keys, columns)?.bars ?? [];
      for (const line of bars) expect(line.length).toBeLessThanOrEqual(columns);
    }
  });

  test('is ASCII', () => {
    const { bars } = storageBar(draft([ROOT, 60 * GIB]), XVDA, 60) ?? { bars: [] };
    expect(bars.join('')).toMatch(/^[\x20-\x7e]+$/);
  });

  test.each([['no size'], ['0']])('is not drawn for a disk of %s', (size) => {
    const task = structuredClone(payload(LVM)) as never as { target_server: { disks: { size?: unknown }[] } };
    if (size === '0') (task.target_server.disks[1] as { size: unknown }).size = 0;
    else delete task.target_server.disks[1]?.size;
    expect(storageBar(newDraft(task as never), XVDB, 60)).toBeUndefined();
  });
});

test('a sentence says the same', async () => {
  expect(storageSentence(draft(), XVDB)).toBe(
    '/dev/xvdb has 10 GiB: /dev/xvdb1 1 GiB, full; /dev/xvdb2 5 GiB, full; 4 GiB unallocated.',
  );
  await setLanguage('zh');
  expect(storageSentence(draft(), XVDB)).toBe(
    '/dev/xvdb 共 10 GiB：/dev/xvdb1 1 GiB，已满；/dev/xvdb2 5 GiB，已满；未分配 4 GiB。',
  );
});

test('rows in a disk or group belong to it', () => {
  expect(containerOf([...XVDA, 'physical_volumes', 0, 'size'])).toEqual(XVDA);
  expect(containerOf(GROUP)).toEqual(GROUP);
  expect(containerOf(['target_server', 'networks', 0])).toBeUndefined();
  expect(containerOf(['name'])).toBeUndefined();
  expect(containerOf(undefined)).toBeUndefined();
});
