/** Bodies of requests, to the last key, and the limits that edits break. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../src/json/json.ts';
import {
  addElement,
  type Draft,
  newDraft,
  removeElement,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { toSavedEdits } from '../../../../src/task/edits/saved/saved-edit.ts';
import { buildReversal } from '../../../../src/task/edits/undo/undo.ts';
import { valueAt } from '../../../../src/task/paths/path.ts';
import { buildRequest, findViolations } from '../../../../src/task/sending/request.ts';
import { DISKS, edit, GROUPS, NICS, taskOf } from '../../../support/edited-task.ts';

describe('a body', () => {
  test('has each changed field alone, in its object', () => {
    const base = taskOf(
      { name: 'server', ip: '10.0.0.1', os_version: '7' },
      { name: 'a', clone_server: null },
    );
    const draft = edit(
      base,
      ['name', 'b'],
      ['target_server.name', 'target'],
      ['target_server.ip', '10.0.0.2'],
      ['clone_server.name', 'copy'],
    );
    expect(buildRequest(draft)).toEqual({
      body: {
        name: 'b',
        target_server: { name: 'target', ip: '10.0.0.2' },
        clone_server: { name: 'copy' },
      },
      leftOut: [],
    });
  });

  test('has a list whole as it came, nulls included, but not what is no element or no key of the API', () => {
    const disks = [
      null,
      { id: 1, name: 'a', size: '5', disk_id: null, physical_volumes: null, tag: 1 },
      'odd',
      { id: 2, name: 'b', physical_volumes: [{ id: 3, size: 4, label: 'x' }, 7] },
    ];
    const draft = edit(taskOf({ disks, volume_groups: [], serial: 'x' }), [`${DISKS}[2].size`, 6]);
    expect(buildRequest(draft)).toEqual({
      body: {
        target_server: {
          disks: [
            { id: 1, name: 'a', size: '5', disk_id: null, physical_volumes: null },
            { id: 2, name: 'b', physical_volumes: [{ id: 3, size: 4 }], size: 6 },
          ],
        },
      },
      leftOut: [
        'target_server.disks[]: null, odd',
        'target_server.disks[].tag',
        'target_server.disks[].physical_volumes[]: 7',
        'target_server.disks[].physical_volumes[].label',
      ],
    });
  });

  test('shares untouched volumes with the task: there may be 65,535', () => {
    const untouched = { name: 'b', size: 4 };
    const volumes = [{ name: 'a', size: 5 }, untouched];
    const draft = edit(taskOf({ volume_groups: [{ name: 'vg', logical_volumes: volumes }] }), [
      `${GROUPS}[vg].logical_volumes[a].size`,
      6,
    ]);
    const sent = valueAt(buildRequest(draft).body, [
      'target_server',
      'volume_groups',
      0,
      'logical_volumes',
      1,
    ]);
    expect(sent).toBe(untouched);
    expect(buildRequest(draft)).toBe(buildRequest(draft));
  });
});

describe('a limit', () => {
  const violations = (draft: Draft) =>
    findViolations(draft).map(({ path, code, value, field }) => [path, code, value, field.name]);

  test('is checked for what the user set, not for what is cleared or goes back', () => {
    const base = taskOf({}, { speed_limit: 5000, name: 'task', type: 'OLD' });
    expect(violations(edit(base, ['speed_limit', 1001], ['type', null], ['name', 'b']))).toEqual([
      ['speed_limit', 'range', 1001, 'speed_limit'],
    ]);
    const sent = edit(base, ['speed_limit', 5]);
    const { draft: back } = buildReversal({ ...base, speed_limit: 5 }, toSavedEdits(sent));
    expect(back.edits).toMatchObject([{ path: 'speed_limit', value: 5000 }]);
    expect(violations(back)).toEqual([]);
  });

  test('is that a new element has its required fields, each named', () => {
    const { draft } = addElement(newDraft(taskOf({ networks: [] })), NICS, { ip: '10.0.0.1' });
    expect(violations(draft)).toEqual([[`${NICS}[+1].mac`, 'missing', null, 'mac']]);
    expect(violations(setValue(draft, `${NICS}[+1].mac`, 'fa:16:3e:00:00:01'))).toEqual([]);
  });

  test('of a list counts elements with the edits, removed ones not; SMS may have more', () => {
    const volumes = (count: number): Json[] =>
      Array.from({ length: count }, (_, index): Json => ({ name: `lv${index}` }));
    const list = `${GROUPS}[vg].logical_volumes`;
    const base = (count: number) =>
      newDraft(taskOf({ volume_groups: [{ name: 'vg', logical_volumes: volumes(count) }] }));
    const full = addElement(base(49), list, { name: 'new' }).draft;
    expect(violations(full)).toEqual([]);
    const more = addElement(full, list, { name: 'newer' }).draft;
    expect(violations(more).map(([path, code, , name]) => [path, code, name])).toEqual([
      [list, 'length', 'logical_volumes'],
      [list, 'length', 'logical_volumes'],
    ]);
    expect(violations(removeElement(more, `${list}[lv0]`))).toEqual([]);
    const fresh = addElement(base(0), GROUPS, { name: 'new', logical_volumes: volumes(51) }).draft;
    expect(new Set(violations(fresh).map(([path]) => path))).toEqual(
      new Set([`${GROUPS}[+1].logical_volumes`]),
    );
    expect(violations(removeElement(base(60), `${list}[lv0]`))).toEqual([]);
  });
});
