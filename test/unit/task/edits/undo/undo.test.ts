/** Reversals of updates, and what they leave alone, with the path and the reason that people read. */
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../../src/json/json.ts';
import {
  addElement,
  type Draft,
  newDraft,
  removeElement,
  setValue,
} from '../../../../../src/task/edits/draft.ts';
import { toSavedEdits } from '../../../../../src/task/edits/saved/saved-edit.ts';
import { buildReversal, buildReversalOf } from '../../../../../src/task/edits/undo/undo.ts';
import { buildRequest } from '../../../../../src/task/sending/request.ts';
import { put } from '../../../../support/edit-draft.ts';

const DISKS = 'target_server.disks';
const GROUPS = 'target_server.volume_groups';
const NICS = 'target_server.networks';

const taskOf = (lists: { [list: string]: Json }): JsonObject => ({ name: 'task', target_server: lists });
const group = (name: string, size: number): JsonObject => ({ name, size });
const edit = (draft: Draft, ...edits: [string, Json][]) =>
  edits.reduce((next, [path, value]) => setValue(next, path, value), draft);
/** The task after SMS took all of a draft. */
const served = (draft: Draft): JsonObject => put(draft.base, buildRequest(draft).body);
const undo = (draft: Draft, now: JsonObject) => {
  const { draft: back, leftAlone } = buildReversal(now, toSavedEdits(draft));
  return { edits: JSON.parse(JSON.stringify(back.edits)), leftAlone };
};

describe('left alone', () => {
  test('is what SMS never returned, under the path that was edited', () => {
    const base = taskOf({ disks: [], volume_groups: [{ name: 'vg' }] });
    const draft = edit(
      newDraft(base),
      ['exist_server', true],
      [`${GROUPS}[vg].name`, 'data'],
      [`${GROUPS}[vg].size`, 5],
    );
    expect(undo(draft, served(draft))).toEqual({
      edits: [{ path: `${GROUPS}[data].name`, value: 'vg', restores: true }],
      leftAlone: [
        { path: 'exist_server', why: 'unknown_before' },
        { path: `${GROUPS}[vg].size`, why: 'unknown_before' },
      ],
    });
  });

  test('is what someone changed since, with the value that it has now', () => {
    const base = taskOf({ volume_groups: [{ name: 'vg', size: 1 }] });
    const draft = edit(newDraft(base), [`${GROUPS}[vg].name`, 'data'], [`${GROUPS}[vg].size`, 2]);
    expect(undo(draft, taskOf({ volume_groups: [{ name: 'data', size: 3 }] }))).toEqual({
      edits: [{ path: `${GROUPS}[data].name`, value: 'vg', restores: true }],
      leftAlone: [{ path: `${GROUPS}[vg].size`, why: 'changed', now: 3 }],
    });
  });

  test('is what is gone, under the path that was edited', () => {
    const nic = (ip: string) => ({ mac: 'fa:16:3e:00:00:01', ip });
    const base = taskOf({ networks: [nic('10.0.0.1'), nic('10.0.0.2')] });
    const draft = edit(newDraft(base), ['name', 'new'], [`${NICS}[#2].ip`, '10.0.0.3']);
    expect(undo(draft, { ...taskOf({ networks: [] }), name: 'new' })).toEqual({
      edits: [{ path: 'name', value: 'task', restores: true }],
      leftAlone: [{ path: `${NICS}[#2].ip`, why: 'missing' }],
    });
  });

  test('is one disk that is gone, not the other one that has its ID now', () => {
    const base = taskOf({
      disks: [
        { id: 1, name: 'a', size: 10, disk_index: '0' },
        { id: 2, name: 'b', size: 20, disk_index: '1' },
      ],
    });
    const draft = edit(newDraft(base), [`${DISKS}[1].size`, 11], [`${DISKS}[2].size`, 21]);
    expect(undo(draft, taskOf({ disks: [{ id: 1, name: 'b', size: 21, disk_index: '1' }] }))).toEqual({
      edits: [{ path: `${DISKS}[1].size`, value: 20, restores: true }],
      leftAlone: [{ path: `${DISKS}[1].size`, why: 'missing' }],
    });
  });

  test('is a removed disk whose name another one has by now; not one that is still there', () => {
    const gone = { id: 1, name: 'a', size: 10, used_size: 3, physical_volumes: [{ id: 5, size: 1 }] };
    const draft = removeElement(newDraft(taskOf({ disks: [gone] })), `${DISKS}[1]`);
    const exists = { edits: [], leftAlone: [{ path: `${DISKS}[1]`, why: 'exists' }] };
    const nothing = { edits: [], leftAlone: [] };
    const cases: [JsonObject, typeof exists | typeof nothing][] = [
      [gone, nothing],
      [{ ...gone, id: 2, used_size: 4 }, nothing],
      [{ ...gone, size: 20 }, exists],
      [{ ...gone, id: 2, physical_volumes: [] }, exists],
    ];
    for (const [there, result] of cases) expect(undo(draft, taskOf({ disks: [there] }))).toEqual(result);
  });

  test('is a removed disk if another one was renamed to its name', () => {
    const disk = (id: number, name: string) => ({ id, name, size: 10, disk_index: String(id) });
    const draft = removeElement(newDraft(taskOf({ disks: [disk(1, 'a'), disk(2, 'b')] })), `${DISKS}[1]`);
    expect(undo(draft, taskOf({ disks: [disk(2, 'a')] }))).toEqual({
      edits: [],
      leftAlone: [{ path: `${DISKS}[1]`, why: 'exists' }],
    });
  });

  test('is the MAC of a NIC if another one has it by now; their names may be the same', () => {
    const nic = (mac: string, name: string, ip: string) => ({ mac: `fa:16:3e:00:00:${mac}`, name, ip });
    const draft = edit(
      newDraft(taskOf({ networks: [nic('01', 'eth0', '10.0.0.1')] })),
      [`${NICS}[#1].mac`, 'fa:16:3e:00:00:02'],
      [`${NICS}[#1].name`, 'eth1'],
    );
    const now = [nic('02', 'eth1', '10.0.0.1'), nic('01', 'eth0', '10.0.0.9')];
    expect(undo(draft, taskOf({ networks: now }))).toEqual({
      edits: [{ path: `${NICS}[fa:16:3e:00:00:02].name`, value: 'eth0', restores: true }],
      leftAlone: [{ path: `${NICS}[fa:16:3e:00:00:01].mac`, why: 'exists' }],
    });
  });

  test('is the name of a disk if another one has it by now, under the ID that was edited', () => {
    const disk = (id: number, name: string, size: number) => ({ id, name, size, disk_index: String(size) });
    const draft = edit(newDraft(taskOf({ disks: [disk(1, 'a', 10)] })), [`${DISKS}[1].name`, 'c']);
    expect(undo(draft, taskOf({ disks: [disk(11, 'c', 10), disk(12, 'a', 20)] }))).toEqual({
      edits: [],
      leftAlone: [{ path: `${DISKS}[1].name`, why: 'exists' }],
    });
  });

  test('is a name that another element has by now, and what would need that name', () => {
    const base = taskOf({ volume_groups: [group('a', 1), group('b', 2), group('x', 3)] });
    const draft = edit(
      newDraft(base),
      [`${GROUPS}[a].name`, 'c'],
      [`${GROUPS}[b].name`, 'a'],
      [`${GROUPS}[x].name`, 'y'],
    );
    const now = taskOf({
      volume_groups: [group('c', 1), group('a', 2), group('y', 3), group('b', 4)],
    });
    expect(undo(draft, now)).toEqual({
      edits: [{ path: `${GROUPS}[y].name`, value: 'x', restores: true }],
      leftAlone: [
        { path: `${GROUPS}[b].name`, why: 'exists' },
        { path: `${GROUPS}[a].name`, why: 'exists' },
      ],
    });
  });
});

