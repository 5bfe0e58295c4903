/** Figures that follow from edits: a volume's free size, and the used size of its disk. */
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/json/json.ts';
import {
  addElement,
  type Draft,
  newDraft,
  removeElement,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { valueAt } from '../../../../src/task/paths/path.ts';
import { derivedChangesOf, taskToSend } from '../../../../src/task/sending/derived.ts';
import { DISKS, edit, GROUPS, taskOf } from '../../../support/edited-task.ts';

/** A disk of 100 bytes: p1 has 40, of which 10 are used, and p2 has 20, of which 5 are. */
const DISK = {
  id: 1,
  name: 'a',
  size: 100,
  used_size: 60,
  physical_volumes: [
    { id: 11, name: 'p1', size: 40, used_size: 10, free_size: 30 },
    { id: 12, name: 'p2', size: 20, used_size: 5, free_size: 15 },
  ],
} satisfies JsonObject;
const GROUP = {
  name: 'vg',
  size: 100,
  free_size: 10,
  logical_volumes: [{ name: 'lv', size: 90, used_size: 50, free_size: 40 }],
} satisfies JsonObject;

const with1 = (disk: JsonObject): JsonObject => taskOf({ disks: [disk], volume_groups: [GROUP] });
const withVolume = (more: JsonObject, disk: JsonObject = {}): JsonObject =>
  with1({ ...DISK, physical_volumes: [{ ...DISK.physical_volumes[0], ...more }], used_size: 40, ...disk });
const BASE = with1(DISK);
const P1 = `${DISKS}[1].physical_volumes[11]`;
const P2 = `${DISKS}[1].physical_volumes[12]`;
const LV = `${GROUPS}[vg].logical_volumes[lv]`;

const derived = (draft: Draft) =>
  derivedChangesOf(draft).map(({ path, before, after }) => [path, before, after]);

describe('a resized partition', () => {
  test('takes its free size and the used size of its disk along', () => {
    const draft = edit(BASE, [`${P1}.size`, 50]);
    expect(derived(draft)).toEqual([
      [`${P1}.free_size`, 30, 40],
      [`${DISKS}[1].used_size`, 60, 70],
    ]);
    const sent = valueAt(taskToSend(draft), ['target_server', 'disks', 0]) as JsonObject;
    expect(sent).toMatchObject({ size: 100, used_size: 70 });
    expect(sent.physical_volumes).toMatchObject([{ size: 50, free_size: 40 }, DISK.physical_volumes[1]]);
  });

  test('together with another one changes the disk once', () => {
    expect(derived(edit(BASE, [`${P1}.size`, 50], [`${P2}.size`, 25]))).toEqual([
      [`${P1}.free_size`, 30, 40],
      [`${DISKS}[1].used_size`, 60, 75],
      [`${P2}.free_size`, 15, 20],
    ]);
  });

  test('by as much as another one shrinks leaves the figure of its disk', () => {
    expect(derived(edit(BASE, [`${P1}.size`, 45], [`${P2}.size`, 15]))).toEqual([
      [`${P1}.free_size`, 30, 35],
      [`${P2}.free_size`, 15, 10],
    ]);
  });

  test('has no free size below nothing: an error says that its data don’t fit', () => {
    expect(derived(edit(BASE, [`${P1}.size`, 9]))).toEqual([[`${DISKS}[1].used_size`, 60, 29]]);
    expect(derived(edit(BASE, [`${P1}.size`, 10]))).toContainEqual([`${P1}.free_size`, 30, 0]);
  });

  test.each<[string, JsonObject]>([
    ['isn’t the rest', { free_size: 31 }],
    ['is missing', { free_size: undefined as unknown as Json }],
    ['is null', { free_size: null }],
    ['is no number', { free_size: 'much' }],
    ['has no used size beside it', { used_size: null }],
    ['has no size beside it', { size: null }],
  ])('leaves a free size alone that %s', (_, more) => {
    const paths = derived(edit(withVolume(more), [`${P1}.size`, 50])).map(([path]) => path);
    expect(paths).not.toContain(`${P1}.free_size`);
  });

  test.each<[string, Json]>([
    ['isn’t the sum of its partitions', 61],
    ['is null', null],
    ['is no number', 'half'],
    ['is missing', undefined as unknown as Json],
  ])('leaves a used size of its disk alone that %s', (_, used_size) => {
    expect(derived(edit(with1({ ...DISK, used_size }), [`${P1}.size`, 50]))).toEqual([
      [`${P1}.free_size`, 30, 40],
    ]);
  });

  test('leaves figures alone that the user edits, and all with keepsFigures', () => {
    const both = edit(BASE, [`${P1}.size`, 50], [`${P1}.free_size`, 1]);
    expect(derived(both)).toEqual([[`${DISKS}[1].used_size`, 60, 70]]);
    expect(derived(setValue(both, `${DISKS}[1].used_size`, 2))).toEqual([]);
    const kept: Draft = { ...edit(BASE, [`${P1}.size`, 50]), keepsFigures: true };
    expect(derived(kept)).toEqual([]);
    expect(valueAt(taskToSend(kept), ['target_server', 'disks', 0, 'used_size'])).toBe(60);
  });

  test('to no size changes nothing else', () => {
    expect(derived(edit(BASE, [`${P1}.size`, null])).map(([path]) => path)).not.toContain(`${P1}.free_size`);
  });
});

describe('a partition that comes or goes', () => {
  test('counts in the used size of its disk', () => {
    expect(derived(removeElement(newDraft(BASE), P2))).toEqual([[`${DISKS}[1].used_size`, 60, 40]]);
    const { draft, path } = addElement(newDraft(BASE), `${DISKS}[1].physical_volumes`);
    expect(derived(setValue(draft, `${path}.size`, 7))).toEqual([[`${DISKS}[1].used_size`, 60, 67]]);
  });

  test('does not in a disk that is new or removed itself', () => {
    const { draft, path } = addElement(newDraft(BASE), DISKS);
    expect(derived(setValue(draft, `${path}.size`, 7))).toEqual([]);
    expect(derived(removeElement(edit(BASE, [`${P1}.size`, 50]), `${DISKS}[1]`))).toEqual([]);
  });
});

describe('what else is edited', () => {
  test('a logical volume takes its own free size along', () => {
    expect(derived(edit(BASE, [`${LV}.size`, 95]))).toEqual([[`${LV}.free_size`, 40, 45]]);
  });

  test('a logical volume that goes, a disk, a group, and other fields take nothing along', () => {
    expect(derived(removeElement(newDraft(BASE), LV))).toEqual([]);
    expect(
      derived(
        edit(
          BASE,
          [`${DISKS}[1].size`, 200],
          [`${GROUPS}[vg].size`, 120],
          [`${P1}.name`, 'other'],
          ['name', 'x'],
        ),
      ),
    ).toEqual([]);
  });
});