describe('taken back', () => {
  test('is an added disk, though SMS filled in the rest of it', () => {
    const base = taskOf({ disks: [{ id: 1, name: 'a', size: 10 }] });
    const { draft } = addElement(newDraft(base), DISKS, { name: 'b', size: 20 });
    const [own, added] = (served(draft).target_server as { disks: JsonObject[] }).disks;
    const filled = { ...added, id: 2, device_use: 'NORMAL', os_disk: false, disk_index: '1' };
    expect(undo(draft, taskOf({ disks: [own as JsonObject, filled] }))).toEqual({
      edits: [{ path: `${DISKS}[2]`, remove: true }],
      leftAlone: [],
    });
  });

  test('is a removed disk with its IDs, but not those that others have by now', () => {
    const base = taskOf({
      disks: [
        { id: 1, name: 'a', physical_volumes: [{ id: 5, name: 'p' }, { id: 6, name: 'q' }, { name: 'r' }] },
        { id: 2, name: 'b', physical_volumes: [{ id: 7, name: 's' }] },
      ],
    });
    const draft = removeElement(newDraft(base), `${DISKS}[1]`);
    const now = taskOf({ disks: [{ id: 2, name: 'b', physical_volumes: [{ id: 5, name: 's' }] }] });
    expect(undo(draft, now)).toEqual({
      edits: [
        {
          path: `${DISKS}[+1]`,
          add: true,
          content: {
            id: 1,
            name: 'a',
            physical_volumes: [{ name: 'p' }, { id: 6, name: 'q' }, { name: 'r' }],
          },
        },
      ],
      leftAlone: [],
    });
  });

  test('is a removed disk with the ID of the new one that goes for it', () => {
    const base = taskOf({ disks: [{ id: 1, name: 'a', size: 10 }] });
    const { draft } = addElement(removeElement(newDraft(base), `${DISKS}[1]`), DISKS, {
      name: 'b',
      size: 20,
    });
    const now = taskOf({ disks: [{ id: 1, name: 'b', size: 20 }] });
    const { draft: back, leftAlone } = buildReversal(now, toSavedEdits(draft));
    expect(leftAlone).toEqual([]);
    expect(JSON.parse(JSON.stringify(served(back)))).toEqual(base);
  });

  test('is one of two NICs with one MAC, by its place', () => {
    const nic = (ip: string) => ({ mac: 'fa:16:3e:00:00:01', ip });
    const base = taskOf({ networks: [nic('10.0.0.1'), nic('10.0.0.2')] });
    const draft = edit(newDraft(base), [`${NICS}[#2].ip`, '10.0.0.3']);
    expect(undo(draft, served(draft))).toEqual({
      edits: [{ path: `${NICS}[#2].ip`, value: '10.0.0.2', restores: true }],
      leftAlone: [],
    });
  });

  test('are two updates by the fields that they changed, not by other elements', () => {
    const base = taskOf({
      disks: [
        { id: 1, name: 'a', size: 10 },
        { id: 2, name: 'b', size: 20 },
      ],
    });
    const first = edit(newDraft(base), [`${DISKS}[1].size`, 11], [`${DISKS}[2].name`, 'c']);
    const second = edit(newDraft(served(first)), [`${DISKS}[1].size`, 12]);
    const { draft, leftAlone } = buildReversalOf(served(second), [toSavedEdits(second), toSavedEdits(first)]);
    expect({ edits: draft.edits, leftAlone }).toEqual({
      edits: [
        { path: `${DISKS}[1].size`, value: 10, restores: true },
        { path: `${DISKS}[2].name`, value: 'b', restores: true },
      ],
      leftAlone: [],
    });
  });
});
